"""A press on Telegram, from the update to the edit that arrives over HTTP: by our bot, and by the smallest."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, Update
from telegram.ext import Application, CallbackQueryHandler, CommandHandler

from adapters.telegram.formatting import entities
from adapters.telegram.platform import TelegramPlatform
from adapters.telegram.poll import Polling
from bench.site import Site
from bench.through.state import LanguageOf
from bench.through.words import ALL, words
from groupbot.bootstrap import build_house
from groupbot.groups.model import Mode
from groupbot.process.clock import SystemClock
from groupbot.vault.entropy import SystemRandom
from tests.standin.telegram import Member, Person, Post, StandIn
from tests.standin.telegram.record import Call

PATIENCE = 20.0
WALK = ("Next", "I have read it", "Yes")


class Pressing:
    """One bot and its Telegram; `press` returns the seconds until the screen is another."""

    def __init__(self, tg: StandIn, person: Person) -> None:
        self._tg = tg
        self._person = person

    @property
    def screen(self) -> Post:
        """Return the screen that is pressed."""
        return next(post for post in reversed(self._person.inbox) if post.buttons)

    async def press(self) -> float:
        """Press the first button."""
        begun, before = self._tg.clock.now(), len(self._edits())
        await self._person.forges(self.screen, next(iter(self.screen.buttons.values())))
        await self._tg.until(lambda: len(self._edits()) > before and not self._tg.world.updates.pending, PATIENCE)
        return (self._edits()[-1].at - begun).total_seconds()

    def _edits(self) -> list[Call]:
        return self._tg.world.record.of("editMessageText")


@asynccontextmanager
async def smallest(language_of: LanguageOf) -> AsyncIterator[Pressing]:
    """Run the smallest bot that python-telegram-bot makes of it: a keyboard, and an edit for each press."""
    async with StandIn() as tg:
        no_preview = LinkPreviewOptions(is_disabled=True)
        application = Application.builder().token(tg.token).base_url(tg.base_url).build()
        say = {"en": words("en")}
        marks = {code: (entities(said.nothing), entities(said.something)) for code, said in say.items()}

        def screen(language: str, chosen: int) -> dict[str, Any]:
            # A toggle carries the choice as it would be after pressing it.
            said = say[language]
            toggles = [
                [InlineKeyboardButton(label, callback_data=str(chosen ^ 1 << place))]
                for place, label in enumerate(said.labels(chosen))
            ]
            below = [InlineKeyboardButton(label, callback_data=label) for label in said.below]
            return {
                "text": said.text(chosen).text,
                "entities": marks[language][bool(chosen)],
                "reply_markup": InlineKeyboardMarkup([*toggles, below]),
                "link_preview_options": no_preview,
            }

        async def start(update: Update, _context: Any) -> None:
            await update.message.reply_text(**screen("en", 0))  # type: ignore[union-attr]  # it has one

        async def pressed(update: Update, _context: Any) -> None:
            query: Any = update.callback_query
            language = await language_of(str(query.from_user.id))
            await query.edit_message_text(**screen(language, int(query.data) & ALL))
            await query.answer()

        application.add_handler(CommandHandler("start", start))
        application.add_handler(CallbackQueryHandler(pressed))
        async with application:
            await application.start()
            await application.updater.start_polling(poll_interval=0, timeout=1)  # type: ignore[union-attr]  # it has one
            noa = tg.world.person("noa", started=True)
            await noa.writes("/start")
            await tg.until(lambda: any(post.buttons for post in noa.inbox), PATIENCE)
            try:
                yield Pressing(tg, noa)
            finally:
                tg.world.updates.wake("closing")
                await application.updater.stop()  # type: ignore[union-attr]  # as above
                await application.stop()


@asynccontextmanager
async def ours(folder: Path) -> AsyncIterator[Pressing]:
    """Run ours to the screen of toggles, each press of which turns one."""
    async with StandIn() as tg:
        platform = TelegramPlatform(tg.token, base_url=tg.base_url, mode=Polling(seconds=1))
        house = build_house(
            Site(folder).settings(), {"telegram": platform.ports}, SystemClock(), SystemRandom(), begins_in=Mode.LIVE
        )
        await house.open()
        stop = asyncio.Event()
        listening = asyncio.ensure_future(platform.run(house, stop))
        noa, ada = tg.world.person("noa", started=True), tg.world.person("ada", started=True)
        group = tg.world.group("Editors", owner=ada, members=(noa,), bot=Member("left"))
        await ada.makes_bot(group, "administrator")
        await _settled(tg, lambda: any(post.buttons for post in group.messages))
        line = next(post for post in group.messages if post.buttons)
        await noa.forges(line, next(iter(line.buttons.values())))
        await _settled(tg, lambda: bool(noa.inbox))
        await _walk(tg, noa)
        try:
            yield Pressing(tg, noa)
        finally:
            stop.set()
            tg.world.updates.wake("closing")
            await listening
            await house.close()


async def _walk(tg: StandIn, noa: Person) -> None:
    while wanted := [label for label in noa.inbox[-1].buttons if label.startswith(WALK)]:
        await noa.presses(noa.inbox[-1], wanted[0])
        await _settled(tg, lambda: True)


async def _settled(tg: StandIn, reached: Callable[[], bool]) -> None:
    await tg.until(lambda: reached() and not tg.world.updates.pending, PATIENCE)
