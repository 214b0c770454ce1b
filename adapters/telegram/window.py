"""Which updates are taken, which are committed, and so which offset may be told to Telegram."""

import asyncio
import contextlib


class Window:
    """The updates between the offset and the newest one; an offset confirms all below it (Bot API, getUpdates).

    Ids may restart at random after an idle week: nothing here outlives the moment when all is confirmed.
    """

    def __init__(self) -> None:
        self._open: set[int] = set()
        self._settled: set[int] = set()
        self._idle = asyncio.Event()
        self._idle.set()

    @property
    def busy(self) -> bool:
        """Tell whether updates are still being handled."""
        return bool(self._open)

    @property
    def offset(self) -> int | None:
        """Give the lowest uncommitted id, else the one after the highest; None when all is confirmed."""
        if self._open:
            return min(self._open)
        return max(self._settled) + 1 if self._settled else None

    def take(self, update_id: int) -> bool:
        """Take an update; False when it is in hand or committed already, since Telegram repeats the unconfirmed."""
        if update_id in self._open or update_id in self._settled:
            return False
        self._open.add(update_id)
        self._idle.clear()
        return True

    def settle(self, update_id: int) -> None:
        """Mark an update as committed or set aside."""
        self._open.discard(update_id)
        self._settled.add(update_id)
        if not self._open:
            self._idle.set()

    def confirmed(self, offset: int | None) -> None:
        """Forget what Telegram was told by a poll with `offset` that it answered."""
        if offset is not None:
            self._settled = {update_id for update_id in self._settled if update_id >= offset}

    async def wait_idle(self, seconds: float) -> None:
        """Wait until nothing is in hand, at most so long."""
        # Not wait_for: in Python 3.11 it loses a cancellation that comes together with the event.
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._idle.wait()
