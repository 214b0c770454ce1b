"""Waiting for what is away just now: it is tried again and again, and its operator is told now and then."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

import structlog

from groupbot.ports import Unavailable
from groupbot.store.lease import LeaseLostError

log = structlog.get_logger()
Found = TypeVar("Found")


class Patience:
    """Tries until told to stop; says why it waits at once, and again every `tell` seconds."""

    def __init__(self, stop: asyncio.Event, tell: float) -> None:
        self._stop = stop
        self._tell = tell
        self._told_at: float | None = None

    async def tries(self, work: Callable[[], Awaitable[Found]]) -> Found | None:
        """Return what the work brings, None while it is Unavailable; a lost lease is raised: it does not come back."""
        try:
            return await work()
        except LeaseLostError:
            raise
        except Unavailable as error:
            now = time.monotonic()
            if self._told_at is None or now - self._told_at >= self._tell:
                self._told_at = now
                log.warning("not serving yet, and trying again", why=str(error))
            return None

    async def pauses(self, seconds: float) -> None:
        """Wait so long, or until told to stop."""
        try:
            await asyncio.wait_for(self._stop.wait(), seconds)
        except TimeoutError:
            return
