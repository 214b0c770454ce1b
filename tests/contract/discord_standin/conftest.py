"""A stand-in, and discord.py, unmodified, in front of it."""

import asyncio
from collections.abc import AsyncIterator

import discord
import pytest
import yarl

from tests.contract.discord_standin.bot import Bot, Connect, Notes
from tests.standin.discord import DiscordStandIn


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
    running: list[tuple[Notes, asyncio.Task[None]]] = []

    async def start(intents: discord.Intents | None = None, kind: type[Notes] = Bot, **settings: int) -> Notes:
        plain = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
        bot = kind(plain if intents is None else intents, **settings)
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
