"""The log's day: always as many leaves, once, in an order of steps that no crash turns into two histories."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import time, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from groupbot.ledger import appending, checkpoint, stored, views
from groupbot.ledger.appending import Why
from groupbot.ledger.batch import BATCH
from groupbot.ledger.checkpoint import Checkpoint
from groupbot.ledger.tables import ledger_entry
from groupbot.ports import Unavailable
from groupbot.store.unit import Unit
from groupbot.upkeep.ledgerkeeper import LedgerKeeper
from groupbot.vault.entropy import SystemRandom
from groupbot.vault.highwater import HighWater
from tests.unit.ledger_store.desk import ALI, Desk
from tests.unit.store.shelf import Shelf

pytestmark = pytest.mark.anyio


async def signed(desk: Desk) -> list[Checkpoint]:
    """Return every signed checkpoint, verified, oldest first."""
    keys = await desk.shelf.store.read(views.keys)
    rows = desk.shelf.rows("SELECT note FROM ledger_checkpoint WHERE note IS NOT NULL ORDER BY origin, size")
    return [checkpoint.read(bytes(row[0]), keys) for row in rows]


async def refused(desk: Desk) -> Why | None:
    """Return why nothing may be appended today."""
    found = await desk.shelf.store.read(lambda unit: appending.refusal(unit, desk.today))
    return None if found is None else found.why


async def test_a_day_appends_as_much_whatever_happened(desk: Desk) -> None:
    """REQUIRES a batch of one size a day, with entries or without, and a signed checkpoint of each."""
    await desk.opens()
    await desk.agrees()
    await desk.ticks()
    for _ in range(3):
        await desk.happens()
    await desk.ticks()
    await desk.days(2)
    assert [one.size for one in await signed(desk)] == [BATCH, 2 * BATCH, 3 * BATCH]
    places = [entry.leaf for entry in await desk.entries()]
    assert all(place is not None and BATCH <= place < 2 * BATCH for place in places)
    assert len(set(places)) == 3


async def test_what_exceeds_a_batch_waits(filed: Desk) -> None:
    """REQUIRES that entries beyond a batch wait, and that all have their turn, those first that end first."""
    await filed.opens()
    await filed.agrees()
    for _ in range(BATCH + 5):
        await filed.happens()
    await filed.days()
    assert sum(entry.leaf is None for entry in await filed.entries()) == 5
    late = await filed.happens()
    await filed.days()
    places = {entry.id: entry.leaf for entry in await filed.entries()}
    assert late in places
    assert len(set(places.values())) == BATCH + 6
    assert None not in places.values()


async def test_a_flood_of_one_member_starves_nobody(desk: Desk) -> None:
    """REQUIRES that members take turns in a batch: one's entries beyond it wait, not what else there is of others."""
    await desk.opens()
    await desk.agrees()
    await desk.agrees(ALI)
    for _ in range(BATCH + 4):
        await desk.happens()
    desk.day += timedelta(days=1)
    for _ in range(3):
        await desk.happens(ALI)
    await desk.ticks()
    assert None not in [entry.leaf for entry in await desk.entries(ALI)]
    assert sum(entry.leaf is None for entry in await desk.entries()) == 4 + 3
    await desk.days()
    assert None not in [entry.leaf for entry in await desk.entries()]


async def test_an_entry_is_proved_by_what_was_signed(desk: Desk) -> None:
    """REQUIRES that each leaf is where the entry says, in the tree that was signed."""
    await desk.opens()
    await desk.agrees()
    await desk.happens()
    await desk.days(3)
    (kept,) = await desk.entries()
    tile = await desk.shelf.store.read(lambda unit: stored.StoredTiles(unit).tile(0, 0))
    assert kept.leaf is not None
    assert tile[kept.leaf * 32 :][:32] == kept.opening.leaf


async def test_a_row_that_was_changed_holds_up_no_other(desk: Desk) -> None:
    """REQUIRES that an entry which opens no more is passed over, and the day goes on with the others."""
    await desk.opens()
    await desk.agrees()
    await desk.agrees(ALI)
    changed = await desk.happens()
    await desk.happens(ALI)
    with desk.shelf.engine.begin() as connection:
        statement = sa.update(ledger_entry).where(ledger_entry.c.id == changed)
        connection.execute(statement.values(sealed=b"\x01" + bytes(1000)))
    await desk.days()
    assert await desk.entries() == ()
    (other,) = await desk.entries(ALI)
    assert await desk.matches(await desk.proof(other))
    assert await desk.shelf.store.read(views.checkpoint) is not None


