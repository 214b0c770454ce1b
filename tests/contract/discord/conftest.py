"""The real adapter, over real HTTP and WebSocket, against the stand-in for Discord."""

from collections.abc import AsyncIterator, Callable
from typing import Any

import discord
import pytest
from discord.gateway import DiscordWebSocket

from adapters.discord.commands import CommandHelp
from adapters.discord.platform import DiscordPlatform
from tests.contract.discord.fake_engine import Engine
from tests.standin.discord import DiscordStandIn

COMMANDS = (
    CommandHelp("notice", admin=False, descriptions={"en": "The notice", "de": "Der Hinweis"}),
    CommandHelp("setup", admin=True, descriptions={"en": "Set the bot up"}),
    CommandHelp("policy", admin=True, descriptions={"en": "The settings"}, file="settings.yaml"),
    CommandHelp("settings", admin=True, descriptions={"en": "The settings"}, words=("history", "undo")),
)
Build = Callable[..., DiscordPlatform]


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
async def dc(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[DiscordStandIn]:
    # The adapter sets both for its process; here each test has a Discord of its own.
    monkeypatch.setattr(discord.http.Route, "BASE", discord.http.Route.BASE)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", DiscordWebSocket.DEFAULT_GATEWAY)
    async with DiscordStandIn() as standin:
        yield standin


@pytest.fixture
def engine() -> Engine:
    return Engine()


@pytest.fixture
def build(dc: DiscordStandIn) -> Build:
    """Give a function that makes a bot for this Discord."""

    def make(**settings: Any) -> DiscordPlatform:
        given: dict[str, Any] = {"commands": COMMANDS, "hosts": (dc.cdn_url.removesuffix("/cdn"),), **settings}
        return DiscordPlatform(dc.token, base_url=dc.api_url, **given)

    return make


@pytest.fixture
def platform(build: Build) -> DiscordPlatform:
    return build()
