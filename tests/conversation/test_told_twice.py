"""What a platform delivers twice, late or after a restart happens once."""

import pytest

from tests.conversation.stage import Stage
from tests.conversation.walks import about_people, agrees, hears, opens_the_choice

pytestmark = pytest.mark.anyio
RESTARTED = pytest.mark.parametrize("restart", [False, True], ids=["running", "restarted"])


@RESTARTED
async def test_a_saved_choice(stage: Stage, *, restart: bool) -> None:
    """REQUIRES that a saved choice which is delivered again changes no row and shows nothing again."""
    await stage.meets("noa", inside=True, started=True)
    await agrees(stage, "noa", "events")
    rows, seen = await stage.rows(), await stage.sees("noa")
    if restart:
        await stage.restart()
    await stage.repeats(await stage.newest())
    assert (await stage.rows(), await stage.sees("noa")) == (rows, seen)


@RESTARTED
async def test_a_saved_choice_behind_its_withdrawal(stage: Stage, *, restart: bool) -> None:
    """REQUIRES that a consent delivered again behind its withdrawal does not come back."""
    await stage.meets("noa", inside=True, started=True)
    await agrees(stage, "noa", "events")
    saved = await stage.newest()
    await stage.presses("noa", "button-withdraw")
    if restart:
        await stage.restart()
    await stage.repeats(saved)
    assert not any((await about_people(stage)).values())


@RESTARTED
async def test_a_withdrawal_behind_a_new_consent(stage: Stage, *, restart: bool) -> None:
    """REQUIRES that a withdrawal delivered again does not take away the consent that was given after it."""
    await stage.meets("noa", inside=True, started=True)
    await agrees(stage, "noa", "events")
    await stage.presses("noa", "button-withdraw")
    withdrawn = await stage.newest()
    await agrees(stage, "noa", "digest")
    if restart:
        await stage.restart()
    before = await about_people(stage)
    await stage.repeats(withdrawn)
    assert (await about_people(stage), before["consent_record"]) == (before, 1)


@RESTARTED
async def test_a_refusal_behind_a_consent(stage: Stage, *, restart: bool) -> None:
    """REQUIRES that a refusal delivered again behind the consent that followed it does not take the consent away."""
    await stage.meets("noa", inside=True, started=True)
    await opens_the_choice(stage, "noa")
    await stage.presses("noa", "button-none")
    refused = await stage.newest()
    await agrees(stage, "noa", "events")
    if restart:
        await stage.restart()
    before = await about_people(stage)
    await stage.repeats(refused)
    assert (await about_people(stage), before["consent_record"]) == (before, 1)


async def test_a_newcomer(stage: Stage) -> None:
    """REQUIRES that a newcomer who is told twice brings no second line, no other word in private, and no row."""
    await stage.forward(days=2)
    await stage.meets("noa", started=True)
    await stage.joins("noa")
    rows, words = await stage.rows(), {message.text for message in await stage.sees("noa")}
    await stage.repeats(await stage.newest())
    assert len([message for message in await stage.group_sees() if message.buttons]) == 1
    assert {message.text for message in await stage.sees("noa")} == words
    assert (await stage.rows(), len(words)) == (rows, 1)


async def test_a_chosen_language(stage: Stage) -> None:
    """REQUIRES that a language chosen earlier and delivered again after another choice does not come back."""
    await stage.writes("noa", "/language")
    await stage.presses("noa", "Deutsch")
    german = await stage.newest()
    await stage.writes("noa", "/language")
    await stage.presses("noa", "español")
    await stage.restart()
    await stage.repeats(german)
    await stage.writes("noa", "/help")
    assert "Hola" in await hears(stage, "noa")
    assert (await about_people(stage))["language_choice"] == 1
