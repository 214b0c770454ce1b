"""A bot that listens to a platform of its own, from its opening to its end."""

import asyncio

from adapters.sandbox.house import Handled, House, Housekeeper
from groupbot.content import Prompt
from groupbot.events import ButtonPressed, Event
from groupbot.house import House as RealHouse
from groupbot.people import Chat

# Far more than anything takes, so that a busy machine fails no script.
PATIENCE = 20.0


class Listening:
    """Implements House: one that is fed by its platform, and by nobody else."""

    def __init__(self, house: House, stop: asyncio.Event, listening: asyncio.Future[None]) -> None:
        self._house = house
        self._stop = stop
        self._listening = listening

    @property
    def public_key(self) -> bytes:
        """Return the house's own."""
        return self._house.public_key

    @property
    def housekeeper(self) -> Housekeeper:
        """Return the house's own."""
        return self._house.housekeeper

    async def handle(self, event: Event) -> Handled:
        """Pass an event on."""
        return await self._house.handle(event)

    async def tick(self) -> None:
        """Do what is due."""
        await self._house.tick()

    async def close(self) -> None:
        """Stop listening as a process would, then close."""
        self._stop.set()
        try:
            await self._listening
        finally:
            await self._house.close()


class Heard:
    """Implements groupbot.ports.Handler over a house; a bot of the tests' own asks for no words."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def recognise(self, platform: str, id: str) -> None:  # noqa: A002  (the port's own word)
        """Tell the real bot."""
        if isinstance(self._house, RealHouse):
            await self._house.recognise(platform, id)

    async def handle(self, event: Event) -> object:
        """Pass an event on."""
        return await self._house.handle(event)

    def prompt(self, event: ButtonPressed) -> Prompt | None:
        """Return what the real bot asks in a form."""
        return self._house.prompt(event) if isinstance(self._house, RealHouse) else None

    def groups(self, platform: str) -> frozenset[Chat]:
        """Return what the real bot knows."""
        return self._house.groups(platform) if isinstance(self._house, RealHouse) else frozenset()

    def reads(self, chat: Chat) -> bool:
        """Return what the real bot wants."""
        return isinstance(self._house, RealHouse) and self._house.reads(chat)
