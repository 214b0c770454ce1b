"""A press on Discord, from the event to the answer that arrives over HTTP: by our bot, and by the smallest."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import discord
from discord.gateway import DiscordWebSocket
from yarl import URL

from adapters.discord.platform import DiscordPlatform
from bench.site import Site
from bench.through.words import LABELS, TEXTS
from groupbot.bootstrap import build_house
from groupbot.cli.commands import for_discord
from groupbot.groups.model import Mode
from groupbot.process.clock import SystemClock
from groupbot.vault.entropy import SystemRandom
from tests.standin.discord import DiscordStandIn, Person, Post
from tests.standin.discord.record import Call

PATIENCE = 20.0
WALK = ("Next", "I have read it", "Yes")
RIGHTS = discord.Permissions(view_channel=True, send_messages=True, manage_messages=True)


class Pressing:
    """One bot and its Discord; `press` returns the seconds until the screen is another."""

    def __init__(self, dc: DiscordStandIn, person: Person, screen: Callable[[], Post]) -> None:
        self._dc = dc
        self._person = person
        self._screen = screen

    async def press(self) -> float:
        """Press the first button."""
        # discord.py knows one Discord per process, and here each bot has one of its own.
        discord.http.Route.BASE = self._dc.api_url
        begun, before = self._dc.world.clock.now(), len(self._answers())
        self._person.clicks(self._screen(), next(iter(self._screen().buttons)))
        await self._dc.until(lambda: len(self._answers()) > before and self._answers()[-1].done, PATIENCE)
        return (self._answers()[-1].at - begun).total_seconds()

    def _answers(self) -> list[Call]:
        return self._dc.world.record.of("POST", "/interactions/*/callback")


class _Choices(discord.ui.View):
    def __init__(self) -> None:
        super().__init__(timeout=None)
        self._turn = 0
        for label in LABELS:
            button: discord.ui.Button[_Choices] = discord.ui.Button(label=label, custom_id=label)
            button.callback = self._pressed  # type: ignore[method-assign]  # discord.py's own way to set one
            self.add_item(button)

    async def _pressed(self, interaction: discord.Interaction) -> None:
        self._turn += 1
        await interaction.response.edit_message(content=TEXTS[self._turn % 2], view=self)


@asynccontextmanager
async def smallest() -> AsyncIterator[Pressing]:
    """Run the smallest bot that discord.py makes of it: a view, and an edit for each press."""
    async with DiscordStandIn() as dc:
        _lead_to(dc)
        client = discord.Client(intents=discord.Intents(guilds=True), guild_ready_timeout=0.05)
        running = asyncio.ensure_future(client.start(dc.token))
        noa = dc.world.person("noa")
        guild = dc.world.guild("editors", members=[noa], rights=RIGHTS)
        await dc.until(lambda: bool(client.guilds), PATIENCE)
        channel = client.guilds[0].text_channels[0]
        await channel.send(TEXTS[0], view=_Choices())
        try:
            yield Pressing(dc, noa, lambda: guild.general.messages[-1])
        finally:
            await client.close()
            await asyncio.gather(running, return_exceptions=True)


@asynccontextmanager
async def ours(folder: Path) -> AsyncIterator[Pressing]:
    """Run ours to the screen of toggles, each press of which turns one."""
    async with DiscordStandIn() as dc:
        platform = DiscordPlatform(dc.token, base_url=dc.api_url, commands=for_discord())
        house = build_house(
            Site(folder).settings(), {"discord": platform.ports}, SystemClock(), SystemRandom(), begins_in=Mode.LIVE
        )
        await house.open()
        stop = asyncio.Event()
        listening = asyncio.ensure_future(platform.run(house, stop))
        try:
            await dc.until(lambda: bool(dc.world.hub.identified), PATIENCE)
            noa = dc.world.person("noa")
            guild = dc.world.guild("editors", members=[noa], rights=RIGHTS)
            await dc.until(lambda: bool(dc.world.commands), PATIENCE)
            noa.slash(guild, "notice")
            await dc.until(lambda: bool(noa.sees()), PATIENCE)
            while wanted := [label for label in noa.sees()[-1].buttons if label.startswith(WALK)]:
                noa.clicks(noa.sees()[-1], wanted[0])
                await dc.settled()
            yield Pressing(dc, noa, lambda: noa.sees()[-1])
        finally:
            stop.set()
            await listening
            await house.close()


def _lead_to(dc: DiscordStandIn) -> None:
    discord.http.Route.BASE = dc.api_url
    DiscordWebSocket.DEFAULT_GATEWAY = URL(dc.gateway_url)
