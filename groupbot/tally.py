"""What would have been done in groups that are not live yet: counts by act and reason, in memory alone."""

from collections import Counter
from datetime import datetime

from groupbot.ports import Clock


class Tally:
    """How often what would have been done in each group, by kind of act and reason, since when."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._counts: dict[int, Counter[tuple[str, str]]] = {}
        self._since: dict[int, datetime] = {}

    def note(self, number: int, act: str, reason: str) -> None:
        """Count one act that was not done."""
        self._since.setdefault(number, self._clock.now())
        self._counts.setdefault(number, Counter())[act, reason] += 1

    def of(self, number: int) -> tuple[tuple[str, str, int], ...]:
        """Return (act, reason, how often), the most frequent first."""
        return tuple((act, reason, count) for (act, reason), count in self._counts.get(number, Counter()).most_common())

    def since(self, number: int) -> datetime | None:
        """Return when the first of them was counted."""
        return self._since.get(number)

    def forget(self, number: int) -> None:
        """Forget a group that goes live or ends."""
        self._counts.pop(number, None)
        self._since.pop(number, None)
