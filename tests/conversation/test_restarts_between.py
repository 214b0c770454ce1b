"""The bot is stopped and started between any two steps, and nobody notices."""

import pytest

from tests.conversation.stage import Stage, find_button
from tests.conversation.walks import about_people, agrees, hears, last, opens_the_choice

pytestmark = pytest.mark.anyio


async def test_between_all_steps_of_a_choice(stage: Stage) -> None:
    """REQUIRES that every screen of the way to a consent works after a restart, whatever was pressed before it."""
    await stage.meets("noa", inside=True, started=True)
    await stage.presses_line("noa")
    while not await stage.offers("noa", "button-save"):
        await stage.restart()
        steps = [key for key in ("button-next-page", "button-read", "button-age-yes") if await stage.offers("noa", key)]
        await stage.presses("noa", steps[0])
    for key in ("purpose-events", "purpose-digest", "purpose-digest", "button-save"):
        await stage.restart()
        await stage.presses("noa", key)
    found = await about_people(stage)
    assert (found["consent_record"], found["consent_grant"]) == (1, 1)


async def test_between_a_command_and_its_buttons(stage: Stage) -> None:
    """REQUIRES that buttons which a command brought work after a restart."""
    await stage.meets("noa", inside=True, started=True)
    await agrees(stage, "noa", "events")
    await stage.says("noa", "/consent")
    await stage.restart()
    await stage.presses("noa", "button-withdraw")
    assert "Erased" in await hears(stage, "noa")
    await stage.restart()
    await stage.presses("noa", "button-receipt-withdrawn")
    assert len(await stage.files("noa")) == 1


async def test_before_a_stranger_tries(stage: Stage) -> None:
    """REQUIRES that a restart opens nobody else's button: it is bound to its person still."""
    for who in ("noa", "eve"):
        await stage.meets(who, inside=True, started=True)
    await opens_the_choice(stage, "noa")
    await stage.presses("noa", "purpose-events")
    save = find_button([await last(stage, "noa")], "Save my choice")
    await stage.restart()
    before = await stage.rows()
    await stage.presses_again("eve", save)
    assert await stage.rows() == before
    await stage.presses_again("noa", save)
    assert (await about_people(stage))["consent_record"] == 1


async def test_without_telling_anybody(stage: Stage) -> None:
    """REQUIRES that a restart alone says nothing to anybody, in the group or in private, and writes no row."""
    await stage.meets("noa", inside=True, started=True)
    await agrees(stage, "noa", "events")
    rows, group = await stage.rows(), await stage.group_sees()
    private = [await stage.sees(who) for who in ("noa", "ada")]
    await stage.restart()
    await stage.restart()
    assert (await stage.rows(), await stage.group_sees()) == (rows, group)
    assert [await stage.sees(who) for who in ("noa", "ada")] == private
