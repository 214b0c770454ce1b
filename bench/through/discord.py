"""A press on Discord, from the event to the answer that arrives over HTTP: by our bot, and by the smallest."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import discord
from discord.gateway import DiscordWebSocket
from yarl import URL

from adapters.discord.markdown import render
from adapters.discord.platform import DiscordPlatform
from bench.site import Site
from bench.through.state import LanguageOf
from bench.through.words import ALL, words
from groupbot.bootstrap import build_house
from groupbot.cli.commands import for_discord
from groupbot.groups.model import Mode
from groupbot.process.clock import SystemClock
from groupbot.vault.entropy import SystemRandom
from tests.standin.discord import DiscordStandIn, Person, Post
from tests.standin.discord.record import Call

PATIENCE = 20.0
NOBODY = discord.AllowedMentions.none()
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
    """One message's toggles, what is chosen among them, and the person's language read before each answer."""

    def __init__(self, language_of: LanguageOf) -> None:
        super().__init__(timeout=None)
        self._language_of = language_of
        self._words = {"en": words("en")}
        self._texts = {code: (render(said.nothing), render(said.something)) for code, said in self._words.items()}
        self._chosen = 0
        self._toggles: list[discord.ui.Button[_Choices]] = []
        for place, label in enumerate(self._words["en"].labels(0)):
            toggle: discord.ui.Button[_Choices] = discord.ui.Button(label=label, custom_id=f"toggle:{place}", row=place)
            toggle.callback = partial(self._pressed, 1 << place)  # type: ignore[method-assign]  # its own way
            self._toggles.append(toggle)
            self.add_item(toggle)
        for label in self._words["en"].below:
            self.add_item(discord.ui.Button(label=label, custom_id=label, row=4))

    @property
    def text(self) -> str:
        """Return the text that stands over it at first."""
        return self._texts["en"][0]

    async def _pressed(self, bit: int, interaction: discord.Interaction) -> None:
        language = await self._language_of(str(interaction.user.id))
        self._chosen = (self._chosen ^ bit) & ALL
        for toggle, label in zip(self._toggles, self._words[language].labels(self._chosen), strict=True):
            toggle.label = label
        text = self._texts[language][bool(self._chosen)]
        await interaction.response.edit_message(content=text, view=self, suppress_embeds=True, allowed_mentions=NOBODY)


@asynccontextmanager
async def smallest(language_of: LanguageOf) -> AsyncIterator[Pressing]:
    """Run the smallest bot that discord.py makes of it: a view, and an edit for each press."""
    async with DiscordStandIn() as dc:
        _lead_to(dc)
        client = discord.Client(intents=discord.Intents(guilds=True), guild_ready_timeout=0.05)
        running = asyncio.ensure_future(client.start(dc.token))
        noa = dc.world.person("noa")
        guild = dc.world.guild("editors", members=[noa], rights=RIGHTS)
        await dc.until(lambda: bool(client.guilds), PATIENCE)
        channel = client.guilds[0].text_channels[0]
        choices = _Choices(language_of)
        await channel.send(choices.text, view=choices)
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
