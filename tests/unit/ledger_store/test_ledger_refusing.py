"""When nothing is signed: an old copy put back, a tree that was changed, a clock that is wrong; and how it goes on."""

from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from groupbot.ledger import appending, views
from groupbot.ledger.appending import LONGEST_PAUSE_DAYS, Why
from groupbot.ledger.batch import BATCH
from tests.unit.ledger_store.desk import Desk
from tests.unit.ledger_store.test_ledger_appending import refused, signed

pytestmark = pytest.mark.anyio


async def aged(desk: Desk) -> str:
    """Let an entry be in the log, take a backup, and let two more days go by."""
    await desk.opens()
    await desk.agrees()
    await desk.happens()
    await desk.days()
    desk.shelf.stop()
    backup = desk.shelf.backup()
    await desk.opens()
    await desk.days(2)
    desk.shelf.stop()
    return backup


async def test_a_restored_backup_is_not_signed(desk: Desk) -> None:
    """REQUIRES that a database put back from before is named, grows no more, and that nothing of it is signed."""
    desk.shelf.restore(await aged(desk))
    await desk.opens()
    desk.day += timedelta(days=1)
    before = await signed(desk)
    with capture_logs() as logs:
        await desk.ticks()
        await desk.ticks()
    assert await refused(desk) is Why.SHORTER
    assert await signed(desk) == before
    assert desk.shelf.count("ledger_tile") == 2
    (told, *_) = [entry for entry in logs if entry["log_level"] == "error"]
    assert told["event"] == "the log stands still"
    assert "this database has 256: it is an old copy" in told["why"]
    assert "groupbot ledger origin --new" in told["remedy"]


async def test_what_was_recorded_goes_on_under_a_new_origin(desk: Desk) -> None:
    """REQUIRES after a restore that a new origin signs what there is under another name, and that former keys stay."""
    desk.shelf.restore(await aged(desk))
    await desk.opens()
    before = await signed(desk)
    name = (await desk.shelf.store.write(lambda unit: appending.begin_anew(unit, desk.today))).result
    assert name.endswith("/2")
    await desk.days()
    after = await signed(desk)
    assert after[: len(before)] == before
    assert [(one.origin[-2:], one.size) for one in after[len(before) :]] == [("/2", BATCH), ("/2", 2 * BATCH)]
    keys = await desk.shelf.store.read(views.keys)
    assert [key.name for key in keys] == [before[0].origin, name]
    (kept,) = await desk.entries()
    assert await desk.matches(await desk.proof(kept))


async def test_nobody_opens_an_origin_for_nothing(desk: Desk) -> None:
    """REQUIRES that a sound log keeps its name, whatever the operator asks."""
    await desk.opens()
    await desk.days()
    before = desk.shelf.vault.ledger.mark()
    assert (await desk.shelf.store.write(lambda unit: appending.begin_anew(unit, desk.today))).result is None
    assert desk.shelf.vault.ledger.mark() == before


CHANGES = {
    "a hash of the tree": "UPDATE ledger_tile SET hashes = (SELECT t.hashes FROM ledger_tile t WHERE t.number = 1)"
    " WHERE level = 1",
    "a tile lost": "DELETE FROM ledger_tile WHERE level = 1",
    "another root": "UPDATE ledger_checkpoint SET root = (SELECT c.root FROM ledger_checkpoint c WHERE c.size = 256)"
    " WHERE size = 768",
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
async def test_a_tree_that_was_changed_is_not_signed(desk: Desk, change: str) -> None:
    """REQUIRES that a database in which somebody changed the tree is named, and nothing of it signed."""
    await desk.opens()
    await desk.days(3)
    with desk.shelf.engine.begin() as connection:
        connection.exec_driver_sql(change)
    before = desk.shelf.count("ledger_checkpoint")
    desk.day += timedelta(days=1)
    await desk.ticks()
    assert await refused(desk) is Why.OTHER
    assert desk.shelf.count("ledger_checkpoint") == before


async def test_a_copy_that_went_on_by_itself_is_not_signed(desk: Desk) -> None:
    """REQUIRES that as many leaves as were signed, but others, are named: nobody is given two histories."""
    await desk.opens()
    await desk.days()
    desk.shelf.stop()
    vault, backup = desk.shelf.folder / "vault.db", desk.shelf.backup()
    old = vault.read_bytes()
    await desk.opens()
    await desk.days(2)
    desk.shelf.stop()
    newest = vault.read_bytes()
    vault.write_bytes(old)
    desk.shelf.restore(backup)
    await desk.opens()
    await desk.days(2)
    desk.shelf.stop()
    vault.write_bytes(newest)
    await desk.opens()
    assert await refused(desk) is Why.OTHER


@pytest.mark.parametrize(
    ("jump", "why"),
    [
        (-3650, Why.EARLIER),
        (-2, Why.EARLIER),
        (-1, None),
        (LONGEST_PAUSE_DAYS, None),
        (LONGEST_PAUSE_DAYS + 1, Why.LATER),
    ],
)
async def test_a_clock_that_jumps(desk: Desk, jump: int, why: Why | None) -> None:
    """REQUIRES that nothing is signed before the day of what was signed last, nor long after it."""
    await desk.opens()
    await desk.days()
    desk.day += timedelta(days=jump)
    await desk.ticks()
    assert await refused(desk) is why
    assert len(await signed(desk)) == (2 if why is None and jump > 0 else 1)


async def test_a_clock_set_right_goes_on(desk: Desk) -> None:
    """REQUIRES that a clock which is right again needs nothing else, while nothing was signed meanwhile."""
    await desk.opens()
    await desk.days()
    desk.day += timedelta(days=4000)
    await desk.ticks()
    desk.day -= timedelta(days=3999)
    await desk.ticks()
    assert [one.size for one in await signed(desk)] == [BATCH, 2 * BATCH]


async def test_an_old_vault_is_named(desk: Desk) -> None:
    """REQUIRES that a vault which knows less than its database's origins is named, and a further origin opened."""
    await desk.opens()
    await desk.days()
    desk.day += timedelta(days=200)
    await desk.shelf.store.write(lambda unit: appending.begin_anew(unit, desk.today))
    with desk.shelf.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE ledger_checkpoint SET origin = 3 WHERE origin = 2")
    assert await refused(desk) is Why.OLD_VAULT
    name = (await desk.shelf.store.write(lambda unit: appending.begin_anew(unit, desk.today))).result
    assert name.endswith("/4")
