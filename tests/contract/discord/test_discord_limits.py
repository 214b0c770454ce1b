"""Discord's limits and troubles: a bounded wait, a clear word, and nothing that hangs behind them."""

import asyncio
import time

import pytest

from adapters.discord import platform as life
from adapters.discord.platform import DiscordPlatform, TokenRefused
from groupbot.effects import Say
from groupbot.events import CommandGiven
from groupbot.ports import Unavailable
from tests.contract.discord.conftest import Build
from tests.contract.discord.fake_engine import Engine, chat, page, running, whispering
from tests.standin.discord import DiscordStandIn

pytestmark = pytest.mark.anyio
LINES = "/channels/*/messages"


@pytest.fixture
def hasty(platform: DiscordPlatform) -> DiscordPlatform:
    """Give a bot that waits half a second where it would wait five."""
    platform._calls._patience = 0.5
    return platform


async def test_a_short_limit_is_waited_for(dc: DiscordStandIn, platform: DiscordPlatform, engine: Engine) -> None:
    """REQUIRES that a line which Discord wants in 0.1 s is posted then, without anybody asking again."""
    guild = dc.world.guild()
    async with running(dc, platform, engine):
        dc.world.faults.too_many("POST", LINES, after=0.1)
        assert await platform.ports.say(Say(chat(guild), page("line"), str(guild.general.id)))
    assert [call.code for call in dc.world.record.of("POST", LINES)] == [429, 200]


async def test_a_long_limit_of_one_route_is_told(dc: DiscordStandIn, hasty: DiscordPlatform, engine: Engine) -> None:
    """REQUIRES Unavailable with Discord's own seconds for a long limit, and other channels unhindered by it."""
    guild = dc.world.guild()
    other = guild.channel("other")
    async with running(dc, hasty, engine):
        dc.world.faults.too_many("POST", f"/channels/{guild.general.id}/messages", after=100)
        with pytest.raises(Unavailable) as asked:
            await hasty.ports.say(Say(chat(guild), page("line"), str(guild.general.id)))
        assert asked.value.retry_after == 100
        assert await hasty.ports.say(Say(chat(guild), page("line"), str(other.id)))


async def test_a_global_limit_is_bounded_and_answers_go_beside_it(
    dc: DiscordStandIn, hasty: DiscordPlatform, engine: Engine
) -> None:
    """REQUIRES that under a global limit calls give up in bounded time, commands are still answered, and it ends."""
    noa = dc.world.person("noa")
    guild = dc.world.guild(members=[noa])
    engine.answer = whispering(hasty, page("yours"))
    async with running(dc, hasty, engine):
        dc.world.faults.too_many("POST", LINES, after=1.5, everywhere=True)
        line = Say(chat(guild), page("line"), str(guild.general.id))
        begun = time.monotonic()
        for _ in range(2):
            with pytest.raises(Unavailable):
                await hasty.ports.say(line)
        assert time.monotonic() - begun < 1.4
        noa.slash(guild, "notice")
        await dc.until(noa.sees, 0.5)
        hasty._calls._patience = 5
        assert await hasty.ports.say(line)
        await asyncio.sleep(0.1)
    assert [post.text for post in guild.general.messages] == ["line"], "the three tries are one message"


async def test_a_limit_on_answers_delays_one_person_alone(
    dc: DiscordStandIn, hasty: DiscordPlatform, engine: Engine
) -> None:
    """REQUIRES that an answer which Discord puts off for hours holds up nobody else's."""
    noa, ben = dc.world.person("noa"), dc.world.person("ben")
    guild, other = dc.world.guild(members=[noa]), dc.world.guild("other", members=[ben])
    engine.answer = whispering(hasty, page("yours"))
    async with running(dc, hasty, engine):
        dc.world.faults.too_many("POST", "/interactions/*", after=3600)
        noa.slash(guild, "notice")
        await dc.until(lambda: dc.world.record.of("POST", "/interactions/*"))
        ben.slash(other, "notice")
        await dc.until(ben.sees, 0.5)


async def test_many_waiting_calls_are_no_more_begun(dc: DiscordStandIn, hasty: DiscordPlatform, engine: Engine) -> None:
    """REQUIRES that calls which wait behind a limit are bounded in number, and the rest told at once."""
    guild = dc.world.guild()
    hasty._calls._patience = 0.05
    async with running(dc, hasty, engine):
        dc.world.faults.slow(5, "POST", LINES, times=1000)
        line = Say(chat(guild), page("line"), str(guild.general.id))
        results = await asyncio.gather(*(hasty.ports.say(line) for _ in range(300)), return_exceptions=True)
        assert {type(result) for result in results} == {Unavailable}
        assert len(hasty._calls._running) <= 256


@pytest.mark.parametrize("status", [500, 502, 503])
async def test_discord_in_trouble(dc: DiscordStandIn, hasty: DiscordPlatform, engine: Engine, status: int) -> None:
    """REQUIRES Unavailable in bounded time for each 5xx, and the line when the trouble is over."""
    guild = dc.world.guild()
    async with running(dc, hasty, engine):
        dc.world.faults.fail(status, "POST", LINES, times=1)
        line = Say(chat(guild), page("line"), str(guild.general.id))
        with pytest.raises(Unavailable):
            await hasty.ports.say(line)
        hasty._calls._patience = 3
        assert await hasty.ports.say(line)
        await asyncio.sleep(0.1)
    assert [post.text for post in guild.general.messages] == ["line"]


async def test_an_event_is_kept_while_something_is_away(
    dc: DiscordStandIn, platform: DiscordPlatform, engine: Engine
) -> None:
    """REQUIRES that what could not be committed is tried again and answered, while other servers go on."""
    noa, ben = dc.world.person("noa"), dc.world.person("ben")
    guild, other = dc.world.guild(members=[noa]), dc.world.guild("other", members=[ben])
    tries: list[str] = []

    async def absent(event: object) -> None:
        assert isinstance(event, CommandGiven)
        tries.append(event.actor.name)
        if event.actor.name == "noa" and tries.count("noa") < 3:
            raise Unavailable("the database is locked", 60)
        await whispering(platform, page("yours"))(event)

    async with running(dc, platform, engine):
        engine.answer = absent
        noa.slash(guild, "notice")
        await dc.until(lambda: tries)
        ben.slash(other, "notice")
        await dc.until(ben.sees, 0.2)
        await dc.until(noa.sees)
    assert tries.count("noa") == 3


async def test_a_token_that_is_refused_ends_the_run(dc: DiscordStandIn, build: Build) -> None:
    """REQUIRES TokenRefused for a wrong token and for none, without the token in what is said."""
    refused = DiscordPlatform("abc.def.wrong", base_url=dc.api_url)
    with pytest.raises(TokenRefused, match="developer portal") as told:
        await asyncio.wait_for(refused.run(Engine(), asyncio.Event()), 3)
    assert "abc.def" not in str(told.value)
    for nothing in ("", "two words", "tök.en"):
        with pytest.raises(TokenRefused):
            DiscordPlatform(nothing)


async def test_a_token_that_is_taken_back_ends_the_run(
    dc: DiscordStandIn, platform: DiscordPlatform, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """REQUIRES that the run ends with TokenRefused when the token is reset while the bot is connected."""
    monkeypatch.setattr(life, "FIRST_WAIT", 0.05)
    stop = asyncio.Event()
    work = asyncio.ensure_future(platform.run(engine, stop))
    await dc.until(dc.world.hub.linked)
    dc.token = dc.api.token = "another.to.ken"
    dc.world.hub.drop(code=4004)
    with pytest.raises(TokenRefused):
        await asyncio.wait_for(work, 4)
