"""Appeals as other rooms see them: how many wait in a group."""

from groupbot.appeals import records
from groupbot.store.unit import Unit


def pending(unit: Unit, group: int) -> int:
    """Return how many appeals wait for an answer of a group's admins: open work, and no count of persons (law L7)."""
    return len(records.waiting(unit, group))
