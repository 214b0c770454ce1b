"""How long a request is kept: by the bot's own time as well, so that none ends before it could be fetched."""

from datetime import timedelta
from functools import partial

import pytest

from groupbot.proofs import counting
from groupbot.proofs.tables import KEPT_DAYS
from groupbot.store import retention
from groupbot.upkeep.timekeeper import TimeKeeper
from tests.unit.ledger_store.desk import Desk
from tests.unit.proofs.test_proof_waits import asked, is_ready
from tests.unit.proofs.waiting_desk import DAY, MINUTE, Asker, runs, set_clock

pytestmark = pytest.mark.anyio


async def swept(desk: Desk, *, met: bool = True) -> None:
    """Do what is due as the housekeeper does: the look, then the sweep."""
    await TimeKeeper(desk.shelf.store, desk).tick(met=met)
    duties = [duty for duty in desk.shelf.store.duties if duty.table.name == "proof_request"]
    await desk.shelf.store.write(partial(retention.sweep, duties=duties, now=desk.now()))


async def stands(asker: Asker) -> bool:
    """Tell whether the request is there."""
    return len(await asker.waiting()) == 1


@pytest.mark.parametrize("ticks", [1, 5])
@pytest.mark.parametrize("wrong", [-9 * DAY, -3650 * DAY, 9 * DAY, 300 * DAY])
async def test_a_clock_that_is_wrong_for_a_while(filed: Desk, wrong: timedelta, ticks: int) -> None:
    """REQUIRES that what is ready outlives a clock that is behind or ahead, for one look or for several."""
    asker = await asked(filed)
    await runs(filed, DAY)
    right = filed.now()
    for tick in range(ticks):
        set_clock(filed, right + wrong + tick * counting.LOOK_EVERY)
        await swept(filed)
    set_clock(filed, right + ticks * counting.LOOK_EVERY)
    await swept(filed)
    assert await stands(asker)
    assert await is_ready(asker)


@pytest.mark.parametrize("down", [7 * DAY, 30 * DAY])
async def test_it_outlives_a_standstill(filed: Desk, down: timedelta) -> None:
    """REQUIRES that a request made before a long standstill is ready after its day and fetched, not gone before."""
    asker = await asked(filed)
    await runs(filed, DAY / 2)
    filed.shelf.stop()
    set_clock(filed, filed.now() + down)
    await filed.opens()
    await swept(filed)
    await runs(filed, DAY / 2 - MINUTE)
    await swept(filed)
    assert not await is_ready(asker)
    await runs(filed, 2 * MINUTE)
    await swept(filed)
    assert await is_ready(asker)


async def test_it_ends_after_a_standstill_too(filed: Desk) -> None:
    """REQUIRES that a request which nobody fetches is gone a day of waiting and eight more after it was made."""
    asker = await asked(filed)
    set_clock(filed, filed.now() + 3 * DAY + DAY / 3)
    await swept(filed)
    await runs(filed, (KEPT_DAYS - 2) * DAY)
    await swept(filed)
    assert await stands(asker)
    await runs(filed, 3 * DAY)
    await swept(filed)
    assert not await stands(asker)


async def test_hours_before_the_platform_is_met(filed: Desk) -> None:
    """REQUIRES that hours in which no member is heard yet count no more than a short start does, and end nothing."""
    asker = await asked(filed)
    for _ in range(int(9 * DAY / (counting.LONGEST_GAP / 3))):
        set_clock(filed, filed.now() + counting.LONGEST_GAP / 3)
        await swept(filed, met=False)
    assert await stands(asker)
    await runs(filed, DAY - counting.LONGEST_GAP - MINUTE)
    assert not await is_ready(asker)
    await runs(filed, 2 * counting.LONGEST_GAP)
    assert await is_ready(asker)
