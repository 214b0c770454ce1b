"""Stands where the engine will, and runs the adapter for it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from adapters.discord.platform import DiscordPlatform
from groupbot.content import Button, Content, Prompt, Rich
from groupbot.effects import Whisper
from groupbot.events import ButtonPressed, CommandGiven, Event
from groupbot.people import Chat
from groupbot.ports import Impossible
from tests.standin.discord import DiscordStandIn, Guild

Answer = Callable[[Event], Awaitable[object]]
Kind = TypeVar("Kind")


class Engine:
    """Implements groupbot.ports.Handler: keeps the events that were committed, and answers as the test says."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.answer: Answer | None = None
        self.forms: dict[str, Prompt] = {}
        self.known: set[Chat] = set()
        self.reading: set[Chat] = set()
        self.recognised: list[tuple[str, str]] = []
        self.stranger = False

    async def recognise(self, platform: str, id: str) -> None:  # noqa: A002  (the port's own word)
        """Keep it, unless it is the stranger of the test."""
        self.recognised.append((platform, id))
        if self.stranger:
            raise Impossible("another bot")

    async def handle(self, event: Event) -> None:
        """Commit an event, unless the answer raises."""
        if self.answer is not None:
            await self.answer(event)
        self.events.append(event)

    def prompt(self, event: ButtonPressed) -> Prompt | None:
        """Return the form behind a button."""
        return self.forms.get(event.token)

    def groups(self, platform: str) -> frozenset[Chat]:
        """Return the groups that the test says are known."""
        return frozenset(chat for chat in self.known if chat.platform == platform)

    def reads(self, chat: Chat) -> bool:
        """Want words where the test says so."""
        return chat in self.reading

    def of(self, kind: type[Kind]) -> list[Kind]:
        """Return the committed events of one kind."""
        return [event for event in self.events if isinstance(event, kind)]


def page(text: str = "Hello.", *buttons: Button) -> Content:
    return Content(Rich(text), tuple((button,) for button in buttons))


def chat(guild: Guild) -> Chat:
    return Chat("discord", str(guild.id))


def whispering(platform: DiscordPlatform, content: Content) -> Answer:
    """Return an answer that shows whoever gave a command or pressed a button one screen."""

    async def answer(event: Event) -> None:
        if isinstance(event, CommandGiven | ButtonPressed):
            await platform.ports.whisper(Whisper(event.actor, content, event.place.chat, event.origin))

    return answer


@asynccontextmanager
async def running(dc: DiscordStandIn, platform: DiscordPlatform, engine: Any) -> AsyncIterator["asyncio.Future[None]"]:
    """Run the platform for the length of a block, and stop it as a process would."""
    stop, before = asyncio.Event(), len(dc.world.hub.identified)
    work = asyncio.ensure_future(platform.run(engine, stop))
    try:
        await dc.until(lambda: len(dc.world.hub.identified) > before or work.done(), 5)
        await dc.settled()
        yield work
    finally:
        stop.set()
        await asyncio.wait_for(work, 3)
