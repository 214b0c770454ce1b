"""Partitioned queues: what concerns one server or one private chat runs in order, different ones side by side."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable

from groupbot.process.traces import describe

Job = Callable[[], Awaitable[float | None]]
"""Work that answers None when it is done, else the seconds after which it wants to be done again."""

# As many as the store commits together.
AT_ONCE = 64
# Beyond this the oldest waiting event of a lane is given up: Discord never waits for us.
WAITING_AT_MOST = 2_000
# What everybody can send without end must not push out what somebody pressed.
LIGHT_AT_MOST = 1_000
log = logging.getLogger(__name__)


class Lanes:
    """One lane per key while it has work; what waits to be done again keeps its lane and nothing else."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        self._lanes: dict[str, deque[Job]] = {}
        self._room = asyncio.Semaphore(at_once)
        self._workers: set[asyncio.Task[None]] = set()
        self._given_up = 0

    def put(self, key: str, job: Job, *, light: bool = False) -> None:
        """Queue a job behind all others of its key; a light one is left out where many wait."""
        lane = self._lanes.get(key)
        if lane is None:
            self._lanes[key] = deque([job])
            worker = asyncio.create_task(self._work(key))
            self._workers.add(worker)
            worker.add_done_callback(self._workers.discard)
        elif light and len(lane) >= LIGHT_AT_MOST:
            self._give_up()
        else:
            if len(lane) >= WAITING_AT_MOST:
                lane.popleft()
                self._give_up()
            lane.append(job)

    async def finish(self, seconds: float) -> None:
        """Let the queued work end for so long, then cancel the rest."""
        if not self._workers:
            return
        _, late = await asyncio.wait(tuple(self._workers), timeout=seconds)
        for worker in late:
            worker.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    def _give_up(self) -> None:
        # One line for the first and for each further two thousand: a flood must not become one of the log.
        if self._given_up % WAITING_AT_MOST == 0:
            log.warning("more events wait in one server than it is worth keeping; %d given up", self._given_up + 1)
        self._given_up += 1

    async def _work(self, key: str) -> None:
        lane = self._lanes[key]
        try:
            while lane:
                job = lane.popleft()
                while (wait := await self._do(job)) is not None:  # noqa: ASYNC110  (nobody tells when it is time)
                    await asyncio.sleep(wait)
        finally:
            del self._lanes[key]

    async def _do(self, job: Job) -> float | None:
        async with self._room:
            try:
                return await job()
            except Exception as error:  # noqa: BLE001  (one job's defect must not stop its lane)
                log.error("a queued event failed outside its handler: %s", describe(error))  # noqa: TRY400  (a traceback may hold words)
                return None
