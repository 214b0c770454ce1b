"""Waits until a burst of changes is over: a role that is dragged changes a dozen others."""

import asyncio
from collections.abc import Callable

SETTLED_SECONDS = 5.0


class Settling:
    """Calls `settled` once per server, a few seconds after the first change, however many follow meanwhile."""

    def __init__(self, settled: Callable[[str], None], seconds: float | None = None) -> None:
        self._settled = settled
        self._seconds = SETTLED_SECONDS if seconds is None else seconds
        self._timers: dict[str, asyncio.TimerHandle] = {}

    def change(self, guild: str) -> None:
        """Note a change; a wait that has begun is not begun anew, or steady changes would never be told."""
        if guild not in self._timers:
            loop = asyncio.get_running_loop()
            self._timers[guild] = loop.call_later(self._seconds, self._over, guild)

    def stop(self) -> None:
        """Forget all that was noted."""
        for timer in self._timers.values():
            timer.cancel()
        self._timers.clear()

    def _over(self, guild: str) -> None:
        del self._timers[guild]
        self._settled(guild)
