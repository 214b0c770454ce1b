"""What /mydata gives along: each place with each table, its purpose, basis and end, and every row of one person."""

from datetime import date, timedelta
from typing import Any

import pytest

from groupbot.duties import DUTIES
from groupbot.ledger import records as ledger
from groupbot.rights.mydata import gather
from groupbot.store import outbox
from groupbot.store.unit import Unit
from tests.casework import agrees_in
from tests.unit.ledger_store.desk import ALI, NOA, Desk
from tests.unit.rights.lives import SOWN

pytestmark = pytest.mark.anyio
DECLARED = {duty.table.name: duty for duty in DUTIES}


async def taken(desk: Desk) -> dict[str, Any]:
    """Return what Noa takes along today."""
    return await desk.shelf.store.read(lambda unit: gather(unit, NOA, desk.today))


def entry(table: str, until: date, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a table as the export tells it."""
    duty = DECLARED[table]
    return {
        "table": table,
        "purpose": duty.purpose,
        "retention": duty.retention,
        "basis": duty.rests_on,
        "until": until.isoformat(),
        "rows": rows,
    }


def shape(found: dict[str, Any]) -> list[tuple[str | None, list[str]]]:
    """Return the title of each place, and what tables it has."""
    places = found["places"]
    return [
        (place["group"] and place["group"]["title"], [table["table"] for table in place["tables"]]) for place in places
    ]


async def test_who_has_nothing_takes_just_that(filed: Desk) -> None:
    """REQUIRES of who is not known anywhere the form alone: its version, the day, and the account that asked."""
    await agrees_in(filed, ALI, 1)
    await SOWN["outbox"](filed, ALI)
    account = {"platform": NOA.platform, "id": NOA.id}
    empty = {"schema": "groupbot-mydata/1", "made_on": filed.day.isoformat(), "account": account, "places": []}
    assert await taken(filed) == empty


async def test_each_place_has_its_tables(filed: Desk) -> None:
    """REQUIRES each group by its title, then what is of no group, and only tables that hold something of theirs."""
    first, second = await agrees_in(filed, NOA, 2)
    await filed.happens()
    await SOWN["language_choice"](filed, NOA)
    await SOWN["outbox"](filed, NOA)
    consents = ["consent_record", "consent_grant"]
    found = shape(await taken(filed))
    assert found[-1] == (None, ["outbox"])
    assert sorted(found[:-1], key=str) == sorted(
        [
            (first.card.title, consents),
            (second.card.title, [*consents, "ledger_entry"]),
            (None, ["language_choice"]),
        ],
        key=str,
    )


async def test_each_table_says_what_it_is_for_and_when_it_ends(filed: Desk) -> None:
    """REQUIRES of a table its declared purpose, retention and basis, its rows, and the end of the last of them."""
    await agrees_in(filed, ALI, 1)
    await filed.happens(ALI)
    await filed.agrees(NOA)
    await filed.happens()
    filed.day += timedelta(days=2)
    await filed.happens()
    await SOWN["outbox"](filed, NOA)

    def rows(unit: Unit) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        number = filed.here.number
        handle = unit.vault.find(number, NOA.platform, NOA.id) or b""
        waiting = outbox.export(unit, 0, outbox.recipient(unit, NOA.platform, NOA.id))
        return ledger.export(unit, number, handle), waiting

    entries, waiting = await filed.shelf.store.read(rows)
    assert (len(entries), len(waiting)) == (2, 2)
    here, nowhere = (await taken(filed))["places"]
    tables = {table["table"]: table for table in here["tables"]}
    assert here["group"] == {"title": filed.here.card.title, "number": filed.here.number}
    assert tables["ledger_entry"] == entry("ledger_entry", filed.day + timedelta(days=6), entries)
    # Forty-eight hours from noon.
    assert nowhere == {"group": None, "tables": [entry("outbox", filed.day + timedelta(days=2), waiting)]}
