"""The two that are fed with the same updates: a bot that does nothing, and ours."""

import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from telegram import Update
from telegram.ext import Application, MessageHandler, filters

from adapters.telegram.answering import Answering
from adapters.telegram.bot import build_bot, introduce
from adapters.telegram.calls import Calls
from adapters.telegram.files import Files
from adapters.telegram.intake import Handler, Intake, Outcome
from adapters.telegram.lanes import Lanes
from adapters.telegram.questions import Questions
from adapters.telegram.recent import Recent
from adapters.telegram.roster import TelegramRoster
from adapters.telegram.window import Window
from bench.traffic import Raw

PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Nothing:
    """The smallest bot that python-telegram-bot makes: one handler for every message, which returns at once."""

    application: Application[Any, Any, Any, Any, Any, Any]

    async def take(self, block: list[Raw]) -> None:
        """Parse and process each update, as the library's own fetcher does."""
        bot, process = self.application.bot, self.application.process_update
        for raw in block:
            await process(Update.de_json(raw, bot))


@asynccontextmanager
async def nothing(token: str, base_url: str) -> AsyncIterator[Nothing]:
    """Make the bot that does nothing; it asks the Bot API at `base_url` once who it is."""
    builder = Application.builder().token(token).base_url(base_url).updater(None)
    application = builder.build()
    application.add_handler(MessageHandler(filters.ALL, _noop))
    async with application:
        yield Nothing(application)


async def _noop(update: object, context: object) -> None:
    """Do nothing."""


@dataclass(slots=True)
class Ours:
    """The path of polled updates, from the batch to the commit; `each` collects the time of every update."""

    intake: Intake
    each: list[float] = field(default_factory=list)
    _window: Window = field(default_factory=Window)
    _lanes: Lanes = field(default_factory=Lanes)

    async def take(self, block: list[Raw]) -> None:
        """Take a block and return when all of it is settled."""
        for raw in block:
            number = raw["update_id"]
            if self._window.take(number):
                self._lanes.put(raw, partial(self._take, raw, number))
        await self._window.wait_idle(PATIENCE)
        self._window.confirmed(self._window.offset)

    async def _take(self, raw: Raw, number: int) -> None:
        begun = time.perf_counter()
        outcome = await self.intake.take(raw)
        self.each.append(time.perf_counter() - begun)
        if outcome is not Outcome.COMMITTED:
            raise AssertionError(outcome)
        self._window.settle(number)


@asynccontextmanager
async def ours(token: str, base_url: str, handler: Handler, chats: Iterable[int]) -> AsyncIterator[Ours]:
    """Put the adapter for Telegram before `handler`; it asks the Bot API at `base_url` who it is.

    It knows that it is admin in `chats`, which it asks once per group at the first newcomer after a start.
    """
    bot = build_bot(token, base_url)
    await introduce(bot)
    calls = Calls()
    roster = TelegramRoster(bot, calls)
    for chat in chats:
        roster.learn(chat, admin=True)
    answering = Answering(Questions(), Files(bot, calls))
    intake = Intake(bot, handler, roster, Recent(), answering, on_set_aside=_set_aside)
    try:
        yield Ours(intake)
    finally:
        await bot.shutdown()


async def _set_aside(number: int, kind: str) -> None:
    raise AssertionError(f"update {number} ({kind}) could not be handled")
