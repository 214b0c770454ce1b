"""Partitioned queues: what concerns one server or one private chat runs in order, different ones side by side."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable

from groupbot.process.traces import describe

Job = Callable[[], Awaitable[object]]

# As many as the store commits together.
AT_ONCE = 64
# Beyond this the oldest waiting event of a lane is given up: Discord never waits for us.
WAITING_AT_MOST = 1_000
log = logging.getLogger(__name__)


class Lanes:
    """One lane per key while it has work."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        self._lanes: dict[str, deque[Job]] = {}
        self._room = asyncio.Semaphore(at_once)
        self._workers: set[asyncio.Task[None]] = set()

    def put(self, key: str, job: Job) -> None:
        """Queue a job behind all others of its key."""
        lane = self._lanes.get(key)
        if lane is not None:
            if len(lane) >= WAITING_AT_MOST:
                lane.popleft()
                log.warning("more than %d events wait in one server; the oldest is given up", WAITING_AT_MOST)
            lane.append(job)
            return
        self._lanes[key] = deque([job])
        worker = asyncio.create_task(self._work(key))
        self._workers.add(worker)
        worker.add_done_callback(self._workers.discard)

    async def finish(self, seconds: float) -> None:
        """Let the queued work end for so long, then cancel the rest."""
        if not self._workers:
            return
        _, late = await asyncio.wait(tuple(self._workers), timeout=seconds)
        for worker in late:
            worker.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    async def _work(self, key: str) -> None:
        lane = self._lanes[key]
        try:
            while lane:
                async with self._room:
                    await self._do(lane.popleft())
        finally:
            del self._lanes[key]

    async def _do(self, job: Job) -> None:
        try:
            await job()
        except Exception as error:  # noqa: BLE001  (one job's defect must not stop its lane)
            log.error("a queued event failed outside its handler: %s", describe(error))  # noqa: TRY400  (a traceback may hold words)
