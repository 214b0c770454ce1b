"""The end of a group by its admins' word: its keys first, then all that is kept of it."""

from groupbot.duties import DUTIES
from groupbot.store import erasure
from groupbot.store.unit import Unit


def erase(unit: Unit, number: int) -> None:
    """Erase a group in this unit, keys before rows; what is in no live file then is scrubbed behind the commit.

    Nothing is left of it but what names no group: the marks of presses (48 hours) and languages, which people chose
    for all groups. A group that is gone already is no error (DESIGN section 7).
    """
    # Begun before anything is read: each answer that waits has to be opened, and so no other process is asked after.
    unit.vault.begin()
    erasure.erase_group(unit, number, DUTIES)
