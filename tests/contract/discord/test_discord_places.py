"""Who acts, and where: servers, threads, private chats, servers of others; people and programs."""

import discord
import pytest

from adapters.discord.platform import DiscordPlatform
from groupbot.effects import Remove, Say
from groupbot.events import CommandGiven, JoinNoticed, MemberJoined, MemberLeft, MessagePosted
from groupbot.people import ActorKind, MessageRef, Place
from groupbot.ports import Standing
from tests.contract.discord.conftest import Build
from tests.contract.discord.fake_engine import Engine, chat, page, running, whispering
from tests.standin.discord import DiscordStandIn, Person

pytestmark = pytest.mark.anyio


async def test_a_server_is_the_group_and_every_channel_a_place_in_it(
    dc: DiscordStandIn, platform: DiscordPlatform, engine: Engine
) -> None:
    """REQUIRES the server as the chat, and channels, threads, forum posts and voice texts as threads of it."""
    noa = dc.world.person("noa")
    guild = dc.world.guild("Readers", members=[noa])
    voice, forum = guild.voice("talk"), guild.forum("questions")
    async with running(dc, platform, engine):
        thread = guild.general.thread("aside", noa)
        post = forum.post("How?", noa, "in a forum")
        for channel in (guild.general, thread, voice):
            noa.says(channel, "words")
        await dc.settled()
        await dc.until(lambda: len(engine.of(MessagePosted)) == 4)
    heard = [event.place for event in engine.of(MessagePosted)]
    places = [post, guild.general, thread, voice]
    assert heard == [Place(chat(guild), str(channel.id), "Readers") for channel in places]


async def test_programs_are_never_persons(dc: DiscordStandIn, platform: DiscordPlatform, engine: Engine) -> None:
    """REQUIRES that webhooks and other bots are no persons, whatever they are called, and our own words no event."""
    other = dc.world.person("other", bot=True)
    guild = dc.world.guild(members=[other])
    async with running(dc, platform, engine):
        guild.general.webhook("noa").says("from a hook")
        other.says(guild.general, "from a bot")
        await platform.ports.say(Say(chat(guild), page("ours")))
        await dc.settled()
        await dc.until(lambda: len(engine.of(MessagePosted)) == 2)
    assert {event.actor.kind for event in engine.of(MessagePosted)} == {ActorKind.BOT}


async def test_words_come_from_servers_that_want_them_read(
    dc: DiscordStandIn, platform: DiscordPlatform, engine: Engine
) -> None:
    """REQUIRES that only events of a server which wants it, and private ones, carry words, though all are brought."""
    noa = dc.world.person("noa")
    guild, reading = dc.world.guild(members=[noa]), dc.world.guild("reading", members=[noa])
    engine.known, engine.reading = {chat(guild), chat(reading)}, {chat(reading)}
    dc.world.portal.message_content = True
    async with running(dc, platform, engine):
        noa.edits(noa.says(guild.general, "confidential"), "confidential too")
        noa.says(reading.general, "to be read")
        noa.writes("to the bot")
        await dc.until(lambda: len(engine.of(MessagePosted)) == 4)
    words = {(event.place.chat, event.text) for event in engine.of(MessagePosted)}
    assert words == {(chat(guild), ""), (chat(reading), "to be read"), (None, "to the bot")}
    assert dc.world.hub.identified[-1].message_content


async def test_no_words_are_asked_for_where_nobody_wants_them(
    dc: DiscordStandIn, platform: DiscordPlatform, engine: Engine
) -> None:
    """REQUIRES that the switch stays untouched, and that even who calls the bot by its name is heard without words."""
    noa = dc.world.person("noa")
    guild = dc.world.guild(members=[noa])
    engine.known = {chat(guild)}
    dc.world.portal.message_content = True
    async with running(dc, platform, engine):
        noa.says(guild.general, f"<@{dc.world.backend.bot_user.id}> confidential")
        await dc.until(lambda: engine.of(MessagePosted))
    assert [event.text for event in engine.of(MessagePosted)] == [""]
    assert not dc.world.hub.identified[-1].message_content


async def test_brought_along_it_is_a_private_matter(
    dc: DiscordStandIn, platform: DiscordPlatform, engine: Engine
) -> None:
    """REQUIRES that commands in servers without the bot, and between two people, name no group and stay unseen."""
    noa, ben = dc.world.person("noa", installed=True), dc.world.person("ben")
    foreign = dc.world.guild("foreign", members=[noa, ben], bot=False)
    between = dc.world.private_channel(noa, ben)
    engine.answer = whispering(platform, page("yours"))
    async with running(dc, platform, engine):
        for place in (foreign, between, None):
            noa.slash(place, "notice")
        await dc.settled()
    assert [event.place for event in engine.of(CommandGiven)] == [Place()] * 3
    assert [post.ephemeral for post in noa.sees()].count(True) == 2
    assert (foreign.general.messages, between.messages, ben.sees()) == ([], [], [])
    assert dc.world.record.refused == []


