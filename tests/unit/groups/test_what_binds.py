"""What binds the bot to a group, so that it does not end at once when it turns out to be two."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from groupbot.appeals import records as appeals
from groupbot.appeals.model import About, Appeal
from groupbot.appeals.model import State as AppealState
from groupbot.groups.bound import bound
from groupbot.proofs import records as proofs
from groupbot.proofs.model import WHERE, Request, Sort
from groupbot.reports import records as reports
from groupbot.reports.model import Report, State
from groupbot.restraint import records as restraint
from groupbot.store.unit import Unit
from tests.counted import Counted
from tests.unit.ledger_store.desk import NOA, Desk
from tests.unit.store.shelf import Shelf

pytestmark = pytest.mark.anyio
Sow = Callable[[Unit, Desk, int], object]
HOUR = 1_000_000


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(Shelf(tmp_path / "bound"))
    yield made
    made.shelf.stop()


def _handle(unit: Unit, group: int) -> bytes:
    return unit.vault.enrol(group, NOA.platform, NOA.id)


def appeal(state: AppealState) -> Sow:
    """Return what writes an appeal."""
    return lambda unit, desk, group: appeals.new(
        unit, group, _handle(unit, group), Appeal(state, desk.today, desk.today, About.WORD), Counted()
    )


def report(state: State) -> Sow:
    """Return what writes a report."""
    return lambda unit, desk, group: reports.new(
        unit, group, _handle(unit, group), Report(state, desk.today), HOUR, Counted()
    )


def request(unit: Unit, desk: Desk, group: int) -> None:
    """Write a request for a proof of a receipt."""
    what = Request(Sort.RECEIPT, WHERE, 0)
    proofs.put(unit, group, _handle(unit, group), what, desk.today, Counted())


def restriction(unit: Unit, desk: Desk, group: int) -> None:
    """Write that the bot restricts somebody."""
    now = desk.now().replace(microsecond=0)
    restraint.put(unit, group, NOA, now + timedelta(hours=1), now)


@pytest.mark.parametrize(
    ("sow", "counted"),
    [
        (appeal(AppealState.OPEN), 1),
        (appeal(AppealState.ANSWERED), 1),
        (appeal(AppealState.UPHELD), 0),
        (report(State.OPEN), 1),
        (report(State.DRAFT), 0),
        (report(State.CLOSED), 0),
        (request, 1),
        (restriction, 1),
    ],
)
async def test_whatever_waits_binds_its_own_group(desk: Desk, sow: Sow, counted: int) -> None:
    """REQUIRES that what waits for an answer or an end counts in its group and in no other, and what is over not."""
    await desk.opens()
    number = desk.here.number
    assert await desk.shelf.store.read(lambda unit: bound(unit, number)) == 0
    await desk.shelf.store.write(lambda unit: sow(unit, desk, number))
    assert await desk.shelf.store.read(lambda unit: bound(unit, number)) == counted
    assert await desk.shelf.store.read(lambda unit: bound(unit, number + 1)) == 0


async def test_a_consent_binds(desk: Desk) -> None:
    """REQUIRES that a member's consent counts, as it always did."""
    await desk.opens()
    await desk.agrees()
    assert await desk.shelf.store.read(lambda unit: bound(unit, desk.here.number)) == 1
