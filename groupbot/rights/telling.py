"""What the tables hold about a person, in plain words: one line for each thing that is kept, with its end."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from groupbot.content import Count, Day, Lines, Name, Text

Row = Mapping[str, Any]


def _purpose(row: Row) -> tuple[Text, str]:
    return Text("kept-consent_grant", (Text(f"purpose-{row['purpose']}"),)), row["until"]


def _entry(row: Row) -> tuple[Text, str]:
    key = "kept-ledger_entry-overturned" if row["overturned"] else "kept-ledger_entry"
    return Text(key, (Day(row["day"]), Text(f"happened-{row['kind']}"))), row["until"]


# Whatever stands here is told row by row; all others by how many rows there are.
ROW_BY_ROW: Mapping[str, Callable[[Row], tuple[Text, str]]] = {
    "consent_grant": _purpose,
    "ledger_entry": _entry,
}


def told(found: Mapping[str, Any]) -> tuple[Lines, ...]:
    """Return, place by place, everything that `groupbot.rights.mydata.gather` found."""
    return tuple(_place(place) for place in found["places"] if place["tables"])


def _place(place: Row) -> Lines:
    group = place["group"]
    heading = Text("mydata-in", (Name(group["title"]),)) if group else Text("mydata-of-no-group")
    lines = (line for table in place["tables"] for line in _table(table))
    return Lines((heading, *(Text("mydata-line", (what, Day(until))) for what, until in lines)))


def _table(table: Row) -> Iterator[tuple[Text, str]]:
    row_by_row = ROW_BY_ROW.get(table["table"])
    if row_by_row is not None:
        yield from map(row_by_row, table["rows"])
    else:
        yield Text(f"kept-{table['table']}", (Count(len(table["rows"])),)), table["until"]
    read = [day for row in table["rows"] for day in row.get("read_by_admins", ())]
    if read:
        yield Text("kept-read-by-admins", (Day(max(read)),)), table["until"]
