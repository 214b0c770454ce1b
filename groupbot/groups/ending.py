"""The end of a group by its admins' word: nothing of it is kept."""

from groupbot.groups.tables import group
from groupbot.store.unit import Unit


def erase(unit: Unit, number: int) -> None:
    """Take a group's row away with all that hangs on it, and all its keys with the commit."""
    unit.write(group.delete().where(group.c.number == number))
    unit.end_group(number)
