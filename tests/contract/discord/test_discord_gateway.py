"""Connections that end, sessions that are lost, events that come never or twice, and servers that come and go."""

import asyncio
import logging
import time

import discord
import pytest

from adapters.discord import platform as life
from adapters.discord.absence import Absence
from adapters.discord.platform import DiscordPlatform
from groupbot.effects import Say
from groupbot.events import BotAdded, BotRemoved, CommandGiven, MemberJoined, MessagePosted, RightsChanged
from tests.contract.discord.conftest import Build
from tests.contract.discord.fake_engine import Engine, chat, page, running, whispering
from tests.standin.discord import DiscordStandIn

pytestmark = pytest.mark.anyio


async def _no_wait(_client: discord.Client, _shard: int | None, *, initial: bool = False) -> None:
    assert initial in (True, False)


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what settles in seconds settle in a moment, and discord.py identify without its five seconds' courtesy."""
    monkeypatch.setattr("adapters.discord.settling.SETTLED_SECONDS", 0.05)
    monkeypatch.setattr(discord.Client, "before_identify_hook", _no_wait)


@pytest.mark.parametrize("forget", [False, True], ids=["resumed", "begun anew"])
async def test_a_connection_that_is_cut(
    dc: DiscordStandIn, platform: DiscordPlatform, engine: Engine, *, forget: bool
) -> None:
    """REQUIRES that after a cut, with the session or without, presses are heard and no server comes twice."""
    noa = dc.world.person("noa")
    guild = dc.world.guild(members=[noa])
    engine.answer = whispering(platform, page("yours"))
    async with running(dc, platform, engine):
        identified = len(dc.world.hub.identified)
        dc.world.hub.drop(forget=forget)
        if not forget:
            noa.slash(guild, "notice")  # said while nobody listens, told by the resume
        await dc.until(dc.world.hub.linked, 8)
        await dc.until(lambda: len(dc.world.hub.identified) == identified + forget, 8)
        noa.slash(guild, "notice")
        await dc.until(lambda: len(noa.sees()) == 2 - forget, 4)
    assert len(engine.of(CommandGiven)) == 2 - forget
    assert len(engine.of(BotAdded)) == 1
    assert engine.of(BotRemoved) == []


async def test_an_outage_is_no_removal(dc: DiscordStandIn, platform: DiscordPlatform, engine: Engine) -> None:
    """REQUIRES BotRemoved for a kick, nothing for an outage, and BotAdded only when the bot is let in anew."""
    guild = dc.world.guild()
    async with running(dc, platform, engine):
        guild.goes_down()
        guild.comes_back()
        await dc.settled()
        assert (len(engine.of(BotAdded)), engine.of(BotRemoved)) == (1, [])
        guild.removes_bot()
        await dc.until(lambda: engine.of(BotRemoved))
        guild.adds_bot()
        await dc.until(lambda: len(engine.of(BotAdded)) == 2)
    assert len({event.key for event in engine.of(BotAdded)}) == 2


async def test_events_told_twice_or_never(dc: DiscordStandIn, build: Build, engine: Engine) -> None:
    """REQUIRES that an event told twice carries the same key, and that a lost one leaves the next ones in order."""
    noa = dc.world.person("noa")
    guild = dc.world.guild()
    dc.world.portal.members = True
    async with running(dc, build(members=True), engine):
        dc.world.hub.repeat("GUILD_MEMBER_ADD")
        noa.joins(guild)
        dc.world.hub.lose("MESSAGE_CREATE")
        noa.says(guild.general, "lost")
        dc.world.hub.repeat("MESSAGE_CREATE")
        noa.says(guild.general, "twice")
        await dc.until(lambda: len(engine.of(MessagePosted)) == 2 and len(engine.of(MemberJoined)) == 2)
    assert len({event.key for event in engine.of(MemberJoined)}) == 1
    assert len({event.key for event in engine.of(MessagePosted)}) == 1


