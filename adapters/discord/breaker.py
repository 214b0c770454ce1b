"""Stops calling before Discord would: too many refused calls in ten minutes cost a bot its whole address."""

import time
from collections import deque
from collections.abc import Callable

WINDOW = 600.0
# Discord shuts an address out at 10,000; a tenth leaves room for the other bots that may share it.
LIMIT = 1_000


class Breaker:
    """Counts answers 401, 403 and 429 and says how long to be silent.

    Source: Discord's documentation, Rate Limits, "Invalid Request Limit".
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._refused: deque[float] = deque(maxlen=LIMIT)

    def note(self) -> None:
        """Count one refused call."""
        self._refused.append(self._now())

    def wait(self) -> float:
        """Return the seconds until the next call may be made, 0 when it may be made now."""
        if len(self._refused) < LIMIT:
            return 0.0
        return max(0.0, self._refused[0] + WINDOW - self._now())
