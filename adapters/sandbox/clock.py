"""The sandbox's time: a base that runs or stands still, and an offset that anybody may push forward."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

# What the bot counts as time in which it ran are the gaps below 45 minutes between two looks of its own.
STRIDE = timedelta(minutes=40)
# Long enough for whatever waits until the bot has run for a day; in strides, thirteen months take minutes.
WALKED = timedelta(days=2)


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
        self.offset += self._allowed(step)

    def strides(self, way: timedelta) -> tuple[timedelta, ...]:
        """Cut `way` into steps that a running bot would see: two days of strides, then the rest; raise as `forward`."""
        walked = min(self._allowed(way), WALKED)
        whole, short = divmod(walked, STRIDE)
        return (*(STRIDE,) * whole, short + way - walked)

    def _allowed(self, step: timedelta) -> timedelta:
        if step < timedelta():
            raise ValueError("Time here only moves forward: give a step of zero or more.")
        if step > datetime(2999, 1, 1, tzinfo=UTC) - self.now():
            raise ValueError("That is after the year 2999: give a smaller step.")
        return step


def months_after(moment: datetime, months: int) -> datetime:
    """Return the same day `months` later, or the last day of that month when it is shorter."""
    year, month = divmod(moment.month - 1 + months, 12)
    year, month = moment.year + year, month + 1
    last = (datetime(year + month // 12, month % 12 + 1, 1, tzinfo=UTC) - timedelta(days=1)).day
    return moment.replace(year=year, month=month, day=min(moment.day, last))


def clock_words(moment: datetime) -> str:
    """Write a moment as the page shows it."""
    return f"{moment:%a} {moment.day} {moment:%b %Y, %H:%M}"
