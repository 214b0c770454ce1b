"""What /mydata tells, cut into sheets: nothing is left out, and each record has a way to disagree on its own sheet."""

from typing import Any

from groupbot.appeals.model import About
from groupbot.appeals.screens import disagree
from groupbot.content import Day, Text
from groupbot.rights.sheets import Sheet, sheets
from groupbot.rights.telling import told

DAY, UNTIL = "2026-11-25", "2027-05-25"
HERE, THERE = ({"title": "Room", "number": 7}, {"title": "Other Room", "number": 9})


def record(number: int) -> dict[str, Any]:
    """Return a record of the log as /mydata finds it."""
    return {
        "entry": f"{number:08x}ffff",
        "day": f"2026-11-{number % 28 + 1:02}",
        "kind": "warned",
        "overturned": False,
        "until": UNTIL,
    }


def table(name: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a table with its rows."""
    return {"table": name, "until": UNTIL, "rows": rows}


def place(group: dict[str, Any] | None, *tables: dict[str, Any]) -> dict[str, Any]:
    """Return a place with its tables."""
    return {"group": group, "tables": list(tables)}


def sheet(records: list[dict[str, Any]], number: int, *places: dict[str, Any]) -> Sheet:
    """Return the sheet of some places, with a way for each of these records of a group."""
    ways = [
        disagree(
            About.ENTRY,
            bytes.fromhex(one["entry"]),
            number,
            Text("button-disagree-entry", (Day(one["day"]), Text("happened-warned"))),
        )
        for one in records
    ]
    return Sheet(told({"places": places}), tuple(ways))


RECORDS = [record(number) for number in range(25)]
LANGUAGE = table("language_choice", [{}] * 12)


def test_where_nothing_is_kept() -> None:
    """REQUIRES no sheet where no place has anything."""
    assert sheets({"places": []}) == ()
    assert sheets({"places": [place(HERE), place(None)]}) == ()


def test_as_many_records_as_buttons_fit() -> None:
    """REQUIRES ten records on a sheet with a way for each, the rest on sheets after it, and all else in its place."""
    before, after = table("consent_grant", [{"purpose": "events", "until": UNTIL}]), LANGUAGE
    found = [place(HERE, before, table("ledger_entry", RECORDS)), place(None, after)]
    first, second, third = RECORDS[:10], RECORDS[10:20], RECORDS[20:]
    assert sheets({"places": found}) == (
        sheet(first, 7, place(HERE, before, table("ledger_entry", first))),
        sheet(second, 7, place(HERE, table("ledger_entry", second))),
        sheet(third, 7, place(HERE, table("ledger_entry", third)), place(None, after)),
    )


def test_ten_records_of_two_groups_share_a_sheet() -> None:
    """REQUIRES that a sheet is filled to the tenth record, whatever groups they are of, and no further."""
    four, six, seven = RECORDS[:4], RECORDS[4:10], RECORDS[4:11]
    one, ten = place(HERE, table("ledger_entry", four)), place(THERE, table("ledger_entry", six))
    (full,) = sheets({"places": [one, ten]})
    assert full.lines == told({"places": [one, ten]})
    assert [way.group for way in full.ways] == [7] * 4 + [9] * 6
    eleven = place(THERE, table("ledger_entry", seven))
    assert sheets({"places": [one, eleven]}) == (sheet(four, 7, one), sheet(seven, 9, eleven))
    third = place(HERE, table("ledger_entry", RECORDS[11:13]))
    filled = sheets({"places": [one, ten, third]})
    assert [len(one.ways) for one in filled] == [10, 2]


def test_no_way_without_a_group() -> None:
    """REQUIRES that records of no group, which there are none of, would be told and lead nowhere."""
    (one,) = sheets({"places": [place(None, table("ledger_entry", RECORDS[:3]))]})
    assert one == sheet([], 0, place(None, table("ledger_entry", RECORDS[:3])))
