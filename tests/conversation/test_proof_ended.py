"""Requests for proofs that end: cancelled, withdrawn, erased, run out; and what others and old buttons can do."""

import pytest

from tests.conversation.stage import Stage, find_button, plain
from tests.conversation.test_proof_asked import asks, is_recorded, rows
from tests.conversation.waits import waits
from tests.conversation.walks import hears, last

pytestmark = pytest.mark.anyio
DAY = 24 * 60
GONE = "There is nothing here any more"


@pytest.mark.parametrize("minutes", [0, DAY], ids=["at once", "when it is ready"])
async def test_cancelled(stage: Stage, minutes: int) -> None:
    """REQUIRES that a request is cancelled by one press, before and after the day, and no old button fetches it."""
    await is_recorded(stage)
    await asks(stage)
    await waits(stage, minutes)
    await stage.writes("noa", "/proof")
    await stage.presses("noa", "happened-appeal-opened")
    old = (await last(stage, "noa")).buttons
    await stage.presses("noa", "button-proof-cancel")
    assert "Cancelled" in await hears(stage, "noa")
    assert await rows(stage) == 0
    for button in old:
        await stage.presses_again("noa", button)
    assert await stage.files("noa") == {}
    assert await rows(stage) == 0


@pytest.mark.parametrize("bot", [False, True], ids=["the member", "the bot"])
async def test_after_leaving_and_a_ban(stage: Stage, *, bot: bool) -> None:
    """REQUIRES that who was removed asks, waits, and fetches in private, and so does who stayed when the bot went."""
    await is_recorded(stage)
    await (stage.dismisses() if bot else stage.leaves("noa", removed=True))
    await asks(stage, "button-proof-none")
    await waits(stage, DAY)
    await stage.writes("noa", "/proof")
    await stage.presses("noa", "happened-appeal-opened")
    await stage.presses("noa", "button-proof-fetch")
    assert len(await stage.files("noa")) == 1


@pytest.mark.parametrize("how", ["withdrawn", "erased"])
async def test_what_it_is_about_is_gone(stage: Stage, how: str) -> None:
    """REQUIRES that withdrawing or erasing ends the request at once, and that its button says so kindly."""
    await is_recorded(stage)
    await asks(stage)
    await stage.writes("noa", "/proof")
    see = find_button(await stage.sees("noa"), "Waits")
    if how == "withdrawn":
        await stage.writes("noa", "/withdraw")
        await stage.presses("noa", "Withdraw in")
    else:
        await stage.writes("noa", "/erase")
        await stage.presses("noa", "button-erase-everywhere")
        await stage.presses("noa", "button-erase-now")
    assert await rows(stage) == 0
    await stage.presses_again("noa", see)
    assert any(GONE in plain(seen.text) for seen in await stage.sees("noa"))
    await stage.writes("noa", "/proof")
    assert "Nothing is recorded about you" in await hears(stage, "noa")


async def test_somebody_elses_buttons(stage: Stage) -> None:
    """REQUIRES that no button of a request asks, shows, cancels or fetches anything for anybody else."""
    await is_recorded(stage)
    await stage.meets("eve", inside=True, started=True)
    await stage.writes("noa", "/proof")
    await stage.presses("noa", "happened-appeal-opened")
    buttons = list((await last(stage, "noa")).buttons)
    await stage.presses("noa", "button-proof-both")
    buttons += (await last(stage, "noa")).buttons
    before = await rows(stage)
    for button in buttons:
        await stage.presses_again("eve", button)
    assert (await rows(stage), before) == (1, 1)
    assert await stage.files("eve") == {}
    await stage.writes("eve", "/proof")
    assert "Nothing is recorded about you" in await hears(stage, "eve")


async def test_pressed_twice_and_three_at_most(stage: Stage) -> None:
    """REQUIRES that the same is asked for once, and a fourth is refused with the way to cancel one."""
    await is_recorded(stage)
    for what in ("none", "none", "who", "where"):
        await stage.writes("noa", "/proof")
        entry = [each for each in (await last(stage, "noa")).buttons if plain(each.label).startswith("1.")]
        await stage.presses_again("noa", entry[0])
        await stage.presses("noa", f"button-proof-{what}")
    assert await rows(stage) == 3
    await stage.presses_again("noa", entry[0])
    await stage.presses("noa", "button-proof-both")
    assert "3 requests of yours are here already" in await hears(stage, "noa")
    await stage.presses_again("noa", (await last(stage, "noa")).buttons[0])
    await stage.presses("noa", "button-proof-cancel")
    assert await rows(stage) == 2


async def test_it_outlives_a_restart_and_runs_out(stage: Stage) -> None:
    """REQUIRES that a restart costs no hour that was waited, and that what nobody fetches is gone after eight days."""
    await is_recorded(stage)
    await asks(stage)
    await waits(stage, DAY // 2)
    await stage.restart()
    await waits(stage, DAY // 2)
    await stage.writes("noa", "/proof")
    assert "Ready" in plain((await last(stage, "noa")).labels[0])
    await waits(stage, 7 * DAY)
    assert await rows(stage) == 0
