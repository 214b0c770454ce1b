"""Remembers what a simulated platform has delivered, so that it can deliver the same again."""

from adapters.sandbox.house import Builder, Handled, House, Housekeeper, Site
from groupbot.events import Event
from groupbot.ports import Clock, Ports


class Deliveries:
    """Implements Builder: builds the bot so that every event given to it is remembered, over restarts too."""

    def __init__(self, build: Builder) -> None:
        self._build = build
        self.events: list[Event] = []

    async def __call__(self, site: Site, ports: Ports, clock: Clock) -> House:
        """Build the bot."""
        return Remembering(await self._build(site, ports, clock), self.events)


class Remembering:
    """Implements House: passes everything on to the bot."""

    def __init__(self, house: House, events: list[Event]) -> None:
        self._house = house
        self._events = events

    @property
    def public_key(self) -> bytes:
        """Return the bot's own."""
        return self._house.public_key

    @property
    def housekeeper(self) -> Housekeeper:
        """Return the bot's own."""
        return self._house.housekeeper

    async def handle(self, event: Event) -> Handled:
        """Remember an event and pass it on."""
        self._events.append(event)
        return await self._house.handle(event)

    async def tick(self) -> None:
        """Do what is due."""
        await self._house.tick()

    async def close(self) -> None:
        """Let go."""
        await self._house.close()
