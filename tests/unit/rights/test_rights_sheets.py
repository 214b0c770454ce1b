"""What /mydata tells of the log: each record with its way to disagree, on screens that every platform takes."""

from groupbot.actions import Action
from groupbot.appeals.model import ABOUTS, About
from groupbot.content import Day, Lines, Text
from groupbot.rights import sheets as rights
from groupbot.rights.sheets import RECORDS_PER_SHEET, Sheet


def record(number: int, *, overturned: bool = False) -> dict[str, object]:
    """Return an entry as its exporter tells it."""
    entry = number.to_bytes(4, "big").hex() + "00" * 12
    return {"entry": entry, "kind": "warned", "day": "2026-11-25", "until": "2026-12-25", "overturned": overturned}


def place(group: int, *tables: tuple[str, list[dict[str, object]]]) -> dict[str, object]:
    """Return a place as /mydata finds it."""
    told = [{"table": table, "until": "2026-12-25", "rows": rows} for table, rows in tables]
    return {"group": {"title": f"Room {group}", "number": group} if group else None, "tables": told}


def sheets(*places: dict[str, object]) -> tuple[Sheet, ...]:
    """Return the sheets of these places."""
    return rights.sheets({"places": places})


def told(sheet: Sheet) -> list[str]:
    """Return the keys of what a sheet tells, without its headings."""
    return [
        str(arg.key)
        for lines in sheet.lines
        for item in lines.items[1:]
        for arg in item.args[:1]
        if isinstance(arg, Text)
    ]


def test_each_record_has_its_way() -> None:
    """REQUIRES for each entry one button that names it and its group, and none for anything else that is kept."""
    (sheet,) = sheets(
        place(5, ("ledger_entry", [record(1), record(2)]), ("appeal", [{}])), place(6, ("ledger_entry", [record(3)]))
    )
    ways = [(way.action, way.value, way.shown, way.group) for way in sheet.ways]
    assert ways == [
        (Action.APPEAL_ABOUT, ABOUTS.index(About.ENTRY), number, group) for number, group in ((1, 5), (2, 5), (3, 6))
    ]
    assert {way.label for way in sheet.ways} == {
        Text("button-disagree-entry", (Day("2026-11-25"), Text("happened-warned")))
    }
    assert [lines.items[0].key for lines in sheet.lines] == ["mydata-in", "mydata-in"]


def test_no_sheet_has_more_ways_than_fit() -> None:
    """REQUIRES that many records are cut into sheets, nothing being lost, told twice or parted from its button."""
    found = sheets(
        place(
            5,
            ("consent_grant", [{"purpose": "events", "until": "2027-01-01"}]),
            ("ledger_entry", [record(at) for at in range(23)]),
        ),
        place(6, ("ledger_entry", [record(99)]), ("appeal", [{}])),
        place(0, ("outbox", [{}])),
    )
    assert [len(sheet.ways) for sheet in found] == [RECORDS_PER_SHEET, RECORDS_PER_SHEET, 4]
    assert [way.shown for sheet in found for way in sheet.ways] == [*range(23), 99]
    assert [told(sheet).count("kept-ledger_entry") for sheet in found] == [len(sheet.ways) for sheet in found]
    assert told(found[0])[0] == "kept-consent_grant"
    assert told(found[2])[-2:] == ["kept-appeal", "kept-outbox"]
    assert all(isinstance(lines, Lines) and len(lines.items) > 1 for sheet in found for lines in sheet.lines)


def test_an_overturned_record_is_told_as_such() -> None:
    """REQUIRES another text for an entry that an appeal has overturned."""
    (sheet,) = sheets(place(5, ("ledger_entry", [record(1), record(2, overturned=True)])))
    assert told(sheet) == ["kept-ledger_entry", "kept-ledger_entry-overturned"]


def test_who_has_no_record_has_one_sheet() -> None:
    """REQUIRES no button where nothing is recorded, and nothing at all where nothing is kept."""
    (sheet,) = sheets(place(0, ("language_choice", [{}])))
    assert (sheet.ways, told(sheet)) == ((), ["kept-language_choice"])
    assert sheets() == ()
