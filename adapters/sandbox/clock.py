"""The sandbox's time: a base that runs or stands still, and an offset that anybody may push forward."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta


def wall() -> datetime:
    """Return the machine's own time, aware, in UTC."""
    return datetime.now(UTC)


def standing_still(at: datetime) -> Callable[[], datetime]:
    """Return a base that always tells `at`, so that a conversation can be replayed exactly."""
    return lambda: at


class MovableClock:
    """Implements groupbot.ports.Clock: the base's time plus an offset that only grows."""

    def __init__(self, base: Callable[[], datetime] = wall) -> None:
        self._base = base
        self.offset = timedelta()

    def now(self) -> datetime:
        """Return the simulated moment, aware, in UTC."""
        return self._base() + self.offset

    def forward(self, step: timedelta) -> None:
        """Move on by `step`; raise ValueError for a step backwards or past the year 2999."""
        if step < timedelta():
            raise ValueError("Time here only moves forward: give a step of zero or more.")
        if step > datetime(2999, 1, 1, tzinfo=UTC) - self.now():
            raise ValueError("That is after the year 2999: give a smaller step.")
        self.offset += step


def months_after(moment: datetime, months: int) -> datetime:
    """Return the same day `months` later, or the last day of that month when it is shorter."""
    year, month = divmod(moment.month - 1 + months, 12)
    year, month = moment.year + year, month + 1
    last = (datetime(year + month // 12, month % 12 + 1, 1, tzinfo=UTC) - timedelta(days=1)).day
    return moment.replace(year=year, month=month, day=min(moment.day, last))


def clock_words(moment: datetime) -> str:
    """Write a moment as the page shows it."""
    return f"{moment:%a} {moment.day} {moment:%b %Y, %H:%M}"
