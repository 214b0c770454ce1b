"""Lines in servers and direct messages, where Discord does not take them."""

import logging
from contextlib import suppress

import pytest

from adapters.discord.platform import DiscordPlatform
from groupbot.effects import Hand, Leave, Remove, Say, TellAdmins, Whisper
from groupbot.people import Actor, ActorKind, Chat, MessageRef
from groupbot.ports import Reach, Right, Standing, Unavailable
from tests.contract.discord.fake_engine import Engine, chat, page, running
from tests.standin.discord import DiscordStandIn

pytestmark = pytest.mark.anyio


async def test_a_line_falls_back_from_a_channel_that_is_gone_or_closed(
    dc: DiscordStandIn, platform: DiscordPlatform, engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    """REQUIRES the system channel, then the first one that takes it, and that the reference says where it stands."""
    guild = dc.world.guild()
    here, last = guild.channel("here"), guild.channel("last")
    async with running(dc, platform, engine):
        line = Say(chat(guild), page("line"), str(here.id))
        assert await platform.ports.say(line) == MessageRef(str(guild.id), str(here.messages[0].id), str(here.id))
        here.vanishes()
        sent = await platform.ports.say(line)
        assert sent is not None
        assert sent.thread == str(guild.general.id)
        guild.general.denies_bot("send_messages")
        sent = await platform.ports.say(Say(chat(guild), page("line"), replaces=sent))
        assert sent is not None
        assert sent.thread == str(last.id)
        last.denies_bot("view_channel")
        assert await platform.ports.say(line) is None
    assert guild.general.messages == []
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    assert "give its role View Channel" in caplog.text or "a permission is missing there" in caplog.text


@pytest.mark.parametrize("error", [10003, 10008, 10011, 50001, 50013])
async def test_each_refusal_is_one_line_and_no_loop(
    dc: DiscordStandIn, platform: DiscordPlatform, engine: Engine, caplog: pytest.LogCaptureFixture, error: int
) -> None:
    """REQUIRES that whatever Discord refuses for good is asked for a handful of times and told in one line."""
    guild = dc.world.guild()
    async with running(dc, platform, engine):
        dc.world.faults.refuse(error, "POST", "/channels/*/messages", times=100)
        before = len(dc.world.record.calls)
        assert await platform.ports.say(Say(chat(guild), page("line"))) is None
        assert len(dc.world.record.calls) - before <= 7
    assert len([record for record in caplog.records if str(error) in record.getMessage()]) == 1


async def test_a_missing_right_to_remove_is_one_line(
    dc: DiscordStandIn, platform: DiscordPlatform, engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    """REQUIRES that a notice which the bot may not remove stays, that this is said, and that nothing is asked again."""
    guild = dc.world.guild()
    async with running(dc, platform, engine):
        dc.world.faults.refuse(50013, "DELETE", "*", times=100)
        assert not await platform.ports.remove(Remove(MessageRef(str(guild.id), "1", str(guild.general.id))))
        assert len(dc.world.record.of("DELETE")) == 1
        assert not await platform.ports.remove(Remove(MessageRef(str(guild.id), "1")))
        assert len(dc.world.record.of("DELETE")) == 1
    assert caplog.text.count("50013") == 1


async def test_who_takes_no_direct_messages_is_reached_nowhere(
    dc: DiscordStandIn, platform: DiscordPlatform, engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    """REQUIRES NOWHERE, nothing in public and not a line in the log, for closed messages and for strangers."""
    shy, stranger = dc.world.person("shy", dms=False), dc.world.person("stranger")
    guild = dc.world.guild(members=[shy])
    async with running(dc, platform, engine):
        for one in (shy, stranger):
            effect = Whisper(Actor("discord", str(one.id)), page("psst"), chat(guild))
            assert await platform.ports.whisper(effect) is Reach.NOWHERE
        hook = Whisper(Actor("discord", str(shy.id), ActorKind.BOT), page("psst"), chat(guild))
        assert await platform.ports.whisper(hook) is Reach.NOWHERE
    assert (guild.general.messages, caplog.text) == ([], "")


async def test_leaving_and_having_left(dc: DiscordStandIn, platform: DiscordPlatform, engine: Engine) -> None:
    """REQUIRES that the bot goes out, that going twice is no error, and that a server without it tells nothing."""
    guild = dc.world.guild()
    async with running(dc, platform, engine):
        assert await platform.ports.rights(chat(guild)) >= {Right.SPEAK, Right.MEMBERS}  # type: ignore[operator]
        assert await platform.ports.leave(Leave(chat(guild)))
        assert not guild.has_bot
        assert await platform.ports.leave(Leave(chat(guild)))
        assert await platform.ports.rights(chat(guild)) is None
        somebody = Actor("discord", str(guild.owner.id))
        assert await platform.ports.standing(chat(guild), somebody) is Standing.UNKNOWN
        assert await platform.ports.say(Say(chat(guild), page("line"))) is None
        assert await platform.ports.tell_admins(TellAdmins(chat(guild), page("line"))) == 0
        assert await platform.ports.standing(Chat("discord", "1"), somebody) is Standing.UNKNOWN


async def test_the_bots_own_timeout_takes_its_voice(
    dc: DiscordStandIn, platform: DiscordPlatform, engine: Engine
) -> None:
    """REQUIRES that a bot in a timeout knows that it cannot speak or remove, and can when the timeout is over."""
    guild = dc.world.guild()
    bot = guild.model.members[dc.world.backend.bot_user.id]
    async with running(dc, platform, engine):
        free = await platform.ports.rights(chat(guild))
        guild.bot_role.permissions &= ~dc.world.flag("administrator")
        bot.timed_out_until = dc.world.backend.iso_after(3600)
        held = await platform.ports.rights(chat(guild))
        bot.timed_out_until = dc.world.backend.iso_after(-1)
        again = await platform.ports.rights(chat(guild))
    assert (free, held, again) == (free, frozenset({Right.MEMBERS, Right.OWNER}), free)


async def test_a_message_whose_fate_is_unknown_stands_once(
    dc: DiscordStandIn, platform: DiscordPlatform, engine: Engine
) -> None:
    """REQUIRES that a line which was posted, though the connection broke, is not posted again by the next try."""
    guild = dc.world.guild()
    async with running(dc, platform, engine):
        dc.world.faults.drop("after", "POST", "/channels/*/messages", times=1)
        with suppress(Unavailable):  # discord.py may have repeated it by itself already
            await platform.ports.say(Say(chat(guild), page("line"), str(guild.general.id)))
            dc.world.faults.drop("before", "POST", "/channels/*/messages", times=1)
        await platform.ports.say(Say(chat(guild), page("line"), str(guild.general.id)))
        assert [post.text for post in guild.general.messages] == ["line"]
        await platform.ports.say(Say(chat(guild), page("line"), str(guild.general.id)))
    assert [post.text for post in guild.general.messages] == ["line", "line"]


async def test_another_file_is_another_message(dc: DiscordStandIn, platform: DiscordPlatform, engine: Engine) -> None:
    """REQUIRES that after an answer that was lost a newer file comes as itself, not as the older message again."""
    noa = dc.world.person("noa")
    guild = dc.world.guild(members=[noa])
    to = Actor("discord", str(noa.id))
    async with running(dc, platform, engine):
        assert await platform.ports.whisper(Whisper(to, page("first"), chat(guild))) is Reach.PRIVATE
        platform._calls._patience = 0.2
        dc.world.faults.slow(0.4, "POST", "/channels/*/messages")
        with suppress(Unavailable):
            await platform.ports.hand(Hand(to, "mine.json", b"old", page("yours")))
        await dc.until(lambda: len(noa.sees()) == 2)
        platform._calls._patience = 5.0
        assert await platform.ports.hand(Hand(to, "mine.json", b"new", page("yours"))) is Reach.PRIVATE
    assert [post.files for post in noa.sees()[1:]] == [{"mine.json": b"old"}, {"mine.json": b"new"}]
