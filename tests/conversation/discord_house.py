"""The bot on the stand-in for Discord: the real adapter beside the house, connected from its opening to its end."""

import asyncio
from collections.abc import Iterable
from functools import cache

from adapters.discord.commands import CommandHelp
from adapters.discord.platform import DiscordPlatform
from adapters.sandbox.house import Builder, House, Site
from adapters.sandbox.product import Product
from groupbot.cli.commands import for_discord
from groupbot.events import Event
from groupbot.ports import Clock, Ports
from tests.conversation.listening import PATIENCE, Heard, Listening
from tests.standin.discord import DiscordStandIn


class Counting(Heard):
    """Implements Handler, and knows how many events are being handled."""

    busy = 0

    async def handle(self, event: Event) -> object:
        """Pass an event on."""
        self.busy += 1
        try:
            return await super().handle(event)
        finally:
            self.busy -= 1


@cache
def _offered() -> tuple[CommandHelp, ...]:
    return for_discord()


def offered(product: Product) -> tuple[CommandHelp, ...]:
    """Return the commands as Discord is given them in earnest, and those of a bot of the tests' own."""
    if product.hushed:
        return _offered()
    return tuple(CommandHelp(name, admin=False, descriptions={"en": name}) for name in product.commands)


class OnDiscord:
    """Implements Builder: builds the bot with Discord's ports and returns when Discord has told it its guilds.

    `given_up` are the events that failed three times; an honest script leaves none.
    """

    def __init__(self, dc: DiscordStandIn, build: Builder, commands: Iterable[CommandHelp]) -> None:
        self._dc = dc
        self._build = build
        self._commands = tuple(commands)
        self.given_up: list[str] = []
        self.handler: Counting | None = None

    async def __call__(self, site: Site, _ports: Ports, clock: Clock) -> House:
        """Open a bot over a site; the ports of another platform are not used."""
        platform = DiscordPlatform(
            self._dc.token,
            base_url=self._dc.api_url,
            commands=self._commands,
            members=True,
            on_set_aside=self._give_up,
            now=clock.now,
            hosts=(self._dc.cdn_url.removesuffix("/cdn"),),
        )
        house = await self._build(site, platform.ports, clock)
        self.handler = Counting(house)
        before, stop = len(self._dc.world.hub.identified), asyncio.Event()
        listening = asyncio.ensure_future(platform.run(self.handler, stop))
        await self._dc.until(lambda: self._listens(before) or listening.done(), PATIENCE)
        return Listening(house, stop, listening)

    async def _give_up(self, number: int, kind: str) -> None:
        self.given_up.append(f"{kind} {number}")

    def _listens(self, before: int) -> bool:
        world = self._dc.world
        return len(world.hub.identified) > before and {each.name for each in self._commands} <= set(world.commands)
