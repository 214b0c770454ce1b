"""Statements that pass SQLAlchemy by: the same rows, the same errors, on both databases."""

import pytest
import sqlalchemy as sa

from groupbot.groups.tables import group
from groupbot.ports import Unavailable
from groupbot.store.prepared import Finding, Insert, Taking
from groupbot.store.tables import erase_job, inbox
from groupbot.store.unit import Unit
from tests.unit.store.shelf import Shelf

pytestmark = pytest.mark.anyio

NEW, REPLACING = Insert(inbox), Insert(inbox, replacing=True)


async def test_many_rows_arrive(shelf: Shelf) -> None:
    """REQUIRES that however many rows are entered at once, each arrives as it is."""
    store = await shelf.start()
    rows = [{"key": bytes((number,)), "ends_hour": number} for number in range(40)]
    await store.write(lambda unit: unit.enter(NEW, *rows))
    found = await store.read(lambda unit: unit.read(sa.select(inbox).order_by(inbox.c.key)))
    assert [row._asdict() for row in found] == rows


async def test_a_row_takes_the_place_of_another(shelf: Shelf) -> None:
    """REQUIRES that a replacing insert leaves one row of a key, with the newer values, and touches no other."""
    store = await shelf.start()

    def enter(unit: Unit) -> None:
        for key, hour in ((b"a", 1), (b"b", 2), (b"a", 3)):
            unit.enter(REPLACING, {"key": key, "ends_hour": hour})

    await store.write(enter)
    found = await store.read(lambda unit: unit.read(sa.select(inbox).order_by(inbox.c.key)))
    assert [tuple(row) for row in found] == [(b"a", 3), (b"b", 2)]


async def test_a_second_row_of_a_key_is_told_as_sqlalchemy_tells_it(shelf: Shelf) -> None:
    """REQUIRES that a broken constraint is an IntegrityError that does not list what was to be written."""
    store = await shelf.start()

    def twice(unit: Unit) -> None:
        unit.enter(NEW, {"key": b"other", "ends_hour": 1})
        for _ in range(2):
            unit.enter(NEW, {"key": b"secret", "ends_hour": 77_123})

    with pytest.raises(sa.exc.IntegrityError) as raised:
        await store.write(twice)
    assert "77123" not in str(raised.value)
    assert shelf.count("inbox") == 0


async def test_what_is_taken_is_gone_and_given_back(shelf: Shelf) -> None:
    """REQUIRES that taking returns of each row what was asked for, and that taking nothing is no write."""
    store = await shelf.start()
    job = {"handle": b"h" * 16, "purpose": "events"}
    taking = Taking(erase_job.c.handle == sa.bindparam("handle"), erase_job.c.handle)

    def enter_and_take(unit: Unit) -> tuple[list[bytes], bool]:
        unit.enter(Insert(erase_job), job)
        return unit.take(taking, {"handle": b"h" * 16}), unit.dirty

    assert (await store.write(enter_and_take)).result == ([b"h" * 16], True)
    again = await store.write(lambda unit: unit.take(taking, {"handle": b"h" * 16}))
    assert (again.result, again.wrote, shelf.count("erase_job")) == ([], False, 0)


async def test_what_is_found_is_what_sqlalchemy_finds(shelf: Shelf) -> None:
    """REQUIRES of a query past SQLAlchemy the same rows, of the same types, with the same names."""
    store = await shelf.start()
    values = {"number": 7, "key_id": b"k" * 16, "sealed": b"s", "material": b"m", "material_on": 0, "accepted": True}
    await store.write(lambda unit: unit.write(group.insert().values(values)))
    statement = sa.select(group).where(group.c.number == sa.bindparam("of"))

    def both(unit: Unit) -> list[list[tuple[object, ...]]]:
        rows = [unit.find(Finding(statement), {"of": 7}), unit.read(statement, {"of": 7})]
        return [[(*row._asdict().items(), *map(type, row)) for row in found] for found in rows]

    found, expected = await store.read(both)
    assert found == expected
    assert len(found) == 1


async def test_a_reader_sees_one_moment_past_sqlalchemy_too(shelf: Shelf) -> None:
    """REQUIRES that what is committed between two queries of a reading unit shows in neither, but in the next unit."""
    store, other = await shelf.start(), shelf.engine
    query = Finding(sa.select(inbox.c.key).where(inbox.c.key == sa.bindparam("key")))

    def twice(unit: Unit) -> tuple[int, int]:
        before = len(unit.find(query, {"key": b"late"}))
        with other.begin() as connection:
            connection.execute(sa.insert(inbox).values(key=b"late", ends_hour=1))
        return before, len(unit.find(query, {"key": b"late"}))

    assert await store.read(twice) == (0, 0)
    assert len(await store.read(lambda unit: unit.find(query, {"key": b"late"}))) == 1


async def test_a_connection_on_which_reading_failed_is_not_used_again(shelf: Shelf) -> None:
    """REQUIRES that reading goes on after a unit that failed in the middle of its transaction."""
    store = await shelf.start()
    nowhere = Finding(sa.select(sa.table("nowhere", sa.column("key"))).where(sa.text("1 = 1")))
    with pytest.raises((sa.exc.DBAPIError, Unavailable)):
        await store.read(lambda unit: unit.find(nowhere, {}))
    assert await store.read(lambda unit: unit.read(sa.select(inbox))) == []