async def test_between_two_days_the_database_is_left_alone(filed: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """REQUIRES that a clock which wakes the keeper every moment costs no transaction until the next day begins."""
    await filed.opens()
    await filed.ticks()
    keeper = filed.keeper
    assert keeper is not None
    with monkeypatch.context() as patch:
        patch.setattr(keeper, "_store", None)
        await keeper.tick()
        filed.at = time(23, 59, 59)
        await keeper.tick()
    filed.day += timedelta(days=1)
    await keeper.tick()
    assert len(await signed(filed)) == 2


@pytest.mark.parametrize("days", [1, 5, 90])
async def test_a_standstill_is_made_up_for_once(desk: Desk, days: int) -> None:
    """REQUIRES one batch, not many, when the bot comes back after days of standing still."""
    await desk.opens()
    await desk.ticks()
    desk.day += timedelta(days=days)
    for _ in range(3):
        await desk.ticks()
    assert [one.size for one in await signed(desk)] == [BATCH, 2 * BATCH]


async def test_two_processes_append_once(desk: Desk) -> None:
    """REQUIRES one batch a day of two processes that look at the same time, also with a clock a little behind."""
    await desk.opens()
    first = desk.shelf.store
    second = desk.shelf.open()
    keepers = [
        LedgerKeeper(store, SystemRandom(), desk, bytes([number]) * 16) for number, store in enumerate((first, second))
    ]
    for moment in (time(0, 0, 1), time(23, 59, 59)):
        desk.at = moment
        for keeper in keepers:
            keeper._quiet = None
        await asyncio.gather(*(keeper.tick() for keeper in keepers))
    assert [one.size for one in await signed(desk)] == [BATCH]
    desk.day -= timedelta(days=1)
    keepers[1]._quiet = None
    await keepers[1].tick()
    assert [one.size for one in await signed(desk)] == [BATCH]
    assert await refused(desk) is None


STEPS: tuple[tuple[Any, str], ...] = (
    (stored, "put"),
    (appending, "_enter"),
    (HighWater, "advance"),
    (checkpoint, "sign"),
    (Unit, "keep"),
)


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(("owner", "name"), STEPS, ids=[name for _, name in STEPS])
async def test_a_run_that_breaks_off_is_finished(
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
    owner: Any,
    name: str,
    after: bool,  # noqa: FBT001  (a case)
) -> None:
    """REQUIRES that whatever step fails, the next run makes the day whole: one batch, one root, every entry in it."""
    await desk.opens()
    await desk.ticks()
    await desk.agrees()
    await desk.agrees(ALI)
    await desk.happens()
    await desk.happens(ALI)
    desk.day += timedelta(days=1)
    with monkeypatch.context() as patch:
        patch.setattr(owner, name, _failing(getattr(owner, name), after=after))
        with pytest.raises(Unavailable):
            await desk.ticks()
    before = await signed(desk)
    assert len(before) == 1
    await _later(desk)
    assert [one.size for one in await signed(desk)] == [BATCH, 2 * BATCH]
    assert (await signed(desk))[0] == before[0]
    for who in (desk,):
        for kept in await who.entries():
            assert await who.matches(await who.proof(kept))
    assert await refused(desk) is None


@pytest.mark.parametrize("last", ["add", "advance"])
async def test_a_process_that_ends_between_two_steps(desk: Desk, last: str) -> None:
    """REQUIRES that the next start, even days later, first signs what was committed, then appends its own day."""
    await desk.opens()
    await desk.ticks()
    await desk.agrees()
    await desk.happens()
    desk.day += timedelta(days=1)
    store = desk.shelf.store
    await store.write(lambda unit: appending.add(unit, desk.today, SystemRandom()))
    if last == "advance":
        await store.write(lambda unit: appending.advance(unit, desk.today))
    ((root,),) = desk.shelf.rows("SELECT root FROM ledger_checkpoint WHERE note IS NULL")
    desk.shelf.stop()
    await desk.opens()
    desk.day += timedelta(days=2)
    await _later(desk)
    found = await signed(desk)
    assert [one.size for one in found] == [BATCH, 2 * BATCH, 3 * BATCH]
    assert found[1].root == bytes(root)
    (kept,) = await desk.entries()
    assert await desk.matches(await desk.proof(kept))


async def test_a_kill_at_any_step_leaves_one_history(desk: Desk) -> None:
    """REQUIRES that at whatever step a process is killed, its day has one root, and each entry its proof."""
    await desk.opens()
    await desk.ticks()
    await desk.agrees()
    await desk.happens()
    desk.shelf.stop()
    command = [sys.executable, "-m", "tests.unit.ledger_store.dying", str(desk.shelf.folder), desk.shelf.url]
    ended = subprocess.run(  # noqa: S603, ASYNC221  (our own interpreter with our own text; nothing else runs here)
        command, check=True, capture_output=True, text=True, env={"PYTHONPATH": os.pathsep.join(sys.path)}
    )
    *copies, last = ended.stdout.splitlines()
    assert (last, len(copies) > 10) == ("ended", True)
    reached = set()
    for copy in copies:
        folder, url = copy.split()
        after = await Desk(Shelf(Path(folder), url)).opens()
        left = after.shelf.rows("SELECT size, root, note FROM ledger_checkpoint ORDER BY size")
        reached.add((len(left), sum(note is not None for _, _, note in left), after.shelf.vault.ledger.mark().size))
        after.day += timedelta(days=1)
        await _later(after)
        found = await signed(after)
        assert [one.size for one in found] == [BATCH, 2 * BATCH]
        assert [bytes(root) for _, root, _ in left] == [one.root for one in found][: len(left)]
        (kept,) = await after.entries()
        assert await after.matches(await after.proof(kept))
        after.shelf.stop()
    # Before the leaves, between them and the mark, between the mark and the signature, and behind it.
    assert reached == {(1, 1, BATCH), (2, 1, BATCH), (2, 1, 2 * BATCH), (2, 2, 2 * BATCH)}


async def _later(desk: Desk) -> None:
    """Look again once the lease of the run that broke off has ended."""
    desk.at = time(13)
    await desk.ticks()


def _failing(real: Callable[..., Any], *, after: bool) -> Callable[..., Any]:
    def fails(*args: Any) -> Any:
        if after:
            real(*args)
        raise Unavailable("the disk is full")

    return fails
