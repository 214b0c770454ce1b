"""Nothing that people say, are called, or that opens the bot stays: not in a log, not in discord.py's memory."""

import asyncio
import gc
import logging
from typing import Any

import discord
import pytest

from adapters.discord.platform import DiscordPlatform
from groupbot.content import Button, Prompt
from groupbot.effects import Acknowledge, Say, Whisper
from groupbot.events import ButtonPressed, CommandGiven, Event, MemberJoined, MessagePosted
from groupbot.people import Actor
from tests.contract.discord.conftest import Build
from tests.contract.discord.fake_engine import Engine, page, running
from tests.standin.discord import DiscordStandIn

pytestmark = pytest.mark.anyio
WORDS = (
    "Marguerite Unmistakable",
    "confidential-utterance",
    "screen-of-one-member",
    "t0ken-of-a-button",
    "Hidden Room",
    "answer-in-a-form",
)


class Talker(Engine):
    """Answers, fails on the way, and says its own words."""

    def __init__(self, platform: DiscordPlatform) -> None:
        super().__init__()
        self.platform = platform
        self.answer = self.respond
        self.forms = {WORDS[3]: Prompt(WORDS[2], WORDS[2], WORDS[3], 100)}

    async def respond(self, event: Event) -> None:
        """Whisper to who pressed or asked, fail on what is written in private, post a line otherwise."""
        if isinstance(event, MessagePosted) and event.text:
            raise ValueError(event.text)
        if isinstance(event, CommandGiven | ButtonPressed):
            screen = page(WORDS[2], Button(WORDS[2], WORDS[3]))
            await self.platform.ports.whisper(Whisper(event.actor, screen, event.place.chat, event.origin))
            await self.platform.ports.acknowledge(Acknowledge(event.origin, WORDS[2]))
        elif event.place.chat is not None:
            await self.platform.ports.say(Say(event.place.chat, page(WORDS[2])))


async def test_a_whole_conversation_leaves_no_word_in_the_logs(
    dc: DiscordStandIn, build: Build, caplog: pytest.LogCaptureFixture
) -> None:
    """REQUIRES that at DEBUG, with failures of every kind, no token, name, title, text or button token is logged."""
    caplog.set_level(logging.DEBUG)
    platform = build()
    engine = Talker(platform)
    marguerite = dc.world.person(WORDS[0])
    guild = dc.world.guild(WORDS[4], members=[marguerite])
    async with running(dc, platform, engine):
        marguerite.says(guild.general, WORDS[1])
        marguerite.writes(WORDS[1])
        marguerite.slash(guild, "notice")
        await dc.until(marguerite.sees)
        press = marguerite.clicks(marguerite.sees()[0], WORDS[2])
        await dc.until(lambda: press.acknowledged)
        marguerite.submits(press, WORDS[5])
        dc.world.faults.refuse(50013, "POST", "/channels/*/messages", times=9)
        dc.world.faults.drop("after", "POST", "/interactions/*")
        marguerite.slash(guild, "notice")
        marguerite.says(guild.general, WORDS[1])
        dc.world.hub.emit("MESSAGE_CREATE", {"content": WORDS[1], "author": {"username": WORDS[0]}})
        await dc.until(lambda: "failed: ValueError" in caplog.text and "50013" in caplog.text, 4)
        await dc.settled()
    tokens = [press.record.token for press in dc.world.presses]
    for secret in (dc.token, *tokens, *WORDS):
        assert secret not in caplog.text


async def test_what_cannot_be_read_ends_no_connection(
    dc: DiscordStandIn, build: Build, caplog: pytest.LogCaptureFixture
) -> None:
    """REQUIRES that events with parts missing or strange are set aside one by one, and the next press is answered."""
    aside: list[str] = []

    async def set_aside(_number: int, kind: str) -> None:
        aside.append(kind)

    platform, noa = build(on_set_aside=set_aside), dc.world.person("noa")
    guild = dc.world.guild(members=[noa])
    engine = Engine()
    strange: list[tuple[str, Any]] = [
        ("INTERACTION_CREATE", {"id": "1", "type": 2}),
        ("INTERACTION_CREATE", {"id": "x", "type": 3, "token": "t", "application_id": "1", "user": {"id": "1"}}),
        ("INTERACTION_CREATE", {"id": "3", "type": 3, "token": "t", "application_id": "1", "data": {}}),
        ("MESSAGE_CREATE", {"author": {"id": "1"}}),
        ("MESSAGE_CREATE", {"id": "nine", "channel_id": "1", "author": {"id": "1"}}),
        ("GUILD_MEMBER_ADD", {}),
        ("GUILD_CREATE", {"unavailable": False}),
        ("GUILD_ROLE_UPDATE", {}),
    ]
    async with running(dc, platform, engine):
        for name, data in strange:
            for session in dc.world.hub.linked():
                session.tell(name, data)
        for name, data in (("MESSAGE_UPDATE", {"id": "1", "channel_id": "1"}), ("INTERACTION_CREATE", {"id": "9"})):
            for session in dc.world.hub.linked():
                session.tell(name, data)
        noa.slash(guild, "notice")
        await dc.until(lambda: engine.of(CommandGiven))
        await dc.until(lambda: len(aside) >= len(strange))
    assert aside == [name for name, _ in strange]
    assert len(dc.world.hub.identified) == 1
    assert len(caplog.records) == len(strange)


async def test_discord_py_keeps_nobody(dc: DiscordStandIn, build: Build) -> None:
    """REQUIRES that after 1,000 messages and members discord.py holds no message, member, user or server of theirs."""
    platform = build(members=True)
    engine = Engine()
    dc.world.portal.members = True
    guild = dc.world.guild()
    async with running(dc, platform, engine):
        for number in range(500):
            one = dc.world.person(f"person {number}")
            one.joins(guild)
            one.says(guild.general, "words")
            if number % 100 == 99:
                await dc.settled()
        dc.world.hub.drop(forget=False)
        await dc.until(lambda: len(engine.of(MemberJoined)) == 500 and len(engine.of(MessagePosted)) >= 500, 10)
        await dc.settled()
        state = platform._client._connection if platform._client else None
        assert state is not None
        assert len(state._users) == 1, "the bot's own account alone"
        assert not any((state._guilds, state._emojis, state._stickers, state._private_channels, state._messages))
        engine.events.clear()
        gc.collect()
        alive = [one for one in gc.get_objects() if isinstance(one, discord.Message | discord.Member | discord.Guild)]
        assert alive == []
        actors = [one for one in gc.get_objects() if isinstance(one, Actor) and one.name.startswith("person")]
        assert len(actors) <= 2, "what the loop has in hand at this moment"


async def test_answers_are_forgotten(dc: DiscordStandIn, build: Build) -> None:
    """REQUIRES that an interaction is remembered for the fifteen minutes that Discord takes answers, and no longer."""
    platform, noa = build(), dc.world.person("noa")
    guild = dc.world.guild(members=[noa])
    clock = [0.0]
    platform._interactions._now = lambda: clock[0]
    async with running(dc, platform, Engine()):
        for seconds in (0, 100, 900):
            clock[0] = seconds
            noa.slash(guild, "notice")
            await dc.settled()
        await asyncio.sleep(0)
    assert len(platform._interactions._kept) == 2
