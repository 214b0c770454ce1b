"""What happens when the machine's clock is wrong, and when it is set right."""

import sqlite3
import time
from contextlib import closing

import pytest

from tests.conversation.walks import agrees
from tests.faults.row import Row, shows
from tests.faults.trial import SAVED, Trial

pytestmark = pytest.mark.anyio
HOUR = 3600


def swept_next(trial: Trial) -> float:
    """Return in how many seconds, by the true time, the bot means to look again for what has reached its end."""
    with closing(sqlite3.connect(trial.data / "groupbot.db")) as database:
        ((at,),) = database.execute("SELECT next_run_at FROM schedule WHERE key = 'sweep'").fetchall()
    return float(at) - time.time()


@shows(
    Row(
        "The clock jumps an hour ahead, and back",
        "Nothing: all is answered as always.",
        ("answers wait",),
        "Keep the clock right by NTP.",
        100,
    )
)
async def test_the_clock_jumps_an_hour(trial: Trial) -> None:
    """REQUIRES that buttons live on through both jumps, and that what is due is done soon after each of them."""
    for hours, key, rows in ((1, "button-save", 1), (0, "button-withdraw", 0)):
        trial.push_clock(hours=hours)
        async with trial.lasting():
            trial.tg.world.faults.drop("before", "editMessageText")
            await trial.presses("noa", key)
            await trial.tg.until(lambda: not trial.unconfirmed, 20)
        await trial.owes_nothing()
        assert await trial.kept() == rows
    assert swept_next(trial) <= HOUR


@shows(
    Row(
        "The clock jumps ten years ahead, and is set right",
        "What would have ended by then counts for nothing, such as buttons and consents; afterwards it counts again. "
        "Only an hour later would it be erased.",
        ("put off, as it was due more than 400 days ago",),
        "Keep the clock right by NTP, and start the bot only after it is (systemd: `After=time-sync.target`).",
        100,
    )
)
async def test_the_clock_jumps_ten_years_ahead(trial: Trial) -> None:
    """REQUIRES that a clock far ahead erases nothing if it is set right within the hour, and that the bot lives on."""
    await agrees(trial.stage, "eve", "events")
    trial.push_clock(years=10)
    async with trial.lasting():
        press = await trial.presses("noa", "button-save")
        await trial.tg.until(lambda: press.answered, 20)
        assert trial.sees("noa", SAVED) == 0
    trial.push_clock(years=0)
    await trial.recovers(lambda: swept_next(trial) <= HOUR)
    assert await trial.kept() == 1
    await trial.stage.settle()
    await agrees(trial.stage, "noa", "events")
    await trial.keeps(2)


@shows(
    Row(
        "The clock is ten years behind, and is set right",
        "All is answered. Who consents meanwhile is asked anew afterwards: that consent ended long ago.",
        ("put off, as it was due more than 400 days ago",),
        "Keep the clock right by NTP, and start the bot only after it is (systemd: `After=time-sync.target`).",
        100,
    )
)
async def test_the_clock_is_ten_years_behind(trial: Trial) -> None:
    """REQUIRES that a clock far behind stops nothing, and that what was agreed by it does not count as agreed today."""
    await agrees(trial.stage, "eve", "events")
    trial.push_clock(years=-10)
    async with trial.lasting():
        press = await trial.presses("noa", "button-save")
        await trial.tg.until(lambda: press.answered and trial.sees("noa", SAVED), 20)
        assert await trial.kept() == 2
    trial.push_clock(years=0)
    await trial.recovers(lambda: trial.says("put off") and swept_next(trial) <= HOUR)
    await trial.stage.settle()
    await agrees(trial.stage, "noa", "events")
    await trial.keeps(2)
