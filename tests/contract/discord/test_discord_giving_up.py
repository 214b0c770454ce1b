"""What somebody reads whose command or press could not be handled."""

import pytest

from adapters.discord import handing
from adapters.discord.platform import DiscordPlatform
from groupbot.content import Button
from groupbot.effects import Say
from groupbot.events import Event
from groupbot.ports import Unavailable
from tests.contract.discord.conftest import Build
from tests.contract.discord.fake_engine import Engine, chat, page, running, whispering
from tests.standin.discord import DiscordStandIn

pytestmark = pytest.mark.anyio
REGRETS = {"en": "Please try again.", "de": "Bitte noch einmal."}


@pytest.fixture
def platform(build: Build) -> DiscordPlatform:
    """Give a bot that has words for what it gives up."""
    return build(regrets=REGRETS)


@pytest.fixture
def broken(engine: Engine) -> Engine:
    """Give an engine that fails at everything."""

    async def fail(_event: Event) -> None:
        raise ValueError

    engine.answer = fail
    return engine


async def test_who_is_given_up_reads_it_in_their_language(
    dc: DiscordStandIn, platform: DiscordPlatform, broken: Engine
) -> None:
    """REQUIRES a short word for one pair of eyes, once, after the third failure of a command or a public button."""
    noa, ben = dc.world.person("noa", locale="de"), dc.world.person("ben", locale="pt-BR")
    guild = dc.world.guild(members=[noa, ben])
    async with running(dc, platform, broken):
        await platform.ports.say(Say(chat(guild), page("line", Button("Read", "p"))))
        noa.slash(guild, "notice")
        ben.clicks(guild.general.messages[0], "Read")
        await dc.until(lambda: bool(noa.sees() and ben.sees()))
        await dc.settled()
    assert [(post.text, post.ephemeral) for post in noa.sees()] == [("Bitte noch einmal.", True)]
    assert [(post.text, post.ephemeral) for post in ben.sees()] == [("Please try again.", True)]
    assert [post.text for post in guild.general.messages] == ["line"]
    assert dc.world.record.refused == []


async def test_nobody_is_left_before_a_bot_that_thinks(
    dc: DiscordStandIn, platform: DiscordPlatform, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """REQUIRES that what was held until it was given up ends in words, and that the screen behind a press stays."""
    monkeypatch.setattr(handing, "GIVEN_UP_AFTER", 1.5)
    noa = dc.world.person("noa")
    guild = dc.world.guild(members=[noa])

    async def away(_event: Event) -> None:
        raise Unavailable("the database is away")

    async with running(dc, platform, engine):
        engine.answer = whispering(platform, page("one", Button("Go", "t")))
        noa.slash(guild, "notice")
        await dc.until(noa.sees)
        engine.answer = away
        pressed = noa.clicks(noa.sees()[0], "Go")
        given = noa.slash(guild, "notice")
        await dc.until(lambda: given.acknowledged and pressed.acknowledged, 2)
        await dc.until(lambda: len(noa.sees()) == 3, 8)
    assert [post.text for post in noa.sees()] == ["one", "Please try again.", "Please try again."]
    assert dc.world.record.refused == []


async def test_after_its_life_nothing_is_owed(
    dc: DiscordStandIn, platform: DiscordPlatform, engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    """REQUIRES that one which is given up when Discord takes no answer any more ends without noise."""
    noa = dc.world.person("noa")
    guild = dc.world.guild(members=[noa])

    async def too_late(_event: Event) -> None:
        dc.world.clock.advance(16 * 60)
        raise ValueError

    engine.answer = too_late
    async with running(dc, platform, engine):
        noa.slash(guild, "notice")
        await dc.until(lambda: bool(dc.world.record.refused))
    assert noa.sees() == []
    assert "an answer to an interaction" not in caplog.text
