"""What an event wrote: the rows before and after it, compared."""

from collections import Counter
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from .rows import Row, Table, Tables

_LONGEST_TEXT = 160
_HANDLE_BYTES = 32
_NO_TABLE = Table((), ())


class Kind(StrEnum):
    """What became of a row."""

    INSERTED = "inserted"
    CHANGED = "changed"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a changed row as people read it; `was` is what stood there before, when that was different."""

    name: str
    value: str
    was: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One row that is not what it was."""

    table: str
    kind: Kind
    columns: tuple[Column, ...]


def difference(before: Tables, after: Tables) -> tuple[Change, ...]:
    """Return every row that differs, deletions first, table by table."""
    changes: list[Change] = []
    for name in sorted({*before, *after}):
        changes += _compare(name, before.get(name, _NO_TABLE), after.get(name, _NO_TABLE))
    order = [Kind.DELETED, Kind.CHANGED, Kind.INSERTED]
    return tuple(sorted(changes, key=lambda change: order.index(change.kind)))


def show(value: object) -> str:
    """Return a value as the inspector shows it: long bytes are sealed, short ones random handles and tags."""
    match value:
        case None:
            return "empty"
        case bytes() if len(value) > _HANDLE_BYTES:
            return f"sealed, {len(value)} bytes"
        case bytes():
            return f"{value[:4].hex()}… ({len(value)} bytes)"
        case _:
            text = str(value)
            return text if len(text) <= _LONGEST_TEXT else text[:_LONGEST_TEXT] + "…"


def _compare(name: str, before: Table, after: Table) -> Iterator[Change]:
    old, new = _identified(before), _identified(after)
    for key, row in old.items():
        if key not in new:
            yield Change(name, Kind.DELETED, tuple(Column(column, show(value)) for column, value in row.items()))
    for key, row in new.items():
        if key not in old:
            yield Change(name, Kind.INSERTED, tuple(Column(column, show(value)) for column, value in row.items()))
        elif row != old[key]:
            yield Change(name, Kind.CHANGED, tuple(_columns(old[key], row)))


def _columns(old: Row, new: Row) -> Iterator[Column]:
    for name, value in new.items():
        same = value == old.get(name)
        yield Column(name, show(value), "" if same else show(old.get(name)))


def _identified(table: Table) -> dict[Hashable, Row]:
    """Tell rows apart by primary key; without one, equal rows by how often they were met."""
    met: Counter[Hashable] = Counter()
    found: dict[Hashable, Row] = {}
    for row in table.rows:
        identity = tuple(row[key] for key in table.keys) if table.keys else tuple(row.values())
        met[identity] += 1
        found[identity, met[identity]] = row
    return found
