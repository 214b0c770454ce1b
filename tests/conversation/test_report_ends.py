"""How a report ends that nobody closes soon: reminders, thirty days, and a group that the bot has left."""

import pytest

from tests.conversation.stage import Stage
from tests.conversation.test_report import SAID, WORDS, meet, reads, sees_own, sends
from tests.conversation.walks import hears

pytestmark = pytest.mark.anyio


async def test_admins_are_reminded_until_it_is_closed(stage: Stage) -> None:
    """REQUIRES a word to the admins in each week in which a report waits, and none once it is closed."""
    await meet(stage)
    await stage.reports("noa", SAID)
    await sends(stage, "noa")
    heard = []
    for days in (6, 1, 1, 6):
        await stage.forward(days=days)
        await stage.ticks()
        await stage.says("ada", "/reports")
        heard.append(sum("still wait" in seen.text for seen in await stage.sees("ada")))
    assert heard == [0, 1, 1, 2]
    await reads(stage, "ada")
    await stage.presses("ada", "report-outcome-no-action")
    await stage.presses("ada", "button-report-close")
    await stage.forward(days=8)
    await stage.ticks()
    await stage.says("ada", "/reports")
    assert sum("still wait" in seen.text for seen in await stage.sees("ada")) == 2


async def test_thirty_days(stage: Stage) -> None:
    """REQUIRES that link and words which nobody answers go after thirty days, which it then says for thirty more."""
    await meet(stage)
    await stage.reports("noa", SAID)
    await sends(stage, "noa", words=WORDS)
    await stage.forward(days=29)
    await stage.ticks()
    assert "Third time" in await sees_own(stage, "noa")
    heard = len(await stage.sees("noa"))
    await stage.forward(days=1)
    await stage.ticks()
    assert len(await stage.sees("noa")) == heard
    ended = await sees_own(stage, "noa")
    assert "ended without an answer" in ended
    assert "Third time" not in ended
    assert await stage.link(SAID) not in ended
    await stage.says("ada", "/reports")
    assert "No report waits" in await hears(stage, "ada")
    for days, left in ((29, 1), (1, 0)):
        await stage.forward(days=days)
        await stage.ticks()
        assert len((await stage.rows()).get("report", ())) == left


async def test_how_it_stands_where_the_bot_has_left(stage: Stage) -> None:
    """REQUIRES that an open report in a group which the bot has left says that no admin can read it any more."""
    await meet(stage)
    await stage.reports("noa", SAID)
    await sends(stage, "noa")
    await stage.dismisses()
    assert "cannot read this any more" in await sees_own(stage, "noa")
    await stage.presses("noa", "button-report-withdraw")
    assert "Taken back" in await hears(stage, "noa")


async def test_how_it_ended_can_be_read_for_thirty_days(stage: Stage) -> None:
    """REQUIRES that the outcome of a report which was closed late is found as long as that of any other."""
    await meet(stage)
    await stage.reports("noa", SAID)
    await sends(stage, "noa")
    await stage.forward(days=29)
    await stage.ticks()
    await reads(stage, "ada")
    await stage.presses("ada", "report-outcome-acted")
    await stage.presses("ada", "button-report-close")
    for days, left in ((29, 1), (1, 0)):
        await stage.forward(days=days)
        await stage.ticks()
        assert len((await stage.rows()).get("report", ())) == left


async def test_begun_in_a_group_that_the_bot_has_left(stage: Stage) -> None:
    """REQUIRES that what was begun before the bot left is not said to be sent where no admin can read it."""
    await meet(stage)
    await stage.reports("noa", SAID)
    await stage.presses("noa", "report-reason-threat")
    await stage.dismisses()
    await stage.presses("noa", "button-report-send")
    assert "Nothing was sent" in await hears(stage, "noa")