async def test_admins_commands_exist_in_servers_of_the_bot_alone(
    dc: DiscordStandIn, platform: DiscordPlatform, engine: Engine
) -> None:
    """REQUIRES that Discord offers /setup to who may manage a server with the bot, and nowhere else."""
    noa = dc.world.person("noa", installed=True)
    guild, foreign = dc.world.guild(members=[noa]), dc.world.guild("foreign", members=[noa], bot=False)
    async with running(dc, platform, engine):
        for place in (guild, foreign, None):
            with pytest.raises(LookupError):
                noa.slash(place, "setup")
        guild.owner.slash(guild, "setup")
        await dc.settled()
    assert [event.place.chat for event in engine.of(CommandGiven)] == [chat(guild)]


async def test_members_come_when_the_servers_own_screening_is_passed(
    dc: DiscordStandIn, build: Build, engine: Engine
) -> None:
    """REQUIRES that who has not accepted the server's rules has not come, is OUTSIDE, and comes once when they have."""
    noa, ben = dc.world.person("noa"), dc.world.person("ben")
    guild = dc.world.guild()
    dc.world.portal.members = True
    platform = build(members=True)
    async with running(dc, platform, engine):
        noa.joins(guild, pending=True)
        ben.joins(guild)
        await dc.settled()
        await dc.until(lambda: engine.of(MemberJoined))
        assert [event.actor.name for event in engine.of(MemberJoined)] == ["ben"]
        actor = engine.of(JoinNoticed)[0].actor
        assert actor.id == str(noa.id)
        assert await platform.ports.standing(chat(guild), actor) is Standing.OUTSIDE
        guild.screens(noa, passed=True)
        guild.gives(noa, guild.role("regular"))
        await dc.until(lambda: len(engine.of(MemberJoined)) == 2)
        assert await platform.ports.standing(chat(guild), actor) is Standing.MEMBER
        noa.leaves(guild)
        await dc.until(lambda: engine.of(MemberLeft))
        await dc.settled()
    assert [event.actor.name for event in engine.of(MemberJoined)] == ["ben", "noa"]


async def test_the_servers_own_notice_of_a_coming(
    dc: DiscordStandIn, platform: DiscordPlatform, engine: Engine
) -> None:
    """REQUIRES that Discord's own notice comes with the place where it stands, so that it can be removed."""
    noa, guild = dc.world.person("noa"), dc.world.guild()
    async with running(dc, platform, engine):
        noa.joins(guild)
        await dc.until(lambda: engine.of(JoinNoticed))
        (noticed,) = engine.of(JoinNoticed)
        (post,) = guild.general.messages
        assert noticed.message == MessageRef(str(guild.id), str(post.id), str(guild.general.id))
        remove = Remove(noticed.message)
        assert await platform.ports.remove(remove)
        assert await platform.ports.remove(remove), "what is gone is gone"
    assert guild.general.messages == []


async def test_standing_is_read_at_the_moment(dc: DiscordStandIn, platform: DiscordPlatform, engine: Engine) -> None:
    """REQUIRES ADMIN for owner and managers only, at once after a change; in a timeout, neither that nor a member."""
    noa, out = dc.world.person("noa"), dc.world.person("out")
    guild = dc.world.guild(members=[noa])
    role = guild.role("staff", "manage_guild")
    async with running(dc, platform, engine):
        for one in (noa, guild.owner):
            one.says(guild.general, "here")
        out.installs()
        out.slash(None, "notice")
        await dc.until(lambda: len(engine.of(MessagePosted)) == 2 and engine.of(CommandGiven))
        actors = {event.actor.id: event.actor for event in engine.events}

        async def standing(person: Person) -> Standing:
            return await platform.ports.standing(chat(guild), actors[str(person.id)])

        assert [await standing(one) for one in (noa, guild.owner, out)] == [
            Standing.MEMBER,
            Standing.ADMIN,
            Standing.OUTSIDE,
        ]
        guild.gives(noa, role)
        assert await standing(noa) is Standing.ADMIN
        guild.model.members[noa.id].timed_out_until = dc.world.backend.iso_after(60)
        assert await standing(noa) is Standing.HELD, "who decides nothing now, and is not acted on either"
        guild.model.members[noa.id].timed_out_until = None
        guild.model.members[noa.id].pending = True
        assert await standing(noa) is Standing.ADMIN
        guild.model.members[noa.id].pending = False
        role.permissions = discord.Permissions(administrator=True).value
        assert await standing(noa) is Standing.ADMIN
