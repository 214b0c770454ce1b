"""What the log costs: an entry beside the bare row of it, proofs in logs of growing length, and an erasure.

An entry and its row are written in turns, each through the store that the whole house uses; what is reported are
medians. The trees are as long as they say, and lie in the database as the bot lays them.
"""

import os
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlalchemy as sa

from bench.recording import NOA, Recording
from bench.site import Site
from groupbot.consent.model import Purpose
from groupbot.ledger import appending, proof, records, stored, tree, views
from groupbot.ledger.records import Kept
from groupbot.ledger.tables import ledger_checkpoint, ledger_entry
from groupbot.ledger.tiles import Nodes, append
from groupbot.store.unit import Unit
from groupbot.vault.entropy import SystemRandom
from tests.postgres import fresh_database

DATABASES = ("sqlite", "postgresql")
ENTRIES = 200
ROUNDS = 9
LENGTHS = (1_000, 100_000, 1_000_000)
PROOFS = 200


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one thing: how much there is of it, the unit, ours and, where there is one, the plain row's."""

    database: str
    what: str
    entries: int
    unit: str
    ours: float
    plain: float | None = None
    ratio: float | None = None


async def measure(
    databases: Sequence[str] = DATABASES,
    entries: int = ENTRIES,
    rounds: int = ROUNDS,
    lengths: Sequence[int] = LENGTHS,
    proofs: int = PROOFS,
) -> list[Cost]:
    """Measure on each database; the trees are the same on both, and are measured on the first."""
    costs: list[Cost] = []
    for database in databases:
        with TemporaryDirectory() as folder:
            site = Site(Path(folder), fresh_database(on_disk=True) if database == "postgresql" else "")
            house = Recording(site, (Purpose.EVENTS, Purpose.DIGEST))
            try:
                await house.open()
                costs += await _writing(database, house, entries, rounds)
                if database == databases[0]:
                    costs += await _proving(database, house, lengths, proofs)
                costs.append(await _erasing(database, house))
            finally:
                await house.house.close()
    return costs


async def _writing(database: str, house: Recording, entries: int, rounds: int) -> list[Cost]:
    ways = {"one by one": house.one_by_one, "together": house.together}
    found: dict[tuple[str, str], list[float]] = {}
    for _ in range(rounds):
        for way, do in ways.items():
            for name, work in (("plain", house.plain), ("ours", house.record)):
                found.setdefault((way, name), []).append(entries / await do(work, entries))
    rates = {key: statistics.median(many) for key, many in found.items()}
    costs = []
    for way in ways:
        ours, plain = rates[way, "ours"], rates[way, "plain"]
        told = (round(ours, 1), round(plain, 1), round(plain / ours, 3))
        costs.append(Cost(database, f"recorded, {way}", entries, "per second", *told))
    sealed = await house.house.store.read(_bytes)
    return [*costs, Cost(database, "a sealed entry", 1, "bytes", sealed)]


async def _proving(database: str, house: Recording, lengths: Sequence[int], proofs: int) -> list[Cost]:
    store, today = house.house.store, house.today
    costs = []
    await store.write(partial(appending.add, today=today, random=SystemRandom()))
    for length in lengths:
        await store.write(partial(_grow, length=length, today=today))
        for step in (appending.advance, appending.sign):
            await store.write(partial(step, today=today))
        kept = await store.read(_logged)
        file = await store.read(partial(views.proof_of, handle=kept.handle, entry_id=kept.id, who=NOA))
        keys = await store.read(views.keys)
        made = await store.read(partial(_timed, proofs, kept))
        checked = _median(proofs, lambda file=file, keys=keys: proof.verify(file, keys))  # type: ignore[misc]  # mypy knows no type of a lambda's default
        costs.append(Cost(database, "a proof made and checked", length, "us", made))
        costs.append(Cost(database, "a proof checked", length, "us", checked))
        costs.append(Cost(database, "a proof's file", length, "bytes", len(file)))
    return costs


async def _erasing(database: str, house: Recording) -> Cost:
    there = int(await house.house.store.read(_count))
    seconds = await house.withdraw()
    if await house.house.store.read(_count) != 0:
        raise AssertionError(there)
    return Cost(database, "a member's entries erased", there, "ms", round(seconds * 1000, 1))


def _grow(unit: Unit, length: int, today: int) -> None:
    """Append dummies up to a length, as one batch."""
    head = stored.head(unit)
    if head is None or head.size >= length:
        return
    grown = append(stored.StoredTiles(unit), head.size, os.urandom(32 * (length - head.size)))
    stored.put(unit, grown)
    root = tree.root(Nodes(grown), grown.size)
    row = {"origin": head.origin, "size": grown.size, "root": root, "day": today, "note": None}
    unit.write(ledger_checkpoint.insert().values(**row))


def _logged(unit: Unit) -> Kept:
    """Return an entry that stands in the log."""
    ((row_id,), *_) = unit.read(sa.select(ledger_entry.c.id).where(ledger_entry.c.leaf.is_not(None)))
    kept = records.one(unit, bytes(row_id))
    if kept is None:
        raise AssertionError(row_id)
    return kept


def _timed(count: int, kept: Kept, unit: Unit) -> float:
    return _median(count, lambda: views.proof_of(unit, kept.handle, kept.id, NOA))


def _median(count: int, do: Callable[[], object]) -> float:
    """Return the median time in microseconds."""
    taken = []
    for _ in range(count):
        begun = time.perf_counter()
        do()
        taken.append(time.perf_counter() - begun)
    return round(statistics.median(taken) * 1_000_000, 1)


def _bytes(unit: Unit) -> float:
    """Return how long a row is: each cell's own bytes, numbers as eight."""
    (row,) = unit.read(sa.select(ledger_entry).limit(1))
    return float(sum(len(cell) if isinstance(cell, bytes) else 8 for cell in row))


def _count(unit: Unit) -> int:
    return int(unit.read(sa.select(sa.func.count()).select_from(ledger_entry))[0][0])
