"""Long polling: fetch raw updates, handle them in lanes, and confirm only what is committed."""

import asyncio
import contextlib
import logging
import random
from dataclasses import dataclass
from functools import partial
from itertools import chain, repeat
from typing import Any

from telegram import Bot
from telegram.error import Conflict, EndPointNotFound, InvalidToken, RetryAfter, TelegramError

from adapters.telegram.bot import TokenRefused
from adapters.telegram.calls import seconds_of
from adapters.telegram.inbound import ALLOWED_UPDATES
from adapters.telegram.intake import Intake
from adapters.telegram.lanes import Lanes
from adapters.telegram.stopping import until_stopped
from adapters.telegram.window import Window

BUSY_SECONDS = 0.25
FIRST_WAIT, LONGEST_WAIT = 0.5, 30.0
FINISH_SECONDS = 0.5
CONFIRM_SECONDS = 0.3
log = logging.getLogger(__name__)


def backoff(failures: int) -> float:
    """Give the wait after so many failures in a row: doubling to 30 s, each shortened by up to half at random."""
    full: float = min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(failures - 1, 10))
    return full * random.uniform(0.5, 1.0)  # noqa: S311  (spreads retries, guards nothing)


@dataclass(frozen=True, slots=True)
class Polling:
    """Setting: each question stays open for so many seconds; `retry_seconds` between the tries of one update."""

    seconds: int = 25
    retry_seconds: tuple[float, ...] = (0.5, 3.0)


class Poller:
    """Polls until it shall stop, and then ends within a second."""

    def __init__(self, bot: Bot, intake: Intake, setting: Polling, lanes: Lanes) -> None:
        self._bot = bot
        self._intake = intake
        self._setting = setting
        self._window = Window()
        self._lanes = lanes
        self._failures = 0

    async def run(self, stop: asyncio.Event) -> None:
        """Poll until `stop`; raises TokenRefused when the token is revoked, else outlives every failure."""
        try:
            await until_stopped(stop, self._poll())
        finally:
            await self._lanes.finish(FINISH_SECONDS)
            await self._confirm()

    async def _poll(self) -> None:
        while True:
            try:
                await asyncio.sleep(await self._round())
            except TelegramError as error:
                if isinstance(error, EndPointNotFound | InvalidToken):
                    await self._check_token()
                await asyncio.sleep(self._wait_after(error))

    async def _round(self) -> float:
        """Ask once and queue what came; return how long to wait before asking again.

        A function of its own, so that no variable keeps people's words while the next question is open.
        """
        if self._window.busy:
            await self._window.wait_idle(BUSY_SECONDS)
        offset = self._window.offset
        batch = await self._fetch(offset, 0 if self._window.busy else self._setting.seconds)
        if self._failures:
            log.info("Telegram answers again")
            self._failures = 0
        self._window.confirmed(offset)
        # Where all that came is in hand already, or unreadable, asking again at full speed helps nobody.
        return 0.0 if self._queue(batch) or not batch else BUSY_SECONDS

    async def _fetch(self, offset: int | None, wait: int) -> list[Any]:
        arguments = {"offset": offset, "timeout": wait, "allowed_updates": list(ALLOWED_UPDATES)}
        batch = await self._bot.do_api_request("getUpdates", api_kwargs=arguments, read_timeout=wait + 10.0)
        return batch if isinstance(batch, list) else []

    def _queue(self, batch: list[Any]) -> int:
        taken = 0
        for raw in batch:
            number = raw.get("update_id") if isinstance(raw, dict) else None
            if isinstance(number, int) and self._window.take(number):
                self._lanes.put(raw, partial(self._handle, raw, number))
                taken += 1
        return taken

    async def _handle(self, raw: dict[str, Any], number: int) -> None:
        for wait in chain(self._setting.retry_seconds, repeat(self._setting.retry_seconds[-1])):
            if (await self._intake.take(raw)).final:
                break
            await asyncio.sleep(wait)
        self._window.settle(number)

    async def _check_token(self) -> None:
        """Tell a revoked token from a stray 404; PTB reports both as a missing method."""
        revoked = False
        with contextlib.suppress(TelegramError):
            try:
                await self._bot.get_me()
            except InvalidToken:
                revoked = True
        if revoked:
            raise TokenRefused("Telegram no longer accepts the bot token: it was revoked. Set the new one and restart.")

    def _wait_after(self, error: TelegramError) -> float:
        self._failures += 1
        if isinstance(error, RetryAfter):
            if self._failures == 1:
                log.warning("Telegram asks for patience (429) and sends no updates; that passes")
            return seconds_of(error)
        wait = backoff(self._failures)
        if isinstance(error, Conflict):
            log.error(
                "somebody else receives this bot's updates (409): another process polls with the same token, "
                "or a webhook was set. Stop the other one; trying again in %.0f s",
                wait,
            )
        else:
            log.warning("Telegram does not answer (%s); trying again in %.1f s", type(error).__name__, wait)
        return wait

    async def _confirm(self) -> None:
        """Tell Telegram on the way out what is committed, so that a restart need not sort out repetitions."""
        offset = self._window.offset
        if offset is None:
            return
        arguments = {"offset": offset, "timeout": 0, "limit": 1, "allowed_updates": list(ALLOWED_UPDATES)}
        try:
            async with asyncio.timeout(CONFIRM_SECONDS):
                await self._bot.do_api_request("getUpdates", api_kwargs=arguments)
        except (TelegramError, TimeoutError):
            log.info("the last updates could not be confirmed; they come again and are recognised")
