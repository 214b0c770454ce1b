"""What goes wrong on demand."""

import asyncio
import time
from typing import TYPE_CHECKING, Any

import aiohttp
import discord
import pytest

from tests.standin.discord import DiscordStandIn, Guild

if TYPE_CHECKING:
    from tests.contract.discord_standin.bot import Connect, Notes

pytestmark = pytest.mark.anyio

SEND = ("POST", "/channels/*/messages")


@pytest.fixture
async def place(dc: DiscordStandIn, connect: "Connect") -> tuple["Notes", Guild]:
    """Give a bot and a guild."""
    guild = dc.world.guild()
    return await connect(), guild


async def say(bot: "Notes", channel: int, text: str, **more: Any) -> Any:
    """Say something in a channel."""
    return await bot.http.send_message(channel, params=discord.http.handle_message_parameters(text, **more))


async def test_a_rate_limit_is_waited_out(dc: DiscordStandIn, place: tuple["Notes", Guild]) -> None:
    """Answer 429 so that discord.py waits as long as it is told, and tries again."""
    bot, guild = place
    dc.world.faults.too_many(*SEND, after=0.2)
    began = time.monotonic()
    await say(bot, guild.general.id, "later")
    assert time.monotonic() - began >= 0.2
    assert [call.code for call in dc.world.record.of(*SEND)] == [429, 200]


async def test_a_global_limit_stops_other_routes(dc: DiscordStandIn, place: tuple["Notes", Guild]) -> None:
    """Answer the global limit so that discord.py holds back every other request too."""
    bot, guild = place
    dc.world.faults.too_many(*SEND, after=0.2, everywhere=True)
    first = asyncio.ensure_future(say(bot, guild.general.id, "later"))
    await dc.until(lambda: any(call.code == 429 for call in dc.world.record.calls))
    began = time.monotonic()
    await bot.http.get_member(guild.id, guild.owner.id)
    assert time.monotonic() - began >= 0.1
    await first


@pytest.mark.parametrize(("error", "status"), [(50013, 403), (50001, 403), (10003, 404), (10008, 404), (10011, 404)])
async def test_refusals_come_on_command(
    dc: DiscordStandIn, place: tuple["Notes", Guild], error: int, status: int
) -> None:
    """Answer one of Discord's errors once, and perform the next request."""
    bot, guild = place
    dc.world.faults.refuse(error, *SEND)
    with pytest.raises(discord.HTTPException) as no:
        await say(bot, guild.general.id, "refused")
    assert (no.value.code, no.value.status) == (error, status)
    await say(bot, guild.general.id, "taken")
    assert [post.text for post in guild.general.messages] == ["taken"]


async def test_a_broken_server_is_tried_again(dc: DiscordStandIn, place: tuple["Notes", Guild]) -> None:
    """Answer a bare 500, which discord.py tries again after a second."""
    bot, guild = place
    dc.world.faults.fail(500, *SEND)
    await say(bot, guild.general.id, "twice")
    assert [call.code for call in dc.world.record.of(*SEND)] == [500, 200]


async def test_an_answer_can_hang_and_be_lost(dc: DiscordStandIn, place: tuple["Notes", Guild]) -> None:
    """Hold an answer back, and cut the connection before an act or after it."""
    bot, guild = place
    dc.world.faults.slow(30, *SEND)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(say(bot, guild.general.id, "hanging"), 0.1)
    for moment in ("before", "after"):
        dc.world.faults.drop(moment, *SEND)
        with pytest.raises((aiohttp.ClientError, OSError)):
            await say(bot, guild.general.id, moment)
    assert [post.text for post in guild.general.messages] == ["after"]


async def test_what_is_gone_is_unknown(dc: DiscordStandIn, place: tuple["Notes", Guild]) -> None:
    """Answer 10008, 10003 and 10011 for a message, a channel and a role that were deleted, without any fault set."""
    bot, guild = place
    channel, role = guild.channel("short-lived"), guild.role("short-lived")
    sent = await say(bot, channel.id, "one")
    await bot.http.delete_message(channel.id, int(sent["id"]))
    codes = []
    with pytest.raises(discord.NotFound) as no:
        await bot.http.delete_message(channel.id, int(sent["id"]))
    codes.append(no.value.code)
    channel.vanishes()
    guild.deletes_role(role)
    with pytest.raises(discord.NotFound) as no:
        await say(bot, channel.id, "two")
    codes.append(no.value.code)
    with pytest.raises(discord.NotFound) as no:
        await bot.http.add_role(guild.id, guild.owner.id, role.id)
    codes.append(no.value.code)
    assert codes == [10008, 10003, 10011]


async def test_a_nonce_is_not_said_twice(dc: DiscordStandIn, place: tuple["Notes", Guild]) -> None:
    """Return the first message for the same enforced nonce, for some minutes, and say anything again without it."""
    bot, guild = place
    route = discord.http.Route("POST", "/channels/{channel_id}/messages", channel_id=guild.general.id)
    body = {"content": "once", "nonce": "a1", "enforce_nonce": True}
    first, second = await bot.http.request(route, json=body), await bot.http.request(route, json=body)
    assert (first["id"], first["nonce"]) == (second["id"], "a1")
    assert len(guild.general.messages) == 1
    dc.world.clock.advance(301)
    third = await bot.http.request(route, json=body)
    assert third["id"] != first["id"]


async def asks(standin: DiscordStandIn, method: str, path: str, **body: Any) -> None:
    """Ask a stand-in of one's own once, and leave it."""
    async with standin, aiohttp.ClientSession() as client:
        headers = {"Authorization": f"Bot {standin.token}", "Content-Type": "application/json"}
        await client.request(method, standin.api_url + path, json=body, headers=headers)


async def test_a_request_against_the_description_fails_the_test() -> None:
    """Refuse (50035) a body that Discord's description does not know, and fail when the stand-in is left."""
    standin = DiscordStandIn()
    with pytest.raises(AssertionError, match="recipient"):
        await asks(standin, "POST", "/users/@me/channels", recipient="1")
    (call,) = standin.world.record.calls
    assert (call.code, call.error) == (400, 50035)


async def test_what_cannot_be_played_is_not_guessed() -> None:
    """Answer 501 to a request that nobody plays, and fail when the stand-in is left."""
    standin = DiscordStandIn()
    with pytest.raises(AssertionError, match="cannot do this"):
        await asks(standin, "GET", "/nothing/like/this")
    (call,) = standin.world.record.calls
    assert call.code == 501
