"""Stands where the engine will, and runs the adapter for it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from adapters.telegram.platform import TelegramPlatform
from groupbot.content import Button, Content, Rich
from groupbot.events import Event
from groupbot.ports import Impossible

Answer = Callable[[Event], Awaitable[object]]


class Engine:
    """Stands where the engine will: keeps the events that were committed, and answers as the test says."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.answer: Answer | None = None
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

    def has(self, count: int) -> bool:
        """Tell whether so many events are committed."""
        return len(self.events) == count

    def of(self, kind: type[Any]) -> list[Any]:
        """Return the committed events of one kind."""
        return [event for event in self.events if isinstance(event, kind)]


def page(text: str = "Hello.", *buttons: Button) -> Content:
    return Content(Rich(text), tuple((button,) for button in buttons))


@asynccontextmanager
async def running(platform: TelegramPlatform, engine: Engine) -> AsyncIterator[None]:
    """Run the platform for the length of a block, and stop it as a process would."""
    stop = asyncio.Event()
    work = asyncio.ensure_future(platform.run(engine, stop))
    try:
        yield
    finally:
        stop.set()
        await asyncio.wait_for(work, 3)
