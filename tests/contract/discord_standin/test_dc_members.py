"""Members, roles and places."""

from typing import TYPE_CHECKING, Any

import discord
import pytest

from tests.standin.discord import Channel, DiscordStandIn

if TYPE_CHECKING:
    from tests.contract.discord_standin.bot import Connect

pytestmark = pytest.mark.anyio


async def test_roles_below_the_bots_can_be_given(dc: DiscordStandIn, connect: "Connect") -> None:
    """Let the bot give and take a role below its own, and refuse (50013) one above it."""
    noa = dc.world.person("noa")
    guild = dc.world.guild(members=[noa])
    low, high = guild.role("verified"), guild.role("staff", above_bot=True)
    bot = await connect()
    await bot.http.add_role(guild.id, noa.id, low.id, reason="verified")
    assert guild.roles_of(noa) == {"verified"}
    await bot.http.remove_role(guild.id, noa.id, low.id)
    assert guild.roles_of(noa) == set()
    with pytest.raises(discord.Forbidden) as no:
        await bot.http.add_role(guild.id, noa.id, high.id)
    assert no.value.code == 50013


async def test_rights_that_the_bot_lacks_are_refused(dc: DiscordStandIn, connect: "Connect") -> None:
    """Refuse (50013) roles and timeouts to a bot without the rights for them."""
    noa = dc.world.person("noa")
    guild = dc.world.guild(members=[noa], rights=discord.Permissions(send_messages=True))
    role = guild.role("verified")
    bot = await connect()
    for attempt in (
        bot.http.add_role(guild.id, noa.id, role.id),
        bot.http.edit_member(guild.id, noa.id, communication_disabled_until="2030-01-01T00:00:00+00:00"),
    ):
        with pytest.raises(discord.Forbidden) as no:
            await attempt
        assert no.value.code == 50013


async def test_a_timed_out_member_cannot_write(dc: DiscordStandIn, connect: "Connect") -> None:
    """Keep a member silent while a timeout lasts, and let them write when the bot lifts it."""
    noa = dc.world.person("noa")
    guild = dc.world.guild(members=[noa])
    bot = await connect()
    until = dc.world.backend.iso_after(60)
    await bot.http.edit_member(guild.id, noa.id, communication_disabled_until=until)
    assert (await bot.http.get_member(guild.id, noa.id))["communication_disabled_until"] == until
    with pytest.raises(PermissionError):
        noa.says(guild.general, "hello")
    await bot.http.edit_member(guild.id, noa.id, communication_disabled_until=None)
    noa.says(guild.general, "hello")
    assert [post.text for post in guild.general.messages] == ["hello"]


async def test_the_rules_screening_is_shown(dc: DiscordStandIn, connect: "Connect") -> None:
    """Show a newcomer as pending until the server's own screening is passed."""
    noa = dc.world.person("noa")
    guild = dc.world.guild()
    bot = await connect()
    noa.joins(guild, pending=True)
    assert (await bot.http.get_member(guild.id, noa.id))["pending"] is True
    guild.screens(noa, passed=True)
    assert (await bot.http.get_member(guild.id, noa.id))["pending"] is False


async def test_who_was_kicked_is_no_member(dc: DiscordStandIn, connect: "Connect") -> None:
    """Answer 10007 for who left or was kicked."""
    noa = dc.world.person("noa")
    guild = dc.world.guild(members=[noa])
    bot = await connect()
    guild.kicks(noa)
    with pytest.raises(discord.NotFound) as no:
        await bot.http.get_member(guild.id, noa.id)
    assert no.value.code == 10007


async def test_programs_are_no_people(dc: DiscordStandIn, connect: "Connect") -> None:
    """Mark what webhooks and other bots say as theirs."""
    other = dc.world.person("other", bot=True)
    guild = dc.world.guild(members=[other])
    bot = await connect()
    guild.general.webhook("news").says("from a hook")
    other.says(guild.general, "from a bot")
    await dc.settled()
    hook, program = bot.events("MESSAGE_CREATE")
    assert (hook["author"]["bot"], "webhook_id" in hook) == (True, True)
    assert (program["author"]["bot"], "webhook_id" in program, "member" in program) == (True, False, True)


async def test_all_places_are_heard(dc: DiscordStandIn, connect: "Connect") -> None:
    """Hear threads, forum posts and the text beside a voice channel, each as a place of its own."""
    noa = dc.world.person("noa")
    guild = dc.world.guild(members=[noa])
    voice, forum = guild.voice("talk"), guild.forum("questions")
    bot = await connect()
    thread = guild.general.thread("aside", noa)
    noa.says(thread, "in a thread")
    post = forum.post("How?", noa, "in a forum")
    noa.says(voice, "beside a voice")
    await dc.settled()
    heard = [(int(event["channel_id"]), event["type"]) for event in bot.events("MESSAGE_CREATE")]
    assert heard == [(guild.general.id, 18), (thread.id, 0), (post.id, 0), (voice.id, 0)]
    sent = await bot.http.send_message(post.id, params=discord.http.handle_message_parameters("an answer"))
    assert [one.text for one in Channel(dc.world, post.model).messages] == ["in a forum", "an answer"]
    assert sent["channel_id"] == str(post.id)


async def test_a_bot_that_leaves_is_gone(dc: DiscordStandIn, connect: "Connect") -> None:
    """Let the bot leave, tell it so, keep the guild for the others, and let it be invited again."""
    guild = dc.world.guild()
    bot = await connect()
    await bot.http.leave_guild(guild.id)
    await dc.settled()
    assert (guild.has_bot, bot.events("GUILD_DELETE")) == (False, [{"id": str(guild.id)}])
    before = bot.events("GUILD_CREATE")[0]["joined_at"]
    guild.adds_bot()
    await dc.settled()
    assert [event["id"] for event in bot.events("GUILD_CREATE")] == [str(guild.id)] * 2
    assert bot.events("GUILD_CREATE")[1]["joined_at"] > before


async def test_mentions_ping_only_whom_they_may(dc: DiscordStandIn, connect: "Connect") -> None:
    """Ping nobody when no mention is allowed, whatever stands in the text."""
    noa = dc.world.person("noa")
    guild = dc.world.guild(members=[noa])
    bot = await connect()
    hostile = f"@everyone <@{noa.id}> @here"
    for allowed in (discord.AllowedMentions.none(), discord.AllowedMentions.all()):
        params = discord.http.handle_message_parameters(hostile, allowed_mentions=allowed)
        await bot.http.send_message(guild.general.id, params=params)
    silent, loud = guild.general.messages
    assert silent.pings == []
    assert set(loud.pings) == {noa.id, guild.id}


async def test_http_tells_less_of_a_guild_than_the_gateway(dc: DiscordStandIn, connect: "Connect") -> None:
    """Answer a guild without its members and channels, list the bot's own guilds alone, and guard the members' list."""
    guild = dc.world.guild("ours")
    dc.world.guild("elsewhere", bot=False)
    bot = await connect()
    told: Any = await bot.http.get_guild(guild.id, with_counts=True)
    assert {"members", "channels", "joined_at"} & set(told) == set()
    assert told["approximate_member_count"] == 2
    listed = [one.id async for one in bot.fetch_guilds(limit=None)]
    assert listed == [guild.id]
    members = discord.http.Route("GET", "/guilds/{guild_id}/members", guild_id=guild.id)
    with pytest.raises(discord.Forbidden) as no:
        await bot.http.request(members, params={"limit": 10})
    assert no.value.code == 50001
    dc.world.portal.members = True
    assert len(await bot.http.request(members, params={"limit": 10})) == 2
