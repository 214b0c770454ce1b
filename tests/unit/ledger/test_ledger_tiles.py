"""Tiles against C2SP's own example, and how few of them are read."""

import pytest

from groupbot.ledger import tree
from groupbot.ledger.errors import LedgerError
from groupbot.ledger.tiles import TILE_BYTES, Nodes, append
from tests.unit.ledger.book import Shelf, leaves

# The example of c2sp.org/tlog-tiles: 273 full tiles and one of 112 hashes, above them 256 + 17, above these 1.
EXAMPLE = 70_000


def widths(shelf: Shelf, level: int) -> list[int]:
    """Return how many hashes each tile of a level has."""
    numbers = sorted(number for at, number in shelf.tiles if at == level)
    assert numbers == list(range(len(numbers)))
    return [len(shelf.tiles[level, number]) // 32 for number in numbers]


def test_published_example() -> None:
    """REQUIRES the tiles that C2SP names for 70,000 leaves, and the root over all of them."""
    row = leaves(EXAMPLE)
    shelf = Shelf(row)
    assert widths(shelf, 0) == [256] * 273 + [112]
    assert widths(shelf, 1) == [256, 17]
    assert widths(shelf, 2) == [1]
    assert widths(shelf, 3) == []
    assert tree.root(Nodes(shelf), EXAMPLE) == tree.fold(row)


def test_published_edge() -> None:
    """REQUIRES that 256 leaves make one full tile and, as C2SP says, one of a single hash above it."""
    shelf = Shelf(leaves(256))
    assert (widths(shelf, 0), widths(shelf, 1)) == ([256], [1])
    assert shelf.tiles[1, 0] == tree.fold(shelf.tiles[0, 0])


@pytest.mark.parametrize("steps", [[1] * 300, [256] * 5, [255, 2, 600, 1, 0, 700], [66_000, 3, 256]])
def test_any_steps(steps: list[int]) -> None:
    """REQUIRES that a tree is the same in whatever steps it grew, at each step with RFC 6962's root."""
    row = leaves(sum(steps))
    shelf = Shelf()
    for step in steps:
        shelf.add(row[shelf.size * 32 : (shelf.size + step) * 32])
        assert tree.root(Nodes(shelf), shelf.size) == tree.fold(row[: shelf.size * 32])
    assert shelf.tiles == Shelf(row).tiles


@pytest.mark.parametrize("size", [1, 2, 255, 256, 257, 511, 512, 1000, 65_535, 65_536, 65_537, EXAMPLE])
def test_proofs_across_tiles(size: int) -> None:
    """REQUIRES that proofs verify wherever leaf, size and older size lie to the edges of tiles."""
    row = leaves(size)
    shelf = Shelf(row)
    head = tree.root(Nodes(shelf), size)
    edges = {0, 1, 2, 255, 256, 257, 511, 512, 65_535, 65_536, size // 2, size - 2, size - 1}
    for index in sorted(edges & set(range(size))):
        path = tree.inclusion(Nodes(shelf), index, size)
        assert tree.included(row[index * 32 : index * 32 + 32], index, size, path, head)
        older = tree.root(Nodes(shelf), index)
        assert tree.consistent(index, older, size, head, tree.consistency(Nodes(shelf), index, size))


def test_few_tiles_are_read() -> None:
    """REQUIRES that a proof in 70,000 leaves reads at most two tiles for each of the three levels."""
    shelf = Shelf(leaves(EXAMPLE))
    for index in range(0, EXAMPLE, 997):
        shelf.reads = 0
        tree.inclusion(Nodes(shelf), index, EXAMPLE)
        assert shelf.reads <= 6
        shelf.reads = 0
        tree.consistency(Nodes(shelf), index, EXAMPLE)
        assert shelf.reads <= 6


def test_appending_a_batch_reads_and_writes_little() -> None:
    """REQUIRES that a batch of 256 behind whole tiles changes one tile a level, and reads no full one."""
    shelf = Shelf(leaves(256 * 300))
    shelf.reads = 0
    grown = append(shelf, shelf.size, leaves(256, "more"))
    assert sorted(grown.changed) == [(0, 300), (1, 1)]
    assert shelf.reads == 1


def test_grown_can_be_read_before_it_is_written() -> None:
    """REQUIRES that the root of what was appended is known while the tiles are still as before."""
    shelf = Shelf(leaves(300))
    before = dict(shelf.tiles)
    grown = append(shelf, 300, leaves(400)[300 * 32 :])
    assert tree.root(Nodes(grown), grown.size) == tree.fold(leaves(400))
    assert shelf.tiles == before


def test_damaged_tiles() -> None:
    """REQUIRES that a tile which is missing or short is told, never worked with, in proofs and when appending."""
    shelf = Shelf(leaves(600))
    shelf.tiles[0, 1] = shelf.tiles[0, 1][: TILE_BYTES - 1]
    with pytest.raises(LedgerError, match="Tile 1 of level 0"):
        tree.inclusion(Nodes(shelf), 300, 600)
    del shelf.tiles[0, 2]
    with pytest.raises(LedgerError, match="Tile 2 of level 0") as told:
        append(shelf, 600, leaves(1))
    assert "restore the database" in told.value.remedy


class Whole:
    """Tiles that are all full, as those of a log would be that has grown for longer than any."""

    def tile(self, _level: int, _number: int) -> bytes:
        """Return a full tile."""
        return leaves(256)


def test_the_last_leaf_of_all() -> None:
    """REQUIRES that a log takes leaves up to the largest size, and nothing changes by appending none."""
    assert append(Whole(), 2**63 - 2, leaves(1)).size == 2**63 - 1
    grown = append(Whole(), 300, b"")
    assert (grown.size, grown.changed) == (300, {})


def test_hashes_stay_out_of_logs() -> None:
    """REQUIRES that what represents a grown tree in a log line is short: no tile is printed."""
    assert repr(append(Whole(), 300, leaves(1))) == "Grown(size=301)"


@pytest.mark.parametrize(("size", "row"), [(0, b"short"), (-1, leaves(1)), (2**63 - 1, leaves(1))])
def test_no_row_of_hashes(size: int, row: bytes) -> None:
    """REQUIRES that only whole hashes are appended, to a size that a tree can have."""
    with pytest.raises(LedgerError, match="no row of hashes"):
        append(Shelf(), size, row)
