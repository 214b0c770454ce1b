"""Buttons belong to one person, and grow old."""

import pytest

from tests.conversation.stage import Stage, find_button
from tests.conversation.walks import about_people, agrees, hears, last, opens_the_choice, screens

pytestmark = pytest.mark.anyio


async def test_a_stranger_presses_save(stage: Stage) -> None:
    """Somebody else's *Save my choice* writes nothing for either of the two and shows the stranger no screen."""
    before = await about_people(stage)
    for who in ("noa", "eve"):
        await stage.meets(who, inside=True, started=True)
    await opens_the_choice(stage, "noa")
    await stage.presses("noa", "purpose-events")
    await stage.presses("eve", "button-save", of="noa")
    assert await about_people(stage) == before
    assert await screens(stage, "eve") == []


async def test_a_stranger_presses_withdraw(stage: Stage) -> None:
    """Somebody else's *Withdraw* takes nothing away."""
    for who in ("noa", "eve"):
        await stage.meets(who, inside=True, started=True)
    await agrees(stage, "noa", "events")
    before = await stage.rows()
    await stage.presses("eve", "button-withdraw", of="noa")
    assert await stage.rows() == before


async def test_an_admin_is_a_stranger_too(stage: Stage) -> None:
    """The admin of the group can press no button of a member either."""
    await stage.meets("noa", inside=True, started=True)
    await agrees(stage, "noa", "events")
    before = await stage.rows()
    await stage.presses("ada", "button-withdraw", of="noa")
    assert await stage.rows() == before


async def test_a_button_of_yesterday(stage: Stage) -> None:
    """A personal button is dead after a day: an old *Save my choice* writes nothing."""
    await stage.meets("noa", inside=True, started=True)
    await opens_the_choice(stage, "noa")
    await stage.presses("noa", "purpose-events")
    await stage.forward(days=1)
    await stage.presses("noa", "button-save")
    assert (await about_people(stage))["consent_record"] == 0


async def test_a_choice_from_outside(stage: Stage) -> None:
    """Who has left the group in the middle of choosing cannot choose there any more, and hears why and what to do."""
    await stage.meets("noa", inside=True, started=True)
    await opens_the_choice(stage, "noa")
    await stage.presses("noa", "purpose-events")
    await stage.leaves("noa")
    await stage.presses("noa", "button-save")
    assert "/withdraw" in await hears(stage, "noa")
    assert (await about_people(stage))["consent_record"] == 0


async def test_pressing_save_twice(stage: Stage) -> None:
    """The same *Save my choice* pressed again leaves one record with one grant."""
    await stage.meets("noa", inside=True, started=True)
    await opens_the_choice(stage, "noa")
    await stage.presses("noa", "purpose-events")
    save = find_button([await last(stage, "noa")], "Save my choice")
    await stage.presses_again("noa", save)
    await stage.presses_again("noa", save)
    found = await about_people(stage)
    assert (found["consent_record"], found["consent_grant"], found["vault.people"]) == (1, 1, 1)


@pytest.mark.parametrize("key", ["button-none", "purpose-events"])
async def test_a_stranger_presses_on_the_choice(stage: Stage, key: str) -> None:
    """No button of somebody else's choice does anything for a stranger, or changes the screen it stands on."""
    for who in ("noa", "eve"):
        await stage.meets(who, inside=True, started=True)
    await opens_the_choice(stage, "noa")
    rows, seen = await stage.rows(), await stage.sees("noa")
    await stage.presses("eve", key, of="noa")
    assert (await stage.rows(), await stage.sees("noa"), await screens(stage, "eve")) == (rows, seen, [])


async def test_a_stranger_presses_a_language(stage: Stage) -> None:
    """Somebody else's *Deutsch* changes the language of neither."""
    for who in ("noa", "eve"):
        await stage.meets(who, inside=True, started=True)
    await stage.says("noa", "/language")
    before = await stage.rows()
    await stage.presses("eve", "Deutsch", of="noa")
    assert (await stage.rows(), await screens(stage, "eve")) == (before, [])


async def test_a_stranger_presses_for_a_receipt(stage: Stage) -> None:
    """Somebody else's receipt is handed to nobody."""
    for who in ("noa", "eve"):
        await stage.meets(who, inside=True, started=True)
    await agrees(stage, "noa", "events")
    await stage.presses("eve", "button-receipt", of="noa")
    assert (await stage.files("eve"), await stage.files("noa")) == ({}, {})


async def test_everybody_has_their_own_screen(stage: Stage) -> None:
    """The group's line opens to each presser their own screen: what one switches, the others do not see."""
    for who in ("noa", "eve"):
        await stage.meets(who, inside=True, started=True)
        await opens_the_choice(stage, who)
    seen = await stage.sees("eve")
    await stage.presses("noa", "purpose-events")
    assert await stage.sees("eve") == seen
    await stage.presses("noa", "button-save")
    await stage.presses("eve", "button-none")
    assert (await about_people(stage))["consent_record"] == 1


async def test_an_own_button_of_an_earlier_screen(stage: Stage) -> None:
    """Who presses *None of these* on an old screen after saving ends the consent, as that button says, and no more."""
    await stage.meets("noa", inside=True, started=True)
    await opens_the_choice(stage, "noa")
    none = find_button([await last(stage, "noa")], "None of these")
    await stage.presses("noa", "purpose-events")
    await stage.presses("noa", "button-save")
    await stage.presses_again("noa", none)
    found = await about_people(stage)
    assert (found["consent_record"], found["erase_job"]) == (0, 0)
