"""Updates that are posted to the bot instead of fetched by it."""

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from aiohttp import ClientError, ClientSession, ClientTimeout

from tests.standin.telegram.clock import Clock
from tests.standin.telegram.updates import UpdateQueue

if TYPE_CHECKING:
    from datetime import datetime

HEADER = "X-Telegram-Bot-Api-Secret-Token"
PAUSE = 0.02
"""Real seconds between two attempts; Telegram waits longer, and longer each time."""


class Webhook:
    """Posts one update after the other; only the answer 200 confirms one."""

    def __init__(self, clock: Clock, updates: UpdateQueue) -> None:
        self._clock = clock
        self._updates = updates
        self._task: asyncio.Task[None] | None = None
        self.url = ""
        self.secret = ""
        self.failure = ""
        self.failed_at: datetime | None = None
        self.attempts = 0

    def point(self, url: str, secret: str) -> None:
        """Post to this address from now on, or nowhere when it is empty."""
        self.url, self.secret = url, secret
        if self._task is not None:
            self._task.cancel()
            self._task = None
        if url:
            self._task = asyncio.get_running_loop().create_task(self._run())

    async def close(self) -> None:
        """Stop posting."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def _run(self) -> None:
        async with ClientSession(timeout=ClientTimeout(total=10)) as session:
            while True:
                batch = self._updates.take(1)
                if not batch:
                    await self._updates.wait(60)
                elif await self._post(session, batch[0]):
                    self._updates.confirm(int(batch[0]["update_id"]) + 1)
                else:
                    await asyncio.sleep(PAUSE)

    async def _post(self, session: ClientSession, update: dict[str, Any]) -> bool:
        self.attempts += 1
        headers = {HEADER: self.secret} if self.secret else {}
        try:
            async with session.post(self.url, json=update, headers=headers) as answer:
                if answer.status == 200:
                    return True
                self.failure = f"Wrong response from the webhook: {answer.status} {answer.reason}"
        except (ClientError, TimeoutError) as error:
            self.failure = f"Connection failed: {error}"
        self.failed_at = self._clock.now()
        return False
