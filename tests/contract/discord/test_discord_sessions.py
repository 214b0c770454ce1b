"""Sessions that Discord does not take: a bot that began too many of them in a day would lose its token."""

import asyncio
import threading
import time

import discord
import pytest
from discord.gateway import KeepAliveHandler

from adapters.discord import platform as life
from groupbot.events import CommandGiven
from tests.contract.discord.conftest import Build
from tests.contract.discord.fake_engine import Engine
from tests.standin.discord import DiscordStandIn
from tests.standin.discord.session import Link, Session

pytestmark = pytest.mark.anyio


async def _no_wait(_client: discord.Client, _shard: int | None, *, initial: bool = False) -> None:
    assert initial in (True, False)


@pytest.mark.parametrize("shards", [False, True], ids=["one", "shards"])
async def test_sessions_that_are_never_taken(
    dc: DiscordStandIn, build: Build, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, *, shards: bool
) -> None:
    """REQUIRES few new sessions however many Discord calls invalid, a line for the pause, and a return after it."""
    monkeypatch.setattr("adapters.discord.sessions.AT_ONCE", 5)
    monkeypatch.setattr("adapters.discord.sessions.SECONDS_EACH", 0.4)
    monkeypatch.setattr("adapters.discord.sessions.REST", 1.0)
    monkeypatch.setattr(life, "FIRST_WAIT", 0.01)
    monkeypatch.setattr(discord.Client, "before_identify_hook", _no_wait)
    noa = dc.world.person("noa")
    guild = dc.world.guild(members=[noa])
    hub, engine, stop = dc.world.hub, Engine(), asyncio.Event()
    tried: list[float] = []

    def refuse(link: Link, intents: discord.Intents, shard: int, shards: int) -> Session:
        tried.append(time.monotonic())
        link.send(9, False)  # noqa: FBT003  (the protocol's payload)
        return Session(intents, shard, shards)

    work = asyncio.ensure_future(build(shards=shards).run(engine, stop))
    with monkeypatch.context() as troubled:
        troubled.setattr(hub, "begin", refuse)
        await dc.until(lambda: "very many sessions" in caplog.text, 4)
        # What comes back while they are begun comes on top.
        assert 5 <= len(tried) <= 5 + (tried[-1] - tried[0]) / 0.4
    await dc.until(lambda: hub.identified, 4)
    assert time.monotonic() - tried[-1] > 0.9
    await dc.settled()
    noa.slash(guild, "notice")
    await dc.until(lambda: engine.of(CommandGiven), 2)
    stop.set()
    await asyncio.wait_for(work, 3)
    assert _beating() == []


async def test_a_session_that_is_cut_off_while_it_begins(
    dc: DiscordStandIn, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    """REQUIRES that no thread goes on beating for a session that was greeted and never begun."""
    greeted, stop = asyncio.Event(), asyncio.Event()

    async def waits(_client: discord.Client, _shard: int | None, *, initial: bool = False) -> None:
        assert initial
        greeted.set()
        await asyncio.sleep(60)

    monkeypatch.setattr(discord.Client, "before_identify_hook", waits)
    work = asyncio.ensure_future(build().run(Engine(), stop))
    await asyncio.wait_for(greeted.wait(), 4)
    assert _beating() != []
    stop.set()
    await asyncio.wait_for(work, 3)
    assert _beating() == []


def _beating() -> list[str]:
    return [thread.name for thread in threading.enumerate() if isinstance(thread, KeepAliveHandler)]
