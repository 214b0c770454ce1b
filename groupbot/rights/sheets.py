"""What /mydata tells, cut so that the buttons of all records of the log on one page fit beneath it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from groupbot.appeals.model import About
from groupbot.appeals.screens import disagree
from groupbot.content import Choice, Day, Lines, Text
from groupbot.rights.telling import told

# Discord takes 25 buttons; pages turn, and other ways lead on from here.
RECORDS_PER_SHEET = 10
RECORDS = "ledger_entry"


@dataclass(frozen=True, slots=True)
class Sheet:
    """Some of what is kept, in words, and a way to disagree with each record of the log among it."""

    lines: tuple[Lines, ...]
    ways: tuple[Choice, ...]


def sheets(found: Mapping[str, Any]) -> tuple[Sheet, ...]:
    """Return all that `groupbot.rights.mydata.gather` found, in its order."""
    cut: list[list[_Piece]] = []
    room = 0
    for piece in _pieces(found["places"]):
        if not cut or piece.records > room:
            cut.append([])
            room = RECORDS_PER_SHEET
        cut[-1].append(piece)
        room -= piece.records
    return tuple(_sheet(pieces) for pieces in cut)


@dataclass(frozen=True, slots=True)
class _Piece:
    place: int
    group: Mapping[str, Any] | None
    table: Mapping[str, Any]

    @property
    def records(self) -> int:
        return len(self.table["rows"]) if self.table["table"] == RECORDS else 0

    @property
    def ways(self) -> Iterator[Choice]:
        group = self.group
        if group is None or not self.records:
            return
        for row in self.table["rows"]:
            label = Text("button-disagree-entry", (Day(row["day"]), Text(f"happened-{row['kind']}")))
            yield disagree(About.ENTRY, bytes.fromhex(row["entry"]), group["number"], label)


def _pieces(places: Sequence[Mapping[str, Any]]) -> Iterator[_Piece]:
    for at, place in enumerate(places):
        for table in place["tables"]:
            rows = table["rows"]
            step = RECORDS_PER_SHEET if table["table"] == RECORDS else len(rows)
            for start in range(0, len(rows), step):
                yield _Piece(at, place["group"], {**table, "rows": rows[start : start + step]})


def _sheet(pieces: Sequence[_Piece]) -> Sheet:
    together = [list(of_place) for _, of_place in groupby(pieces, lambda piece: piece.place)]
    places = [{"group": one[0].group, "tables": [piece.table for piece in one]} for one in together]
    return Sheet(told({"places": places}), tuple(way for piece in pieces for way in piece.ways))
