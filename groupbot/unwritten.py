"""What could have written of a person and did not: known in memory until their next decision is written.

A refusal writes nothing, so no file tells that it was handled. Should it come again after a crash, behind a consent
that the same person gave after it, it would be decided on that consent and take it away. Therefore the decision that is
written remembers, in its own transaction, the presses before it as well; who decides nothing leaves nothing. What an
admin did to somebody before they agreed to a record of it is no more recorded when it comes again behind that.

Nor is the time of day of any decision written. It is known here for as long as something from before may come late.
"""

from collections import OrderedDict
from datetime import datetime, timedelta

from groupbot.store import inbox
from groupbot.store.unit import Unit

PRESSES = 1024
# A platform delivers again what is not confirmed to it, which is a matter of seconds unless an outage lasts.
KEPT = timedelta(hours=1)
# On the day of a decision and the next: what comes later than that bears another day than the decision.
MOMENTS_KEPT = timedelta(days=2)


class Unwritten:
    """Keys of events, each under a keyed mark of its person; used by the store's thread alone, inside its units."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[bytes, str], datetime] = OrderedDict()
        self._decided: OrderedDict[bytes, datetime] = OrderedDict()

    def note(self, unit: Unit, platform: str, person: str, key: str, now: datetime) -> None:
        """Note an event that wrote nothing, and forget what is an hour old or more than can be kept."""
        noted = _mark(unit, platform, person), key
        self._kept[noted] = now
        # What comes again is as new as what comes first: the oldest stands first, or those behind it would never go.
        self._kept.move_to_end(noted)
        while len(self._kept) > PRESSES or next(iter(self._kept.values())) < now - KEPT:
            self._kept.popitem(last=False)

    def remember(self, unit: Unit, platform: str, person: str, now: datetime) -> None:
        """Enter the noted events of a person with what this unit writes; forget those that are entered already."""
        person_mark = _mark(unit, platform, person)
        for mark, key in [each for each in self._kept if each[0] == person_mark]:
            if inbox.seen(unit, platform, key):
                del self._kept[mark, key]
            else:
                inbox.remember(unit, platform, key, now)
        self._decided[person_mark] = now
        self._decided.move_to_end(person_mark)
        while len(self._decided) > PRESSES or next(iter(self._decided.values())) < now - MOMENTS_KEPT:
            self._decided.popitem(last=False)

    def decided(self, unit: Unit, platform: str, person: str) -> datetime | None:
        """Return when a person's last decision was written, None where that is not known here any more."""
        return self._decided.get(_mark(unit, platform, person))


def _mark(unit: Unit, platform: str, person: str) -> bytes:
    return unit.vault.tag("unwritten", platform, person)
