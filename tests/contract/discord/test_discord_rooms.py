"""Where the bot speaks when nobody named a channel: where it can, and where everybody looks."""

import pytest
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from adapters.discord.platform import DiscordPlatform
from groupbot.effects import Say
from groupbot.ports import Right
from tests.contract.discord.fake_engine import Engine, chat, page, running
from tests.standin.discord import DiscordStandIn, Guild
from tests.standin.discord.channel import Channel

pytestmark = pytest.mark.anyio


def ordinary(dc: DiscordStandIn) -> Guild:
    """Return a server in which the bot has no right that everybody has not, in a role of its own."""
    guild = dc.world.guild()
    guild.bot_role.permissions = dc.world.flag("view_channel") | dc.world.flag("send_messages")
    return guild


def hides(guild: Guild, channel: Channel) -> None:
    """Keep everybody out of a channel, save the bot."""
    view = channel.world.flag("view_channel")
    backend = channel.world.backend
    backend.set_overwrite(channel.id, Overwrite(guild.id, OverwriteType.ROLE, deny=view))
    backend.set_overwrite(channel.id, Overwrite(guild.bot_role.id, OverwriteType.ROLE, allow=view))


async def test_a_line_goes_where_everybody_sees_it(
    dc: DiscordStandIn, platform: DiscordPlatform, engine: Engine
) -> None:
    """REQUIRES a channel that everybody sees before the server's system channel, and the latter where none is."""
    guild = ordinary(dc)
    lobby = guild.channel("lobby")
    hides(guild, guild.general)
    async with running(dc, platform, engine):
        sent = await platform.ports.say(Say(chat(guild), page("line")))
        assert sent is not None
        assert sent.thread == str(lobby.id)
        hides(guild, lobby)
        sent = await platform.ports.say(Say(chat(guild), page("line")))
        assert sent is not None
        assert sent.thread == str(guild.general.id)


async def test_channels_that_take_nothing_are_passed_over(
    dc: DiscordStandIn, platform: DiscordPlatform, engine: Engine
) -> None:
    """REQUIRES that behind many channels closed to the bot the open one is found, without a single refusal."""
    guild = ordinary(dc)
    closed = [guild.general, *(guild.channel(f"read-only-{number}") for number in range(9))]
    guild.forum("questions")
    last = guild.channel("last")
    for channel in closed:
        channel.denies_bot("send_messages")
    async with running(dc, platform, engine):
        sent = await platform.ports.say(Say(chat(guild), page("line")))
    assert sent is not None
    assert sent.thread == str(last.id)
    assert dc.world.record.refused == []


async def test_the_right_to_speak_is_one_in_some_channel(
    dc: DiscordStandIn, platform: DiscordPlatform, engine: Engine
) -> None:
    """REQUIRES no right to speak where every channel denies it, and one where a channel alone allows it."""
    guild = ordinary(dc)
    async with running(dc, platform, engine):
        assert Right.SPEAK in (await platform.ports.rights(chat(guild)) or ())
        guild.general.denies_bot("send_messages")
        assert Right.SPEAK not in (await platform.ports.rights(chat(guild)) or ())
        guild.bot_role.permissions = guild.model.roles[guild.id].permissions = 0
        bits = dc.world.flag("view_channel") | dc.world.flag("send_messages")
        own = Overwrite(guild.bot_role.id, OverwriteType.ROLE, allow=bits)
        dc.world.backend.set_overwrite(guild.channel("here").id, own)
        assert Right.SPEAK in (await platform.ports.rights(chat(guild)) or ())
