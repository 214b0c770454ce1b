"""What a bot is shown without the privileged intents."""

from typing import TYPE_CHECKING

import discord
import pytest

from tests.standin.discord import DiscordStandIn

if TYPE_CHECKING:
    from tests.contract.discord_standin.bot import Connect

pytestmark = pytest.mark.anyio


async def test_content_is_withheld_without_its_intent(dc: DiscordStandIn, connect: "Connect") -> None:
    """Empty the content of a guild's messages, but not of those that mention the bot, nor in private."""
    noa = dc.world.person("noa")
    guild = dc.world.guild(members=[noa])
    bot = await connect()
    noa.says(guild.general, "secret", file=("a.txt", b"x"))
    noa.says(guild.general, f"<@{dc.world.backend.bot_user.id}> hello")
    noa.writes("in private")
    await dc.settled()
    told = bot.events("MESSAGE_CREATE")
    assert [event["content"] for event in told] == ["", f"<@{dc.world.backend.bot_user.id}> hello", "in private"]
    assert [event["attachments"] for event in told] == [[], [], []]


async def test_content_is_shown_with_its_intent(dc: DiscordStandIn, connect: "Connect") -> None:
    """Show a guild's messages to a bot that has the intent."""
    dc.world.portal.message_content = True
    noa = dc.world.person("noa")
    guild = dc.world.guild(members=[noa])
    bot = await connect(discord.Intents(guilds=True, guild_messages=True, message_content=True))
    noa.says(guild.general, "open")
    await dc.settled()
    assert [message.content for message in bot.messages] == ["open"]


async def test_comings_and_goings_need_the_members_intent(dc: DiscordStandIn, connect: "Connect") -> None:
    """Tell joins and leaves only with the intent; the system message of a join needs none."""
    dc.world.portal.members = True
    guild = dc.world.guild()
    plain = await connect()
    noticing = await connect(discord.Intents(guilds=True, guild_messages=True, members=True))
    noa = dc.world.person("noa")
    noa.joins(guild, pending=True)
    noa.leaves(guild)
    await dc.settled()
    assert [event["pending"] for event in noticing.events("GUILD_MEMBER_ADD")] == [True]
    assert len(noticing.events("GUILD_MEMBER_REMOVE")) == 1
    assert plain.events("GUILD_MEMBER_ADD") == plain.events("GUILD_MEMBER_REMOVE") == []
    assert [(event["type"], event["content"]) for event in plain.events("MESSAGE_CREATE")] == [(7, "")]


async def test_a_bot_is_told_of_its_own_rights(dc: DiscordStandIn, connect: "Connect") -> None:
    """Tell changes of the bot's own role, membership and channel without any privileged intent."""
    guild = dc.world.guild()
    role = guild.role("helper")
    bot = await connect()
    guild.sets_bot_rights(discord.Permissions(send_messages=True))
    dc.world.backend.add_member_role(guild.id, dc.world.backend.bot_user.id, role.id)
    guild.general.denies_bot("send_messages")
    await dc.settled()
    kinds = ("GUILD_ROLE_UPDATE", "GUILD_MEMBER_UPDATE", "CHANNEL_UPDATE")
    assert [len(bot.events(kind)) for kind in kinds] == [1, 1, 1]


async def test_a_hidden_channel_is_not_heard(dc: DiscordStandIn, connect: "Connect") -> None:
    """Tell nothing of what is said where the bot cannot look."""
    guild = dc.world.guild()
    hidden = guild.channel("hidden")
    hidden.denies_bot("view_channel")
    bot = await connect()
    guild.owner.says(hidden, "secret")
    await dc.settled()
    assert bot.messages == []
    with pytest.raises(discord.Forbidden) as no:
        await bot.http.send_message(hidden.id, params=discord.http.handle_message_parameters("let me in"))
    assert no.value.code == 50001
