"""Units of work: all or nothing over two files, and what follows a commit."""

import sqlite3

import pytest
import sqlalchemy as sa

from groupbot.ports import Unavailable
from groupbot.store import database, postgres, sqlite
from groupbot.store.prepared import Finding
from groupbot.store.tables import schedule
from groupbot.store.unit import Unit
from groupbot.vault.errors import VaultUnavailable
from groupbot.vault.vault import Vault
from tests.unit.store.shelf import NOA, Shelf, agree, enter, known, speak

pytestmark = pytest.mark.anyio


def schedule_row(unit: Unit) -> None:
    unit.write(schedule.insert().values(key="k", next_run_at=1))


async def test_a_clean_unit_leaves_no_trace(shelf: Shelf) -> None:
    """REQUIRES that a unit which wrote no row is rolled back in the vault as well, though it enrolled somebody."""
    store = await shelf.start()
    before = shelf.live_bytes()
    done = await store.write(lambda unit: unit.vault.enrol(0, NOA.platform, NOA.id))
    assert (done.wrote, list(shelf.vault.owners())) == (False, [])
    assert shelf.live_bytes() == before


async def test_a_reading_unit_cannot_write(shelf: Shelf) -> None:
    """REQUIRES that what a reading unit writes, in the vault or the database, is gone when it ends."""
    store = await shelf.start()
    await store.read(speak)
    assert (shelf.count("language_choice"), list(shelf.vault.owners())) == (0, [])


async def test_a_reading_unit_sees_one_moment(shelf: Shelf) -> None:
    """REQUIRES that a reading unit, whose first statement goes past SQLAlchemy, sees nothing committed after that."""
    store = await shelf.start()
    finding = Finding(sa.select(schedule.c.key))

    def look(unit: Unit) -> tuple[int, int, int]:
        before = len(unit.find(finding, {}))
        with shelf.engine.begin() as other:
            other.execute(schedule.insert().values(key="k", next_run_at=1))
        return before, len(unit.find(finding, {})), len(unit.read(sa.select(schedule.c.key)))

    before, again, otherwise = await store.read(look)
    assert before == again == otherwise
    assert len(await store.read(lambda unit: unit.find(finding, {}))) == before + 1


async def test_a_unit_that_reads_no_row_begins_nothing(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    """REQUIRES that a reading unit which only asks the vault opens no transaction of the database."""
    store = await shelf.start()
    begun: list[object] = []
    monkeypatch.setattr(shelf.reader.dialect, "do_begin", begun.append)
    await store.read(lambda unit: unit.vault.find(0, NOA.platform, NOA.id))
    assert begun == []


async def test_a_failing_unit_leaves_nothing_in_either_file(shelf: Shelf) -> None:
    """REQUIRES that an error half way undoes vault and database, and that the next unit works."""
    store = await shelf.start()

    def fail(unit: Unit) -> None:
        speak(unit)
        raise LookupError

    with pytest.raises(LookupError):
        await store.write(fail)
    assert (shelf.count("language_choice"), list(shelf.vault.owners())) == (0, [])
    assert (await store.write(speak)).wrote


async def test_the_vault_is_committed_before_the_database(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    """REQUIRES that no row ever stands whose key a crash could have taken: the vault commits first."""
    store = await shelf.start()
    rows = []
    real = Vault.commit

    def commit(vault: Vault) -> None:
        if vault.pending:
            rows.append(shelf.count("language_choice"))
        real(vault)

    monkeypatch.setattr(Vault, "commit", commit)
    await store.write(speak)
    assert (rows, shelf.count("language_choice")) == ([0], 1)


async def test_a_failed_commit_leaves_no_key_for_long(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    """REQUIRES that a failure between the two commits costs nothing: the next unit drops the orphan key."""
    store = await shelf.start()
    keys = set(shelf.vault.all_key_ids())
    with monkeypatch.context() as broken:
        broken.setattr(sa.engine.Transaction, "commit", lambda _self: _locked())
        with pytest.raises(Unavailable, match="did not answer: OperationalError"):
            await store.write(speak)
    assert len(set(shelf.vault.all_key_ids())) == len(keys) + 1
    assert await store.read(lambda unit: unit.read(sa.select(schedule))) == []
    assert (set(shelf.vault.all_key_ids()), list(shelf.vault.owners())) == (keys, [])


def _locked() -> None:
    raise sa.exc.OperationalError("COMMIT", None, sqlite3.OperationalError("disk I/O error"))


async def test_a_busy_vault_is_an_outage(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    """REQUIRES that a vault which another process holds makes the event come again, as a locked database does."""
    monkeypatch.setattr("groupbot.vault.file.WAIT_SECONDS", 0.05)
    store = await shelf.start()
    other = Shelf(shelf.folder, shelf.url)
    other.open()
    other.vault.begin()
    with pytest.raises(Unavailable, match="Another process holds it"):
        await store.write(speak)
    other.vault.rollback()
    other.stop()
    assert (await store.write(speak)).wrote


async def test_a_locked_database_is_an_outage(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    """REQUIRES that a database which another process holds for too long raises Unavailable without any value."""
    monkeypatch.setattr(sqlite, "BUSY_MS", 50)
    monkeypatch.setattr(postgres, "LOCK_MS", 50)
    store = await shelf.start()
    holder = database.connect(shelf.url)
    with holder.writer.begin(), pytest.raises(Unavailable, match="database did not answer"):
        await store.write(schedule_row)
    holder.close()
    assert (await store.write(schedule_row)).wrote


async def test_superseded_keys_go_after_the_commit(shelf: Shelf) -> None:
    """REQUIRES that a renewed consent is sealed under fresh keys, and the old ones live until the commit."""
    store = await shelf.start()
    group = (await store.write(enter)).result.number
    handle = (await store.write(lambda unit: agree(unit, group))).result
    old = set(shelf.vault.keys_of(handle))
    there = []

    def renew(unit: Unit) -> None:
        agree(unit, group)
        there.append(old <= set(unit.vault.keys_of(handle)))

    await store.write(renew)
    new = set(shelf.vault.keys_of(handle))
    assert (there, len(new), new & old) == ([True], len(old), set())
    assert len(await store.read(lambda unit: known(unit, group))) == 4


async def test_what_is_owed_comes_before_the_next_unit(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    """REQUIRES that superseded keys whose shredding failed go before anything else is read or written."""
    store = await shelf.start()
    group = (await store.write(enter)).result.number
    handle = (await store.write(lambda unit: agree(unit, group))).result
    with monkeypatch.context() as broken:
        broken.setattr(Vault, "shred", lambda *_: _full())
        with pytest.raises(Unavailable, match="full"):
            await store.write(lambda unit: agree(unit, group))
        with pytest.raises(Unavailable, match="full"):
            await store.read(lambda unit: known(unit, group))
    assert len(shelf.vault.keys_of(handle)) == 10
    assert len(await store.read(lambda unit: known(unit, group))) == 4
    assert len(shelf.vault.keys_of(handle)) == 5


def _full() -> None:
    raise VaultUnavailable("The disk is full.", "Make room.")


async def test_two_stores_on_one_database_agree(shelf: Shelf) -> None:
    """REQUIRES that what one process commits the other sees at once, in the vault and in the database."""
    one = await shelf.start()
    other = shelf.open()
    group = (await one.write(enter)).result.number
    await other.write(lambda unit: agree(unit, group))
    assert len(await one.read(lambda unit: known(unit, group))) == 4
    await one.write(lambda unit: agree(unit, group))
    await other.tidy()
    assert len(await one.read(lambda unit: known(unit, group))) == 4
