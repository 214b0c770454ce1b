"""Damaged tiles: which of them are no longer what the hash above them says, and what is left of a tree that has some.

Each full tile has its root in the tile above it, up to the one that was signed. So one of two tiles that do not fit can
be told wrong by what was signed, and a lost upper one is made anew from those below.
"""

from collections.abc import Collection, Iterator, Sequence
from itertools import islice

import sqlalchemy as sa

from groupbot.ledger import records, stored
from groupbot.ledger.errors import LedgerError
from groupbot.ledger.tables import ledger_entry
from groupbot.ledger.tiles import HEIGHT, TILE_BYTES, WIDTH, Grown, Nodes, Tiles
from groupbot.ledger.tree import HASH_BYTES, fold
from groupbot.store.unit import Unit

# Stands where the leaves of a tile are lost and its root is not: the log goes on above, and proves nothing below it.
LOST = b"lost"

_PLACED = sa.select(ledger_entry.c.id).where(ledger_entry.c.leaf.is_not(None))
_WAITS_AGAIN = sa.update(ledger_entry).where(ledger_entry.c.id == sa.bindparam("row")).values(leaf=None)


def full(size: int) -> int:
    """Return how many tiles of a tree are full, of all levels."""
    return sum(1 for _place in _full(size))


def damaged(tiles: Tiles, size: int, first: int = 0, last: int | None = None) -> tuple[int, int] | None:
    """Return level and number of a full tile that is not what the tile above says; None where there is none.

    Looks at the full tiles from the `first` one to before the `last`, in an order that stays: a long log takes seconds.
    """
    nodes = Nodes(tiles)
    return next((place for place in islice(_full(size), first, last) if not _fits(tiles, nodes, *place)), None)


def mend(unit: Unit, size: int, known: Collection[tuple[int, bytes]]) -> int:
    """Make the upper tiles fit those below, and return of how many leaves a tree is left; size is one of whole batches.

    Of two that do not fit, that one stays which gives one of the roots that are `known` for a size; where neither does,
    the lower one. Leaves that are lost below a root are marked as LOST; where that is lost as well the tree ends.
    Entries whose leaf the tree does not have any more wait to be appended again.
    """
    tiles = stored.StoredTiles(unit)
    below = [_root_of(tiles.tile(0, number)) for number in range(size // WIDTH)]
    above = [_above(tiles, number) for number in range(size // WIDTH)]
    rows = [
        list(_until_lost(one or other for one, other in zip(*pair, strict=True)))
        for pair in ((above, below), (below, above))
    ]
    row = next((row for row in rows if _is_known(row, known)), rows[-1])
    lost = {(0, number): LOST for number, root in enumerate(row) if root != below[number]}
    left = len(row) * WIDTH
    stored.put(unit, Grown(left, {**lost, **dict(_upper(row))}, tiles))
    _let_wait(unit, left)
    return left


def _full(size: int) -> Iterator[tuple[int, int]]:
    level, count = 0, size // WIDTH
    while count:
        yield from ((level, number) for number in range(count))
        level, count = level + 1, count // WIDTH


def _fits(tiles: Tiles, nodes: Nodes, level: int, number: int) -> bool:
    hashes = tiles.tile(level, number)
    try:
        return hashes == LOST or _root_of(hashes) == nodes((level + 1) * HEIGHT, number)
    except LedgerError:
        return False


def _root_of(hashes: bytes) -> bytes:
    return fold(hashes) if len(hashes) == TILE_BYTES else b""


def _above(tiles: Tiles, number: int) -> bytes:
    above, at = divmod(number, WIDTH)
    root = tiles.tile(1, above)[at * HASH_BYTES :][:HASH_BYTES]
    return root if len(root) == HASH_BYTES else b""


def _until_lost(roots: Iterator[bytes]) -> Iterator[bytes]:
    for root in roots:
        if not root:
            return
        yield root


def _is_known(row: Sequence[bytes], known: Collection[tuple[int, bytes]]) -> bool:
    whole = ((size // WIDTH, root) for size, root in known)
    return any(0 < count <= len(row) and fold(b"".join(row[:count])) == root for count, root in whole)


def _upper(row: Sequence[bytes]) -> Iterator[tuple[tuple[int, int], bytes]]:
    level = 1
    while row:
        tiles = [b"".join(row[at : at + WIDTH]) for at in range(0, len(row), WIDTH)]
        yield from (((level, number), hashes) for number, hashes in enumerate(tiles))
        level, row = level + 1, [root for hashes in tiles if (root := _root_of(hashes))]


def _let_wait(unit: Unit, size: int) -> None:
    nodes = Nodes(stored.StoredTiles(unit))
    for row in unit.read(_PLACED):
        kept = records.one(unit, bytes(row.id))
        if kept is not None and not _has(nodes, size, kept):
            unit.write(_WAITS_AGAIN, {"row": kept.id})


def _has(nodes: Nodes, size: int, kept: records.Kept) -> bool:
    try:
        return kept.leaf is not None and kept.leaf < size and nodes(0, kept.leaf) == kept.opening.leaf
    except LedgerError:
        return False
