"""Whom a bot may write to in private."""

from typing import TYPE_CHECKING

import discord
import pytest

from tests.standin.discord import DiscordStandIn, Person

if TYPE_CHECKING:
    from tests.contract.discord_standin.bot import Connect, Notes

pytestmark = pytest.mark.anyio


async def writes(bot: "Notes", person: Person) -> int:
    """Write in private and return 0, or Discord's refusal."""
    channel = await bot.http.start_private_message(person.id)
    try:
        await bot.http.send_message(int(channel["id"]), params=discord.http.handle_message_parameters("hello"))
    except discord.Forbidden as no:
        return no.code
    return 0


async def test_strangers_cannot_be_written_to(dc: DiscordStandIn, connect: "Connect") -> None:
    """Refuse (50007) a message where no guild is shared, unless the person installed the app."""
    stranger = dc.world.person("stranger")
    bot = await connect()
    assert await writes(bot, stranger) == 50007
    with pytest.raises(PermissionError, match="shares no guild"):
        stranger.writes("hello")
    stranger.installs()
    assert await writes(bot, stranger) == 0
    assert [post.text for post in stranger.sees()] == ["hello"]


async def test_members_can_close_their_door(dc: DiscordStandIn, connect: "Connect") -> None:
    """Refuse (50007) a message to who takes none, blocked the bot, or left the last guild shared with it."""
    closed, blocking, leaving = dc.world.person(dms=False), dc.world.person(), dc.world.person()
    guild = dc.world.guild(members=[closed, blocking, leaving])
    bot = await connect()
    assert [await writes(bot, person) for person in (closed, blocking, leaving)] == [50007, 0, 0]
    blocking.blocks_bot()
    leaving.leaves(guild)
    assert [await writes(bot, person) for person in (blocking, leaving)] == [50007, 50007]


async def test_a_removed_bot_reaches_nobody(dc: DiscordStandIn, connect: "Connect") -> None:
    """Refuse (50007) members of a guild that the bot was removed from, and the guild itself (10004, 50001)."""
    noa = dc.world.person()
    guild = dc.world.guild(members=[noa])
    bot = await connect()
    guild.removes_bot()
    assert await writes(bot, noa) == 50007
    with pytest.raises(discord.NotFound) as gone:
        await bot.http.get_member(guild.id, noa.id)
    assert gone.value.code == 10004
    with pytest.raises(discord.Forbidden) as shut:
        await bot.http.send_message(guild.general.id, params=discord.http.handle_message_parameters("bye"))
    assert shut.value.code == 50001


async def test_what_the_bot_says_to_one_is_seen_by_one(dc: DiscordStandIn, connect: "Connect") -> None:
    """Keep private channels apart, and follow edits and deletions in them."""
    noa, bea = dc.world.person(), dc.world.person()
    dc.world.guild(members=[noa, bea])
    bot = await connect()
    user = await bot.fetch_user(noa.id)
    kept, gone = await user.send("first"), await user.send("second")
    await kept.edit(content="changed")
    await gone.delete()
    assert [post.text for post in noa.sees()] == ["changed"]
    assert bea.sees() == []
