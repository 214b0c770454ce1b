"""The world's time: real, and ahead of it by what a test has let pass."""

from datetime import UTC, datetime, timedelta

from simcord._clock import Clock as FrozenClock


class Clock(FrozenClock):
    """Real time, because the client reads ages from snowflakes against its own clock; `advance(seconds)` moves on."""

    def now(self) -> datetime:
        """Return the moment; never a whole second, for simcord compares moments as written."""
        moment = datetime.now(UTC) + timedelta(seconds=self.elapsed)
        return moment if moment.microsecond else moment + timedelta(microseconds=1)