async def test_changed_rights_are_told_once_they_have_settled(
    dc: DiscordStandIn, platform: DiscordPlatform, engine: Engine
) -> None:
    """REQUIRES one RightsChanged for a burst of changes of roles and channels, and one when a server is shown anew."""
    guild = dc.world.guild("old name")
    platform_settled = 0.1
    async with running(dc, platform, engine):
        for _ in range(3):
            guild.sets_bot_rights(guild_rights())
        guild.general.denies_bot("send_messages")
        await dc.until(lambda: engine.of(RightsChanged))
        await asyncio.sleep(platform_settled)
        assert [event.place.chat for event in engine.of(RightsChanged)] == [chat(guild)]
        dc.world.backend.edit_guild(guild.id, {"name": "new name"})
        await dc.until(lambda: len(engine.of(RightsChanged)) == 2)
        assert engine.of(RightsChanged)[1].place.title == "new name"
        guild.goes_down()
        guild.comes_back()
        await dc.until(lambda: len(engine.of(RightsChanged)) == 3)


def guild_rights() -> discord.Permissions:
    return discord.Permissions(send_messages=True)


@pytest.mark.parametrize("switch", ["members", "message_content"])
async def test_a_missing_switch_is_one_line_and_the_rest_works(
    dc: DiscordStandIn, build: Build, engine: Engine, caplog: pytest.LogCaptureFixture, switch: str
) -> None:
    """REQUIRES that one missing switch is named in one line, never asked for again, and that the other one is used."""
    noa = dc.world.person("noa")
    guild = dc.world.guild(members=[noa])
    setattr(dc.world.portal, switch, True)
    platform = build(members=True)
    engine.known, engine.reading = {chat(guild)}, {chat(guild)}
    engine.answer = whispering(platform, page("yours"))
    async with running(dc, platform, engine):
        noa.slash(guild, "notice")
        await dc.until(noa.sees)
    (intents,) = dc.world.hub.identified
    assert (intents.members, intents.message_content) == (switch == "members", switch == "message_content")
    warned = [record.getMessage() for record in caplog.records if record.levelno == logging.WARNING]
    missing = "Message Content Intent" if switch == "members" else "Server Members Intent"
    assert len(warned) == 1
    assert missing in warned[0]


