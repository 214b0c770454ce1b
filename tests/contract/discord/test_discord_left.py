"""Servers that the bot was taken out of while nobody could tell it: between two sessions, or while it was down."""

from datetime import UTC, datetime, timedelta

import discord
import pytest

from adapters.discord.platform import DiscordPlatform
from groupbot.events import BotAdded, BotRemoved
from groupbot.people import Chat
from groupbot.ports import Unavailable
from tests.contract.discord.conftest import Build
from tests.contract.discord.fake_engine import Engine, chat, running
from tests.standin.discord import DiscordStandIn

pytestmark = pytest.mark.anyio


async def _no_wait(_client: discord.Client, _shard: int | None, *, initial: bool = False) -> None:
    assert initial in (True, False)


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let discord.py identify anew without its five seconds' courtesy."""
    monkeypatch.setattr(discord.Client, "before_identify_hook", _no_wait)


async def test_a_server_that_was_left_meanwhile(dc: DiscordStandIn, platform: DiscordPlatform, engine: Engine) -> None:
    """REQUIRES that a lost session's successor tells of the servers that are gone and come, and of no other."""
    left, kept = dc.world.guild("left"), dc.world.guild("kept")
    async with running(dc, platform, engine):
        engine.events.clear()
        dc.world.hub.drop(forget=True)
        left.removes_bot()
        new = dc.world.guild("new")
        await dc.until(lambda: engine.of(BotRemoved) and engine.of(BotAdded), 8)
        await dc.settled()
    assert [event.place.chat for event in engine.of(BotRemoved)] == [chat(left)]
    assert [event.place.chat for event in engine.of(BotAdded) if event.place.chat != chat(kept)] == [chat(new)]


async def test_a_server_that_was_left_while_the_bot_was_down(
    dc: DiscordStandIn, platform: DiscordPlatform, engine: Engine
) -> None:
    """REQUIRES that of the groups that the bot believes to be in those end that it was taken out of, outages excepted.

    Groups of another platform are no servers, and nothing is asked about them.
    """
    left, kept, down = dc.world.guild("left", bot=False), dc.world.guild("kept"), dc.world.guild("down")
    down.goes_down()
    engine.known = {chat(left), chat(kept), chat(down), Chat("telegram", "-1001")}
    async with running(dc, platform, engine):
        await dc.until(lambda: engine.of(BotRemoved), 4)
        await dc.settled()
    assert [event.place.chat for event in engine.of(BotRemoved)] == [chat(left)]
    # One that is not named is asked for before it ends.
    assert len(dc.world.record.of("GET", f"/guilds/{left.id}")) == 1
    assert dc.world.record.of("GET", f"/guilds/{down.id}") == []


async def test_a_server_that_counts_as_left_is_met_anew(dc: DiscordStandIn, build: Build, engine: Engine) -> None:
    """REQUIRES BotAdded for a server that the bot has long been in and takes for left, and for no other, at a start."""
    ended, known = dc.world.guild("ended"), dc.world.guild("known")
    engine.known = {chat(known)}
    platform = build(now=lambda: datetime.now(UTC) + timedelta(days=3))
    async with running(dc, platform, engine):
        await dc.until(lambda: engine.of(BotAdded), 4)
        await dc.settled()
    assert [event.place.chat for event in engine.of(BotAdded)] == [chat(ended)]


async def test_a_server_that_was_left_is_found_out_once_discord_answers(
    dc: DiscordStandIn, platform: DiscordPlatform, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """REQUIRES that nothing ends while Discord does not say whether the bot is gone, and that it is asked again."""
    left = dc.world.guild("left", bot=False)
    engine.known, away, asks = {chat(left)}, [True, True, False], platform._roster.is_gone

    async def is_gone(guild: str) -> bool:
        if away.pop(0):
            raise Unavailable("away", 0.05)
        return await asks(guild)

    monkeypatch.setattr(platform._roster, "is_gone", is_gone)
    async with running(dc, platform, engine):
        await dc.until(lambda: engine.of(BotRemoved), 4)
    assert away == []


async def test_a_server_that_is_not_named_is_asked_for_before_it_ends(
    dc: DiscordStandIn, platform: DiscordPlatform, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """REQUIRES that a server which a new session forgets to name, though the bot is in it, does not end."""
    guild = dc.world.guild()
    async with running(dc, platform, engine):
        assert platform._client is not None
        platform._client._connection.parsers["READY"](
            {**dc.world.hub.told[0][1], **_ready(dc), "guilds": [], "shard": [0, 1]}
        )
        path = f"/guilds/{guild.id}"
        await dc.until(lambda: dc.world.record.of("GET", path))
        await dc.settled()
    assert engine.of(BotRemoved) == []


def _ready(dc: DiscordStandIn) -> dict[str, object]:
    bot = dc.world.backend.bot_user
    return {
        "user": {"id": str(bot.id), "username": bot.name, "discriminator": "0", "avatar": None},
        "application": {"id": "1", "flags": 0},
        "session_id": "s",
    }
