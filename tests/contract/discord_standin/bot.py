"""Bare clients of discord.py that note what they are told."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import discord


class Notes(discord.Client):
    """What a bare client is told."""

    def __init__(self, intents: discord.Intents, **settings: int) -> None:
        options: dict[str, Any] = {"max_messages": None, "guild_ready_timeout": 0.05, **settings}
        super().__init__(intents=intents, enable_debug_events=True, **options)
        self.told: list[tuple[str, dict[str, Any]]] = []
        self.interactions: list[discord.Interaction] = []
        self.interaction_came = asyncio.Event()
        self.messages: list[discord.Message] = []

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Identify at once, where the library waits five seconds to spare Discord."""

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


class Bot(Notes):
    """A client with one connection."""


class ShardedBot(Notes, discord.AutoShardedClient):
    """A client with as many connections as the gateway asks for."""


Connect = Callable[..., Awaitable[Notes]]
