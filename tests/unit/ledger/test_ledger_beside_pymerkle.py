"""Roots and paths beside those of an implementation that shares no line with ours."""

import pytest
from pymerkle import InmemoryTree  # type: ignore[import-untyped]  # it ships no types

from groupbot.ledger import tree
from groupbot.ledger.tiles import Nodes
from tests.unit.ledger.book import Shelf

SIZE = 600


@pytest.fixture(scope="module")
def theirs() -> InmemoryTree:
    made = InmemoryTree(algorithm="sha256")
    for number in range(SIZE):
        made.append_entry(b"entry %d" % number)
    return made


@pytest.fixture(scope="module")
def ours() -> Shelf:
    return Shelf(b"".join(tree.leaf_hash(b"entry %d" % number) for number in range(SIZE)))


def test_roots(theirs: InmemoryTree, ours: Shelf) -> None:
    """REQUIRES the same root at every size up to 600."""
    for size in range(1, SIZE + 1):
        assert tree.root(Nodes(ours), size) == theirs.get_root(size)


@pytest.mark.parametrize("size", [1, 2, 3, 8, 255, 256, 257, 511, SIZE])
def test_inclusion(theirs: InmemoryTree, ours: Shelf, size: int) -> None:
    """REQUIRES the same path for leaves all over a tree, and that it verifies with us."""
    for index in {*range(0, size, 37), size - 1}:
        leaf, *path = theirs.prove_inclusion(index + 1, size).path
        assert tuple(path) == tree.inclusion(Nodes(ours), index, size)
        assert tree.included(leaf, index, size, path, theirs.get_root(size))
