"""The gateway, as a client meets it."""

import asyncio
from typing import TYPE_CHECKING

import discord
import pytest

from tests.contract.discord_standin.bot import ShardedBot
from tests.standin.discord import DiscordStandIn

if TYPE_CHECKING:
    from tests.contract.discord_standin.bot import Connect

pytestmark = pytest.mark.anyio

PLAIN = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
ALL = discord.Intents(guilds=True, guild_messages=True, dm_messages=True, members=True, message_content=True)


async def test_a_privileged_intent_needs_its_switch(dc: DiscordStandIn, connect: "Connect") -> None:
    """Close with 4014 until the intent is switched on in the portal, and show the switch in the application's flags."""
    with pytest.raises(discord.PrivilegedIntentsRequired):
        await connect(ALL)
    dc.world.portal.members = dc.world.portal.message_content = True
    bot = await connect(ALL)
    flags = bot.application_flags
    assert (flags.gateway_guild_members_limited, flags.gateway_message_content_limited) == (True, True)
    assert flags.gateway_presence_limited is False


async def test_a_wrong_token_is_refused(dc: DiscordStandIn, connect: "Connect") -> None:
    """Answer 401 to a token that is not the bot's."""
    dc.token = "another"
    with pytest.raises(discord.LoginFailure):
        await connect()


async def test_a_resumed_session_is_told_what_it_missed(dc: DiscordStandIn, connect: "Connect") -> None:
    """Tell again, in order and once, what happened while the connection was down, without a second READY."""
    noa = dc.world.person("noa")
    guild = dc.world.guild(members=[noa])
    bot = await connect(PLAIN)
    noa.says(guild.general, "before")
    await dc.settled()
    dc.world.hub.drop()
    noa.says(guild.general, "meanwhile")
    noa.says(guild.general, "and more")
    await dc.settled()
    noa.says(guild.general, "after")
    await dc.settled()
    assert [event for event, _ in bot.told].count("MESSAGE_CREATE") == 4
    assert [event for event, _ in bot.told].count("READY") == 1
    assert [event for event, _ in bot.told if event == "RESUMED"] == ["RESUMED"]


async def test_a_forgotten_session_must_begin_anew(dc: DiscordStandIn, connect: "Connect") -> None:
    """Answer a resume of an unknown session with an invalid session; what happened meanwhile is never told."""
    noa = dc.world.person("noa")
    guild = dc.world.guild(members=[noa])
    bot = await connect(PLAIN)
    dc.world.hub.drop(forget=True)
    noa.says(guild.general, "lost")
    await dc.until(lambda: len(dc.world.hub.identified) == 2)
    await dc.settled()
    assert dc.world.hub.resumed == 0
    assert bot.events("MESSAGE_CREATE") == []
    assert len(bot.events("READY")) == 2


async def test_a_client_that_is_asked_to_reconnect_resumes(dc: DiscordStandIn, connect: "Connect") -> None:
    """Let a client come back with a resume after op 7."""
    dc.world.guild()
    await connect(PLAIN)
    dc.world.hub.ask_to_reconnect()
    await dc.until(lambda: dc.world.hub.resumed == 1)


async def test_events_can_be_lost_and_doubled(dc: DiscordStandIn, connect: "Connect") -> None:
    """Tell an event never or twice on command, and once again thereafter."""
    noa = dc.world.person("noa")
    guild = dc.world.guild(members=[noa])
    bot = await connect(PLAIN)
    dc.world.hub.lose("MESSAGE_CREATE")
    lost = noa.says(guild.general, "lost")
    dc.world.hub.repeat("MESSAGE_CREATE")
    doubled = noa.says(guild.general, "doubled")
    single = noa.says(guild.general, "single")
    await dc.settled()
    assert [message.id for message in bot.messages] == [doubled.id, doubled.id, single.id]
    assert lost.id not in {message.id for message in bot.messages}


async def test_members_can_be_asked_for(dc: DiscordStandIn, connect: "Connect") -> None:
    """Answer a request for members by the beginning of a name, and for all with the intent."""
    dc.world.portal.members = dc.world.portal.message_content = True
    people = [dc.world.person(name) for name in ("noa", "nora", "bea")]
    guild = dc.world.guild(members=people)
    bot = await connect(ALL)
    served = bot.get_guild(guild.id)
    assert served is not None
    found = await served.query_members("no", limit=10)
    assert {member.name for member in found} == {"noa", "nora"}
    everybody = await served.chunk(cache=False)
    assert {member.id for member in everybody or []} == guild.members


async def test_a_shard_is_told_of_its_guilds_alone(dc: DiscordStandIn, connect: "Connect") -> None:
    """Spread guilds over shards by their number, and tell each event to one shard."""
    guilds = []
    for number in range(6):
        guilds.append(dc.world.guild(f"guild {number}"))
        await asyncio.sleep(0.002)  # the shard is reckoned from the millisecond of a guild's making
    mine = {guild.id for guild in guilds if (guild.id >> 22) % 2 == 1}
    bot = await connect(PLAIN, shard_id=1, shard_count=2)
    for guild in guilds:
        guild.owner.says(guild.general, "hello")
    await dc.settled()
    assert {int(event["id"]) for event in bot.events("GUILD_CREATE")} == mine
    assert {message.guild.id for message in bot.messages if message.guild} == mine


async def test_a_client_opens_as_many_shards_as_it_is_told_to(dc: DiscordStandIn, connect: "Connect") -> None:
    """Say at /gateway/bot how many connections to open, and tell each event to one of them."""
    dc.world.shards = 2
    noa = dc.world.person()
    guilds = []
    for number in range(4):
        guilds.append(dc.world.guild(f"guild {number}", members=[noa]))
        await asyncio.sleep(0.002)
    bot = await connect(PLAIN, ShardedBot)
    for guild in guilds:
        noa.says(guild.general, "hello")
    noa.writes("in private")
    await dc.settled()
    assert len(dc.world.hub.linked()) == 2
    assert len(bot.messages) == len({message.id for message in bot.messages}) == 5


async def test_an_outage_is_no_removal(dc: DiscordStandIn, connect: "Connect") -> None:
    """Mark a guild in an outage as unavailable, keep its events back, and tell a removal without that mark."""
    guild = dc.world.guild()
    bot = await connect(PLAIN)
    guild.goes_down()
    guild.owner.says(guild.general, "nobody hears this")
    guild.comes_back()
    guild.removes_bot()
    guild.owner.says(guild.general, "nor this")
    await dc.settled()
    assert [event.get("unavailable", False) for event in bot.events("GUILD_DELETE")] == [True, False]
    assert (len(bot.events("GUILD_CREATE")), bot.messages) == (2, [])


async def test_compression_is_spoken(dc: DiscordStandIn, connect: "Connect") -> None:
    """Pack the stream as zlib-stream where the client asks for it."""
    noa = dc.world.person("noa")
    dc.world.guild(members=[noa])
    bot = await connect(PLAIN)
    assert discord.utils._ActiveDecompressionContext.COMPRESSION_TYPE == "zlib-stream"
    link = dc.world.hub.linked()[0].link
    assert link is not None
    assert link.packed
    noa.writes("ß שלום 你好" * 100)
    await dc.settled()
    assert bot.messages[0].content == "ß שלום 你好" * 100
