"""Where the tree's hashes lie: tiles of 256, as C2SP's tlog-tiles lays them out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from groupbot.ledger.errors import LedgerError
from groupbot.ledger.tree import HASH_BYTES, LARGEST_SIZE, fold

HEIGHT = 8
WIDTH = 1 << HEIGHT
TILE_BYTES = WIDTH * HASH_BYTES
REMEDY = "The log's tiles are damaged: restore the database, and begin a new origin if that loses checkpoints."


class Tiles(Protocol):
    """Reads tiles."""

    def tile(self, level: int, number: int) -> bytes:
        """Return the tile's hashes in a row, 32 bytes each, as far as there are any yet.

        On level 0 they are hashes of leaves, above it the roots of the full tiles below (c2sp.org/tlog-tiles).
        """


class Nodes:
    """The nodes of a tree, for proofs and roots; reads each tile once, so it lives no longer than one look at them."""

    __slots__ = ("_read", "_tiles")

    def __init__(self, tiles: Tiles) -> None:
        self._tiles = tiles
        self._read: dict[tuple[int, int], bytes] = {}

    def __call__(self, level: int, index: int) -> bytes:
        """Return the hash over 2**level leaves; raise LedgerError when the tiles do not have it."""
        above, within = divmod(level, HEIGHT)
        number, first = divmod(index << within, WIDTH)
        place = (above, number)
        if place not in self._read:
            self._read[place] = self._tiles.tile(above, number)
        hashes = self._read[place][first * HASH_BYTES : (first + (1 << within)) * HASH_BYTES]
        if len(hashes) != HASH_BYTES << within:
            raise LedgerError(f"Tile {number:,} of level {above} lacks hashes that the tree's size demands.", REMEDY)
        return fold(hashes)


@dataclass(frozen=True, slots=True)
class Grown:
    """A tree after leaves were appended: its size and the tiles that are new or longer, by level and number.

    It can be read like the tree that it grew from, before anything is written.
    """

    size: int
    changed: Mapping[tuple[int, int], bytes] = field(repr=False)
    before: Tiles = field(repr=False)

    def tile(self, level: int, number: int) -> bytes:
        """Return the tile's hashes."""
        changed = self.changed.get((level, number))
        return self.before.tile(level, number) if changed is None else changed


def append(tiles: Tiles, size: int, leaves: bytes) -> Grown:
    """Return the tree of `size` leaves with the hashes of more, 32 bytes each in a row, behind them.

    Reads one tile for each level at most. Raises LedgerError when tiles are damaged or leaves are no row of hashes.
    """
    grown = size + len(leaves) // HASH_BYTES
    if len(leaves) % HASH_BYTES or not 0 <= size <= grown <= LARGEST_SIZE:
        raise LedgerError("What shall be appended to the log is no row of hashes.", "Append 32 bytes for each leaf.")
    changed: dict[tuple[int, int], bytes] = {}
    level, there, more = 0, size, leaves
    while more:
        number, begun = divmod(there, WIDTH)
        row = _begun(tiles, level, number, begun) + more
        full: list[bytes] = []
        for at in range(0, len(row), TILE_BYTES):
            hashes = row[at : at + TILE_BYTES]
            changed[level, number] = hashes
            if len(hashes) == TILE_BYTES:
                full.append(fold(hashes))
            number += 1
        level, there, more = level + 1, there // WIDTH, b"".join(full)
    return Grown(grown, changed, tiles)


def _begun(tiles: Tiles, level: int, number: int, width: int) -> bytes:
    if width == 0:
        return b""
    hashes = tiles.tile(level, number)[: width * HASH_BYTES]
    if len(hashes) != width * HASH_BYTES:
        raise LedgerError(f"Tile {number:,} of level {level} lacks hashes that the tree's size demands.", REMEDY)
    return hashes
