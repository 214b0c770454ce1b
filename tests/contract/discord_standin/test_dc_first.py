"""A bot comes, is asked, and answers."""

import io
from typing import TYPE_CHECKING

import discord
import pytest

from tests.standin.discord import DiscordStandIn

if TYPE_CHECKING:
    from tests.contract.discord_standin.bot import Connect

pytestmark = pytest.mark.anyio


async def test_a_client_is_ready_with_its_guilds(dc: DiscordStandIn, connect: "Connect") -> None:
    """Log in, identify, and be told every guild the bot is in, with the moment it came."""
    first, second = dc.world.guild("one"), dc.world.guild("two")
    dc.world.guild("elsewhere", bot=False)
    bot = await connect()
    created = {int(event["id"]): event for event in bot.events("GUILD_CREATE")}
    assert set(created) == {first.id, second.id}
    assert created[first.id]["joined_at"] == first.model.members[dc.world.backend.bot_user.id].joined_at
    assert [ready["resume_gateway_url"] for ready in bot.events("READY")] == [dc.gateway_url]


async def test_a_command_is_answered_for_one_person_alone(dc: DiscordStandIn, connect: "Connect") -> None:
    """Show an ephemeral answer to whom it answers, and to nobody else in the channel."""
    noa, bea = dc.world.person("noa"), dc.world.person("bea")
    guild = dc.world.guild(members=[noa, bea])
    bot = await connect()
    await bot.http.bulk_upsert_global_commands(
        bot.application_id or 0, [{"name": "consent", "description": "Say yes or no", "type": 1}]
    )
    press = noa.slash(guild, "consent")
    await dc.until(lambda: bot.interactions)
    await bot.interactions[0].response.send_message("Only for you", ephemeral=True)
    await dc.settled()
    assert (press.kind, [post.text for post in noa.sees()]) == ("message", ["Only for you"])
    assert (bea.sees(), guild.general.messages) == ([], [])


async def test_a_direct_message_and_its_file_arrive(dc: DiscordStandIn, connect: "Connect") -> None:
    """Carry words and a file from the bot to a member, and words back."""
    noa = dc.world.person("noa")
    dc.world.guild(members=[noa])
    bot = await connect()
    person = await bot.fetch_user(noa.id)
    await person.send("Your data", file=discord.File(io.BytesIO(b"rows"), "data.txt"))
    noa.writes("Thank you")
    await dc.settled()
    assert [(post.text, post.files) for post in noa.sees()] == [("Your data", {"data.txt": b"rows"})]
    assert [message.content for message in bot.messages] == ["Your data", "Thank you"]
