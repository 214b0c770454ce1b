"""What a new admin tries first in the sandbox, as scripts: come, read, refuse or agree, take it back."""

import pytest

from tests.conversation.needs import needs
from tests.conversation.opening import OpenStage
from tests.conversation.stage import Stage

pytestmark = pytest.mark.anyio
LANGUAGES = [pytest.param(code, marks=needs(client=code)) for code in ("en", "he", "ar", "zh-hans")]
ABOUT_PEOPLE = ("consent_record", "consent_grant", "vault.people")


async def opens_the_choice(stage: Stage, who: str) -> None:
    """Go from the group's line to the screen of toggles."""
    await stage.presses_line(who)
    while not await stage.offers(who, "button-save"):
        steps = [key for key in ("button-next-page", "button-read", "button-age-yes") if await stage.offers(who, key)]
        await stage.presses(who, steps[0])


@pytest.mark.parametrize("language", LANGUAGES)
async def test_refusing_writes_nothing(open_stage: OpenStage, language: str) -> None:
    """Who joins, reads and chooses none of these leaves every row on disk as it was."""
    async with open_stage(language) as stage:
        before = await stage.rows()
        await stage.joins("noa")
        await opens_the_choice(stage, "noa")
        await stage.presses("noa", "button-none")
        assert await stage.rows() == before


@pytest.mark.parametrize("language", LANGUAGES)
async def test_agreeing_is_kept_and_taken_back(open_stage: OpenStage, language: str) -> None:
    """Who agrees to one purpose has rows, after a restart too; withdrawing takes all of them away."""
    async with open_stage(language) as stage:
        before = await stage.rows()
        await stage.meets("noa", inside=True, started=True)
        await opens_the_choice(stage, "noa")
        await stage.presses("noa", "purpose-events")
        await stage.presses("noa", "button-save")
        await stage.restart()
        kept = await stage.rows()
        assert all(len(kept[table]) > len(before[table]) for table in ABOUT_PEOPLE)
        await stage.writes("noa", "/withdraw")
        await stage.presses("noa", (await stage.sees("noa"))[-1].labels[0])
        after = await stage.rows()
        assert [after[table] for table in ABOUT_PEOPLE] == [before[table] for table in ABOUT_PEOPLE]