async def test_a_switch_that_is_turned_off_under_way(
    dc: DiscordStandIn, build: Build, engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    """REQUIRES that a close with 4014 is told in one line, and that the bot goes on without what it asked for."""
    noa = dc.world.person("noa")
    guild = dc.world.guild(members=[noa])
    dc.world.portal.members = True
    platform = build(members=True)
    engine.answer = whispering(platform, page("yours"))
    async with running(dc, platform, engine):
        dc.world.hub.drop(code=4014)
        await dc.until(lambda: len(dc.world.hub.identified) == 2, 5)
        noa.slash(guild, "notice")
        await dc.until(noa.sees)
    assert not dc.world.hub.identified[-1].members
    assert caplog.text.count("Server Members Intent") == 1


async def test_wanting_words_read_connects_anew(
    dc: DiscordStandIn, build: Build, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """REQUIRES that words are asked for only while a group wants them, and that nothing under way is lost by it."""
    monkeypatch.setattr(life, "LOOKED_EVERY", 0.02)
    monkeypatch.setattr(life, "LOOKS_IN_VAIN", 3)
    noa, free = dc.world.person("noa"), asyncio.Event()
    guild = dc.world.guild(members=[noa])
    dc.world.portal.message_content = True
    platform = build()
    engine.known = {chat(guild)}

    async def stall(event: object) -> None:
        if isinstance(event, CommandGiven):
            await free.wait()
            await whispering(platform, page("yours"))(event)

    engine.answer = stall
    async with running(dc, platform, engine):
        noa.slash(guild, "notice")
        await dc.until(lambda: dc.world.presses[0].acknowledged)
        engine.reading = {chat(guild)}
        await dc.until(lambda: len(dc.world.hub.identified) == 2, 5)
        free.set()
        await dc.until(noa.sees)
        engine.reading = set()
        await dc.until(lambda: len(dc.world.hub.identified) == 3, 5)
    assert [intents.message_content for intents in dc.world.hub.identified] == [False, True, False]


async def test_a_change_of_mind_connects_nobody_anew(
    dc: DiscordStandIn, build: Build, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """REQUIRES that words wanted on and off, and words that Discord does not let us have, cause no new connections."""
    monkeypatch.setattr(life, "LOOKED_EVERY", 0.01)
    monkeypatch.setattr(life, "LOOKS_IN_VAIN", 20)
    guild = dc.world.guild(members=[dc.world.person("noa")])
    engine.known, engine.reading = {chat(guild)}, {chat(guild)}
    for allowed in (True, False):
        dc.world.portal.message_content = allowed
        before = len(dc.world.hub.identified)
        async with running(dc, build(), engine):
            for _ in range(8):
                await asyncio.sleep(0.05)
                engine.reading = set() if engine.reading else {chat(guild)}
        assert [intents.message_content for intents in dc.world.hub.identified[before:]] == [allowed]


async def test_shards(dc: DiscordStandIn, build: Build, engine: Engine) -> None:
    """REQUIRES that a bot of two shards hears all its servers, writes everywhere, and takes none for gone."""
    noa = dc.world.person("noa")
    dc.world.shards = 2
    guilds = [dc.world.guild(f"guild {number}", members=[noa]) for number in range(2)]
    while len({(guild.id >> 22) % 2 for guild in guilds}) < 2:
        guilds.append(dc.world.guild("one more", members=[noa]))
    platform = build(shards=True)
    engine.answer = whispering(platform, page("yours"))
    async with running(dc, platform, engine):
        await dc.until(lambda: len(dc.world.hub.linked()) == 2, 8)
        await dc.until(lambda: len(engine.of(BotAdded)) == len(guilds), 5)
        for guild in guilds:
            noa.slash(guild, "notice")
            assert await platform.ports.say(Say(chat(guild), page("line")))
        await dc.until(lambda: len(noa.sees()) == len(guilds), 3)
    assert {event.place.chat for event in engine.of(CommandGiven)} == {chat(guild) for guild in guilds}
    assert engine.of(BotRemoved) == []


@pytest.mark.parametrize("stalled", [False, True])
async def test_the_end_comes_within_a_second(
    dc: DiscordStandIn, platform: DiscordPlatform, engine: Engine, *, stalled: bool
) -> None:
    """REQUIRES that a stop ends the run within a second, also when the engine and Discord stall, and leaves no task."""
    noa, stop = dc.world.person("noa"), asyncio.Event()
    guild = dc.world.guild(members=[noa])
    before = asyncio.all_tasks()
    work = asyncio.ensure_future(platform.run(engine, stop))
    await dc.until(lambda: dc.world.commands and dc.world.hub.linked())
    if stalled:
        engine.answer = lambda _: asyncio.Event().wait()
        dc.world.faults.slow(100, "POST", "/interactions/*", times=9)
        for _ in range(3):
            noa.slash(guild, "notice")
        await dc.until(lambda: dc.world.record.of("POST", "/interactions/*"), 2)
    begun = time.monotonic()
    stop.set()
    await work
    assert time.monotonic() - begun < 1
    ours = [task for task in asyncio.all_tasks() - before if "adapters.discord" in repr(task.get_coro())]
    assert ours == []


async def test_while_discord_is_down_the_log_stays_short(
    platform: DiscordPlatform, engine: Engine, dc: DiscordStandIn, caplog: pytest.LogCaptureFixture
) -> None:
    """REQUIRES that an unreachable Discord is waited for with growing pauses, told in a line each, and left on stop."""
    dc.world.faults.drop("before", "GET", "/users/@me", times=1000)
    stop = asyncio.Event()
    work = asyncio.ensure_future(platform.run(engine, stop))
    await asyncio.sleep(1.3)
    begun = time.monotonic()
    stop.set()
    await work
    assert time.monotonic() - begun < 0.5
    assert 1 <= len(caplog.records) <= 2
    assert all("trying again" in record.getMessage() for record in caplog.records)


async def test_a_long_absence_is_told_once_and_its_end_too(caplog: pytest.LogCaptureFixture) -> None:
    """REQUIRES one line for a connection that stays away, one when it is back, and none for a short cut."""
    short, long = Absence(10), Absence(0.01)
    short.lost()
    short.back()
    for _ in range(5):
        long.lost()
        await asyncio.sleep(0.02)
    assert len(caplog.records) == 1
    long.back()
    long.back()
    assert len(caplog.records) == 2
