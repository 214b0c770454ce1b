"""A stand-in, and discord.py, unmodified, in front of it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import discord
import pytest
import yarl

from tests.standin.discord import DiscordStandIn


class Bot(discord.Client):
    """A bare client that notes what it is told."""

    def __init__(self, intents: discord.Intents, **settings: int) -> None:
        options: dict[str, Any] = {"max_messages": None, "guild_ready_timeout": 0.05, **settings}
        super().__init__(intents=intents, enable_debug_events=True, **options)
        self.told: list[tuple[str, dict[str, Any]]] = []
        self.interactions: list[discord.Interaction] = []
        self.interaction_came = asyncio.Event()
        self.messages: list[discord.Message] = []

    async def on_socket_raw_receive(self, raw: str) -> None:
        """Keep the events as they came."""
        frame = discord.utils._from_json(raw)
        if frame["op"] == 0:
            self.told.append((frame["t"], frame["d"]))

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Keep an interaction, for the test to answer."""
        self.interactions.append(interaction)
        self.interaction_came.set()

    async def on_message(self, message: discord.Message) -> None:
        """Keep a message."""
        self.messages.append(message)

    def events(self, kind: str) -> list[dict[str, Any]]:
        """Return what was told of one kind."""
        return [data for event, data in self.told if event == kind]

    async def asked(self, times: int) -> None:
        """Wait until so many interactions have come."""
        async with asyncio.timeout(3):
            while len(self.interactions) < times:
                self.interaction_came.clear()
                await self.interaction_came.wait()


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

    async def start(intents: discord.Intents | None = None, **settings: int) -> Bot:
        plain = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
        bot = Bot(plain if intents is None else intents, **settings)
        running.append((bot, asyncio.ensure_future(bot.start(dc.token))))
        ready = asyncio.ensure_future(bot.wait_until_ready())
        await asyncio.wait({running[-1][1], ready}, return_when=asyncio.FIRST_COMPLETED, timeout=5)
        if running[-1][1].done():
            ready.cancel()
            await running[-1][1]
        return bot

    yield start
    for bot, task in running:
        await bot.close()
        await asyncio.gather(task, return_exceptions=True)
