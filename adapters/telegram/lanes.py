"""Partitioned queues: what concerns one group runs in order, different groups run side by side, so many at once."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any

from groupbot.traces import describe

Job = Callable[[], Awaitable[object]]

AT_ONCE = 16
BODIES = ("message", "edited_message", "callback_query", "my_chat_member", "chat_member")
log = logging.getLogger(__name__)


class Lanes:
    """One lane per chat while it has work; the number waiting is bounded by who fills them."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        self._slots = asyncio.Semaphore(at_once)
        self._lanes: dict[int, deque[Job]] = {}
        self._workers: set[asyncio.Task[None]] = set()
        self._joined: dict[int, int] = {}

    def put(self, raw: dict[str, Any], job: Job) -> None:
        """Queue a job behind all others of the raw update's chat; a migrated group stays in its old lane."""
        key = self._lane_of(raw)
        lane = self._lanes.get(key)
        if lane is not None:
            lane.append(job)
            return
        self._lanes[key] = deque([job])
        worker = asyncio.create_task(self._work(key))
        self._workers.add(worker)
        worker.add_done_callback(self._workers.discard)

    async def finish(self, seconds: float) -> None:
        """Let the queued work end for so long, then cancel the rest: what is not committed is delivered again."""
        if not self._workers:
            return
        _, late = await asyncio.wait(tuple(self._workers), timeout=seconds)
        for worker in late:
            worker.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    async def _work(self, key: int) -> None:
        lane = self._lanes[key]
        try:
            while lane:
                async with self._slots:
                    await self._do(lane[0])
                lane.popleft()
        finally:
            del self._lanes[key]

    async def _do(self, job: Job) -> None:
        try:
            await job()
        except Exception as error:  # noqa: BLE001  (one job's defect must not stop its lane)
            log.error("a queued update failed outside its handler: %s", describe(error))  # noqa: TRY400  (a traceback may hold words)

    def _lane_of(self, raw: dict[str, Any]) -> int:
        body: dict[str, Any] = next((raw[kind] for kind in BODIES if isinstance(raw.get(kind), dict)), {})
        within = body.get("message")
        chat = (within if isinstance(within, dict) else body).get("chat") or body.get("from")
        key = chat.get("id") if isinstance(chat, dict) else None
        key = key if isinstance(key, int) else 0
        for older, newer in ((key, body.get("migrate_to_chat_id")), (body.get("migrate_from_chat_id"), key)):
            if isinstance(older, int) and isinstance(newer, int):
                self._joined[newer] = older
        return self._joined.get(key, key)
