"""The day that a request waits: by the bot's own time, which no clock that is wrong makes shorter."""

from datetime import datetime, timedelta

import pytest

from groupbot.proofs import counting
from groupbot.proofs.model import Request, Sort
from groupbot.proofs.tables import KEPT_DAYS
from groupbot.proofs.waiting import WAIT_SECONDS, hours_left, ready
from groupbot.upkeep.timekeeper import TimeKeeper
from tests.unit.ledger_store.desk import Desk
from tests.unit.proofs.waiting_desk import DAY, MINUTE, STEP, Asker, keys, runs, set_clock

pytestmark = pytest.mark.anyio
YEARS = timedelta(days=3650)


async def asked(desk: Desk) -> Asker:
    """Let something be recorded of Noa, and her ask for its proof."""
    await desk.opens()
    await desk.agrees()
    await desk.happens()
    asker = Asker(desk)
    await asker.asks()
    return asker


async def is_ready(asker: Asker) -> bool:
    """Tell whether it may be fetched, whatever the log has to say to a clock that is wrong."""
    return "proof-left" not in keys(await asker.fetches())


async def test_a_day_to_the_minute(desk: Desk) -> None:
    """REQUIRES that nothing is to be had at 23:59 and all at 24:00, and that a restart half-way costs no minute."""
    asker = await asked(desk)
    await runs(desk, DAY / 2)
    desk.shelf.stop()
    await desk.opens()
    await runs(desk, DAY / 2 - MINUTE)
    assert not await is_ready(asker)
    await runs(desk, MINUTE)
    assert await is_ready(asker)


@pytest.mark.parametrize("jump", [timedelta(hours=1), DAY, 3 * DAY])
@pytest.mark.parametrize("back", [False, True], ids=["it stays", "it is set right"])
async def test_a_clock_that_jumps_ahead(filed: Desk, jump: timedelta, back: bool) -> None:  # noqa: FBT001  (a case)
    """REQUIRES that a jump ahead, also one that is set right later, leaves 24 hours to wait in which the bot runs."""
    asker = await asked(filed)
    await runs(filed, DAY / 4)
    set_clock(filed, filed.now() + jump)
    await runs(filed, DAY / 4)
    if back:
        set_clock(filed, filed.now() - jump)
    await runs(filed, DAY / 2 - MINUTE)
    assert not await is_ready(asker)
    # A step in which the clock is set counts for nothing: by so much it takes longer.
    await runs(filed, 3 * STEP)
    assert await is_ready(asker)


@pytest.mark.parametrize("wrong", [-DAY, -timedelta(hours=2), DAY, YEARS])
async def test_a_clock_that_was_wrong_at_the_asking(filed: Desk, wrong: timedelta) -> None:
    """REQUIRES that who asks under a clock behind or ahead waits 24 hours from when it is right, not for years.

    The row stands no longer than any other.
    """
    right = filed.now()
    set_clock(filed, right + wrong)
    asker = await asked(filed)
    set_clock(filed, right)
    await TimeKeeper(filed.shelf.store, filed).tick()
    assert [waiting.until - filed.today <= KEPT_DAYS for waiting in await asker.waiting()] == [True]
    await runs(filed, DAY - MINUTE)
    assert not await is_ready(asker)
    await runs(filed, MINUTE)
    assert await is_ready(asker)


async def test_hours_in_which_nobody_could_cancel(filed: Desk) -> None:
    """REQUIRES that the hours in which the bot was down are not counted, but a short restart is."""
    asker = await asked(filed)
    for span in (timedelta(hours=5), counting.LONGEST_GAP):
        filed.shelf.stop()
        set_clock(filed, filed.now() + span)
        await filed.opens()
        await TimeKeeper(filed.shelf.store, filed).tick()
    await runs(filed, DAY - counting.LONGEST_GAP - MINUTE)
    assert not await is_ready(asker)
    await runs(filed, MINUTE)
    assert await is_ready(asker)


async def test_looks_are_few_and_none_where_nothing_waits(filed: Desk) -> None:
    """REQUIRES no look while nothing waits, and one every five minutes while something does."""
    await filed.opens()
    assert not await _due(filed, filed.now())
    await filed.agrees()
    await filed.happens()
    await Asker(filed).asks()
    now = filed.now()
    every = counting.LOOK_EVERY
    looks = [await _due(filed, now + span) for span in (timedelta(0), every - MINUTE, every, -MINUTE)]
    assert looks == [False, False, True, True]


async def _due(desk: Desk, now: datetime) -> bool:
    found: bool = await desk.shelf.store.read(lambda unit: counting.due(unit, now))
    return found


@pytest.mark.parametrize(
    ("passed", "left"), [(0, 24), (1, 24), (3600, 23), (WAIT_SECONDS - 1, 1), (WAIT_SECONDS, 0), (WAIT_SECONDS + 9, 0)]
)
def test_hours_are_rounded_up(passed: int, left: int) -> None:
    """REQUIRES that the hours told are never fewer than there are, and none exactly when it is ready."""
    request = Request(Sort.ENTRY, 0, 1000)
    assert hours_left(request, 1000 + passed) == left
    assert ready(request, 1000 + passed) == (left == 0)
