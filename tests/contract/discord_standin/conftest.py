"""A stand-in, and discord.py, unmodified, in front of it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import discord
import pytest
import yarl

from tests.standin.discord import DiscordStandIn


class Bot(discord.Client):
    """A bare client that notes what it is told."""

    def __init__(self, intents: discord.Intents) -> None:
        super().__init__(intents=intents, max_messages=None, guild_ready_timeout=0.05, enable_debug_events=True)
        self.told: list[tuple[str, dict[str, object]]] = []
        self.interactions: list[discord.Interaction] = []
        self.messages: list[discord.Message] = []

    async def on_socket_raw_receive(self, raw: str) -> None:
        """Keep the events as they came."""
        frame = discord.utils._from_json(raw)
        if frame["op"] == 0:
            self.told.append((frame["t"], frame["d"]))

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Keep an interaction, for the test to answer."""
        self.interactions.append(interaction)

    async def on_message(self, message: discord.Message) -> None:
        """Keep a message."""
        self.messages.append(message)

    def events(self, kind: str) -> list[dict[str, object]]:
        """Return what was told of one kind."""
        return [data for event, data in self.told if event == kind]


Connect = Callable[..., Awaitable[Bot]]


@pytest.fixture
def anyio_backend() -> str:
    """Run on asyncio alone, as groupbot does."""
    return "asyncio"


@pytest.fixture
async def dc(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[DiscordStandIn]:
    """Give a Discord of one's own, to which every client of this process goes."""
    async with DiscordStandIn() as standin:
        monkeypatch.setattr("discord.http.Route.BASE", standin.api_url)
        monkeypatch.setattr("discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY", yarl.URL(standin.gateway_url))
        yield standin


@pytest.fixture
async def connect(dc: DiscordStandIn) -> AsyncIterator[Connect]:
    """Give a function that connects a bot and returns it when it is ready."""
    running: list[tuple[Bot, asyncio.Task[None]]] = []

    async def start(intents: discord.Intents | None = None) -> Bot:
        bot = Bot(discord.Intents(guilds=True, guild_messages=True, dm_messages=True) if intents is None else intents)
        running.append((bot, asyncio.ensure_future(bot.start(dc.token))))
        ready = asyncio.ensure_future(bot.wait_until_ready())
        await asyncio.wait({running[-1][1], ready}, return_when=asyncio.FIRST_COMPLETED, timeout=5)
        if running[-1][1].done():
            ready.cancel()
            await running.pop()[1]
        return bot

    yield start
    for bot, task in running:
        await bot.close()
        await asyncio.gather(task, return_exceptions=True)
