"""The time of the simulated Telegram, which a test moves instead of sleeping."""

from datetime import UTC, datetime, timedelta


class Clock:
    """Real time plus what a test added; with `start` it stands still between two advances."""

    def __init__(self, start: datetime | None = None) -> None:
        self._start = start
        self._added = timedelta()

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        return (self._start or datetime.now(UTC)) + self._added

    def advance(self, *, days: float = 0, hours: float = 0, minutes: float = 0, seconds: float = 0) -> None:
        """Move the time forward by the sum of all parts."""
        self._added += timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)

    def within(self, moment: datetime, seconds: float) -> bool:
        """Return whether `moment` is at most `seconds` ago."""
        return self.now() - moment <= timedelta(seconds=seconds)
