"""The tree as it lies in the database: its tiles, and how far it has grown."""

from dataclasses import dataclass

import sqlalchemy as sa

from groupbot.ledger.tables import ledger_checkpoint, ledger_tile
from groupbot.ledger.tiles import Grown
from groupbot.store.prepared import Insert
from groupbot.store.unit import Unit

_TILE = sa.select(ledger_tile.c.hashes).where(
    ledger_tile.c.level == sa.bindparam("at"), ledger_tile.c.number == sa.bindparam("of")
)
# The last level of a tile that grows is written over.
_PUT = Insert(ledger_tile, replacing=True)
_NEWEST = sa.select(ledger_checkpoint).order_by(ledger_checkpoint.c.origin.desc(), ledger_checkpoint.c.size.desc())
_SIGNED = _NEWEST.where(ledger_checkpoint.c.note.is_not(None))


@dataclass(frozen=True, slots=True)
class Head:
    """A size of the tree with its root, the number of the origin, and the day (an ordinal) on which it grew to that.

    `note` is the signed checkpoint, None while that is missing.
    """

    origin: int
    size: int
    root: bytes
    day: int
    note: bytes | None


class StoredTiles:
    """Reads tiles, as groupbot.ledger.tiles.Tiles."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    def tile(self, level: int, number: int) -> bytes:
        """Return the tile's hashes, b"" where there is none."""
        rows = self._unit.read(_TILE, {"at": level, "of": number})
        return bytes(rows[0].hashes) if rows else b""


def put(unit: Unit, grown: Grown) -> None:
    """Write the tiles that are new or longer."""
    unit.enter(_PUT, *[{"level": at, "number": of, "hashes": hashes} for (at, of), hashes in grown.changed.items()])


def head(unit: Unit) -> Head | None:
    """Return how far the tree has grown, signed or not; None for an empty one."""
    return _first(unit, _NEWEST)


def signed(unit: Unit) -> Head | None:
    """Return the newest of which there is a signed checkpoint."""
    return _first(unit, _SIGNED)


def _first(unit: Unit, query: sa.Select[tuple[int, int, bytes, int, bytes | None]]) -> Head | None:
    for row in unit.read(query.limit(1)):
        note = None if row.note is None else bytes(row.note)
        return Head(row.origin, row.size, bytes(row.root), row.day, note)
    return None
