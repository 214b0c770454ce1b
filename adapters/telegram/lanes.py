"""Partitioned queues: what concerns one group runs in order, different groups run side by side, so many at once."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any, cast

from groupbot.process.traces import describe

Job = Callable[[], Awaitable[object]]

# As many as the store commits together: with 16 a rush of consents took twice as long and more.
AT_ONCE = 64
BODIES = ("message", "edited_message", "callback_query", "my_chat_member", "chat_member")
log = logging.getLogger(__name__)


class Lanes:
    """One lane per chat while it has work; the number waiting is bounded by who fills them.

    Few workers walk many lanes: a task of its own for every chat cost a tenth of what a plain message costs.
    """

    def __init__(self, at_once: int = AT_ONCE) -> None:
        self._at_once = at_once
        self._lanes: dict[int, deque[Job]] = {}
        self._ready: deque[int] = deque()
        self._workers: set[asyncio.Task[None]] = set()
        self._joined: dict[int, int] = {}
        self._finishing = False

    def put(self, raw: dict[str, Any], job: Job) -> None:
        """Queue a job behind all others of the raw update's chat; a migrated group stays in its old lane."""
        self._add(self._lane_of(raw), job)

    def put_for(self, chat: int, job: Job) -> None:
        """Queue what no update tells behind all that waits in a chat's lane; at the end nothing is begun any more."""
        if not self._finishing:
            self._add(self._joined.get(chat, chat), job)

    def _add(self, key: int, job: Job) -> None:
        lane = self._lanes.get(key)
        if lane is not None:
            lane.append(job)
            return
        self._lanes[key] = deque([job])
        self._ready.append(key)
        if len(self._workers) < self._at_once:
            self._workers.add(asyncio.create_task(self._work()))

    async def finish(self, seconds: float) -> None:
        """Let the queued work end for so long, then cancel the rest: what is not committed is delivered again."""
        self._finishing = True
        if not self._workers:
            return
        _, late = await asyncio.wait(tuple(self._workers), timeout=seconds)
        for worker in late:
            worker.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    async def _work(self) -> None:
        """Take lane after lane, one job of each, so that a chat with much to do holds up no other."""
        try:
            while self._ready:
                await self._next_of(self._ready.popleft())
        finally:
            # Here and not by a callback: whoever puts a job next must see that this worker looks no more.
            self._workers.discard(cast("asyncio.Task[None]", asyncio.current_task()))

    async def _next_of(self, key: int) -> None:
        lane = self._lanes[key]
        try:
            await self._do(lane[0])
        finally:
            lane.popleft()
            if lane:
                self._ready.append(key)
            else:
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
