"""The real clock."""

from datetime import UTC, datetime


class SystemClock:
    """Tells the machine's time, as groupbot.ports.Clock."""

    def now(self) -> datetime:
        """Return the present moment in UTC."""
        return datetime.now(UTC)
