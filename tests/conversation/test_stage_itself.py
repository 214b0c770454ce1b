"""The stages themselves, with a scripted bot: a script means the same on each of them."""

import pytest

from tests.conversation.opening import OpenStage
from tests.unit.sandbox.scripted import product

pytestmark = pytest.mark.anyio


async def test_a_whole_script(open_stage: OpenStage) -> None:
    """Joining, the standing line, a screen, a choice, a row on disk, a restart and a file work on every stage."""
    async with open_stage(product=product()) as stage:
        await stage.joins("noa")
        assert [message.labels for message in await stage.group_sees()][-1] == ("Open",)
        await stage.presses_line("noa")
        (screen,) = await stage.sees("noa")
        assert screen.text == "May I keep a record?"
        assert screen.labels == ("Yes", "No")
        await stage.presses("noa", "Yes")
        assert [message.text for message in await stage.sees("noa")] == ["Kept."]
        await stage.restart()
        assert [dict(row) for row in (await stage.rows())["consent"]] == [{"handle": b"h" * 16, "day": "2026-11-24"}]
        await stage.writes("noa", "/file")
        assert await stage.files("noa") == {"mine.json": b"{}"}


async def test_buttons_can_be_replayed_and_pressed_by_others(open_stage: OpenStage) -> None:
    """An old button and a button of somebody else's screen can be pressed, as real clients can be made to."""
    async with open_stage(product=product()) as stage:
        await stage.meets("noa", inside=True, started=True)
        await stage.writes("noa", "/hello")
        old = (await stage.sees("noa"))[0].buttons[1]
        await stage.presses("noa", "Yes")
        await stage.presses_again("noa", old)
        assert [message.text for message in await stage.sees("noa")] == ["Nothing is kept."]
        await stage.presses_again("ada", old)
        assert [message.text for message in await stage.sees("noa")] == ["Nothing is kept."]
        assert [message.text for message in await stage.sees("ada")] == ["Nothing is kept."]


async def test_names_are_shown_literally(open_stage: OpenStage) -> None:
    """Hostile words in the group come back letter by letter, whatever lies between."""
    hostile = "<b>@everyone</b> & </article><script>x</script> \u202egnp.exe"
    async with open_stage(product=product()) as stage:
        await stage.meets("eve", name=hostile, inside=True)
        await stage.says("eve", hostile)
        assert (await stage.group_sees())[-1].text == hostile


async def test_the_clock_moves(open_stage: OpenStage) -> None:
    """Days pass when a script says so."""
    async with open_stage(product=product()) as stage:
        await stage.meets("noa", started=True)
        await stage.forward(days=2, minutes=1)
        await stage.writes("noa", "/hello")
        await stage.presses("noa", "Yes")
        assert [row["day"] for row in (await stage.rows())["consent"]] == ["2026-11-26"]


async def test_a_missing_button_explains_itself(open_stage: OpenStage) -> None:
    """A script that presses what is not there fails with the labels that are."""
    async with open_stage(product=product()) as stage:
        await stage.writes("noa", "/hello")
        with pytest.raises(AssertionError, match=r"Yes.*No"):
            await stage.presses("noa", "Maybe")
