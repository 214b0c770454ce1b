"""Units of work that wait at the same time share a commit, and nothing else."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa

from groupbot.people import Actor
from groupbot.ports import Unavailable
from groupbot.store.lease import LeaseLostError
from groupbot.store.store import Store
from groupbot.store.unit import Unit
from groupbot.vault.errors import VaultUnavailable
from groupbot.vault.vault import Vault
from tests.unit.store.shelf import NOA, Shelf, agree, enter, known, speak, withdraw

pytestmark = pytest.mark.anyio
PEOPLE = [Actor("telegram", str(number)) for number in range(30)]


@pytest.fixture
def commits(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Return how often each of the two was committed with something in it."""
    counted: Counter[str] = Counter()
    vault, database = Vault.commit, sa.engine.RootTransaction.commit

    def of_vault(self: Vault) -> None:
        counted["vault"] += self.pending
        vault(self)

    def of_database(self: sa.engine.RootTransaction) -> None:
        counted["database"] += 1
        database(self)

    monkeypatch.setattr(Vault, "commit", of_vault)
    monkeypatch.setattr(sa.engine.RootTransaction, "commit", of_database)
    return counted


@asynccontextmanager
async def busy(store: Store) -> AsyncIterator[None]:
    """Keep the store's thread busy within the block: units that begin to wait there wait at the same time."""
    free = asyncio.Event()
    store._thread.submit(asyncio.run_coroutine_threadsafe(free.wait(), asyncio.get_running_loop()).result)
    yield
    await asyncio.sleep(0)
    free.set()


async def together(store: Store, *works: Callable[[Unit], Any]) -> list[Any]:
    """Let units wait at the same time and return what came of each."""
    async with busy(store):
        waiting = [asyncio.ensure_future(store.write(work)) for work in works]
    return list(await asyncio.gather(*waiting, return_exceptions=True))


async def test_many_share_a_commit(shelf: Shelf, commits: Counter[str]) -> None:
    """REQUIRES that thirty consents which wait at the same time need one commit of each file, and all are kept."""
    store = await shelf.start()
    group = (await store.write(enter)).result.number
    commits.clear()
    done = await together(store, *(partial(agree, group=group, person=person) for person in PEOPLE))
    assert [one.wrote for one in done] == [True] * 30
    assert commits == {"vault": 1, "database": 1}
    for person in PEOPLE:
        assert len(await store.read(lambda unit, person=person: known(unit, group, person))) == 4  # type: ignore[misc]  # bound now


async def test_one_that_fails_takes_no_other_along(shelf: Shelf) -> None:
    """REQUIRES that in a shared commit a failing unit leaves nothing in either file, and no other loses by it."""
    store = await shelf.start()
    group = (await store.write(enter)).result.number

    def fail(unit: Unit) -> None:
        agree(unit, group, NOA)
        speak(unit)
        raise LookupError

    def twice(unit: Unit) -> None:
        speak(unit, PEOPLE[1])
        unit.write(sa.text("INSERT INTO schedule (key, next_run_at, leased_until) VALUES ('k', 1, 0), ('k', 1, 0)"))  # type: ignore[arg-type]  # SQL of the test's own

    first, second = (partial(agree, group=group, person=person) for person in PEOPLE[:2])
    done = await together(store, first, fail, twice, second)
    assert isinstance(done[1], LookupError)
    assert isinstance(done[2], sa.exc.IntegrityError)
    assert [shelf.count(table) for table in ("consent_record", "language_choice", "schedule")] == [2, 0, 0]
    assert len(list(shelf.vault.owners())) == 2
    assert len(set(shelf.vault.all_key_ids())) == 2 + 2 * 5


async def test_one_that_only_looks_leaves_nothing(shelf: Shelf) -> None:
    """REQUIRES that a unit which wrote no row leaves nobody enrolled, though its neighbours are committed."""
    store = await shelf.start()
    await together(store, lambda unit: unit.vault.enrol(0, NOA.platform, NOA.id), partial(speak, person=PEOPLE[0]))
    assert len(list(shelf.vault.owners())) == 1


async def test_nothing_is_decided_on_half_an_erasure(shelf: Shelf) -> None:
    """REQUIRES that a consent given anew right behind its withdrawal stands, and is never taken along by it."""
    store = await shelf.start()
    group = (await store.write(enter)).result.number
    await store.write(partial(agree, group=group))
    await together(store, partial(withdraw, group=group), partial(agree, group=group), partial(speak, person=NOA))
    await store.tidy()
    assert len(await store.read(partial(known, group=group))) == 4
    assert shelf.count("erase_job") == 0


async def test_a_commit_that_fails_fails_for_all(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    """REQUIRES that nobody is told of a commit that did not come about, and that all can come again."""
    store = await shelf.start()
    works = [partial(speak, person=person) for person in PEOPLE]
    with monkeypatch.context() as broken:
        broken.setattr(Vault, "commit", lambda _self: _full())
        done = await together(store, *works)
    assert [type(one) for one in done] == [Unavailable] * 30
    assert (shelf.count("language_choice"), list(shelf.vault.owners())) == (0, [])
    await together(store, *works)
    assert shelf.count("language_choice") == 30


def _full() -> None:
    raise VaultUnavailable("The disk is full.", "Make room.")


async def test_a_lost_lease_stops_only_who_needs_it(shelf: Shelf) -> None:
    """REQUIRES that of units which wait together the guarded are refused when the lease is lost, and no others."""

    def lost(_connection: sa.Connection) -> None:
        raise LeaseLostError("gone")

    await shelf.start()
    store = shelf.open(lost)
    async with busy(store):
        refused = [asyncio.ensure_future(store.write(partial(speak, person=one))) for one in PEOPLE[:2]]
        taking = asyncio.ensure_future(store.write(speak, guarded=False))
    done = await asyncio.gather(*refused, return_exceptions=True)
    assert [type(one) for one in done] == [LeaseLostError] * 2
    assert (await taking).wrote
    assert shelf.count("language_choice") == 1


async def test_who_no_longer_waits_is_passed_over(shelf: Shelf) -> None:
    """REQUIRES that a unit whose caller has given up before its turn does not run."""
    store = await shelf.start()
    async with busy(store):
        given_up, patient = (asyncio.ensure_future(store.write(partial(speak, person=one))) for one in PEOPLE[:2])
        await asyncio.sleep(0)
        given_up.cancel()
    assert (await patient).wrote
    assert shelf.count("language_choice") == 1
