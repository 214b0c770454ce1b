"""Giving consent: the notice in one's own language, one switch per purpose, and nothing before it is saved."""

import pytest

from tests.conversation.needs import needs
from tests.conversation.opening import OpenStage, real_bot
from tests.conversation.stage import Stage, plain
from tests.conversation.walks import about_people, agrees, hears, last, opens_the_choice

pytestmark = pytest.mark.anyio

LANGUAGES = [pytest.param(code, marks=needs(client=code)) for code in ("en", "he", "ar", "zh-hans")]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_first_consent(open_stage: OpenStage, language: str) -> None:
    """A member meets notice, age question, switches and answer in their own language, and one purpose is kept."""
    async with open_stage(language) as stage:
        await stage.meets("noa", inside=True, started=True)
        await agrees(stage, "noa", "events")
        own, english = (plain(real_bot().label(code, "saved")) for code in (language, "en"))
        assert own in await hears(stage, "noa")
        assert own != english or language == "en"
        found = await about_people(stage)
        assert (found["consent_record"], found["consent_grant"]) == (1, 1)


async def test_reading_and_switching_keep_nothing(stage: Stage) -> None:
    """Joining, reading, answering the age question and moving every switch write no row before *Save my choice*."""
    before = await stage.rows()
    await stage.meets("noa", inside=True, started=True)
    await opens_the_choice(stage, "noa")
    for purpose in ("events", "digest", "events"):
        await stage.presses("noa", f"purpose-{purpose}")
    assert await stage.rows() == before


async def test_saving_with_everything_off(stage: Stage) -> None:
    """*Save my choice* with every switch off is a refusal and writes nothing."""
    before = await stage.rows()
    await stage.meets("noa", inside=True, started=True)
    await agrees(stage, "noa")
    assert "Nothing is kept about you" in await hears(stage, "noa")
    assert await stage.rows() == before


async def test_a_refusal_is_not_asked_about_again(stage: Stage) -> None:
    """After *None of these* the member hears nothing for months, whatever others do, until they come by themselves."""
    await stage.meets("noa", inside=True, started=True)
    await opens_the_choice(stage, "noa")
    await stage.presses("noa", "button-none")
    heard = await stage.sees("noa")
    await stage.joins("eve")
    await stage.says("noa", "Good morning.")
    await stage.forward(days=200)
    await stage.joins("dan")
    assert await stage.sees("noa") == heard
    await stage.writes("noa", "/help")
    assert "ended" not in await hears(stage, "noa")


async def test_below_the_age_nothing_is_kept(stage: Stage) -> None:
    """*No* to the age question offers no switch and writes no row."""
    before = await stage.rows()
    await stage.meets("noa", inside=True, started=True)
    await stage.presses_line("noa")
    while await stage.offers("noa", "button-next-page"):
        await stage.presses("noa", "button-next-page")
    await stage.presses("noa", "button-read")
    await stage.presses("noa", "button-age-no")
    assert "Nothing is kept about you" in await hears(stage, "noa")
    assert not await stage.offers("noa", "button-save")
    assert [plain(label) for label in (await last(stage, "noa")).labels] == ["Disagree / appeal"]
    assert await stage.rows() == before


async def test_below_the_age_after_all(stage: Stage) -> None:
    """Who agreed and then says that they are too young has everything erased by it."""
    await stage.meets("noa", inside=True, started=True)
    await agrees(stage, "noa", "events", "digest")
    await stage.presses_line("noa")
    while not await stage.offers("noa", "button-age-no"):
        steps = [key for key in ("button-next-page", "button-read") if await stage.offers("noa", key)]
        await stage.presses("noa", steps[0])
    await stage.presses("noa", "button-age-no")
    assert not any((await about_people(stage)).values())
