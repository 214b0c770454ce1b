"""Roots and proofs against published figures and RFC 6962's own definitions."""

from collections.abc import Iterator
from functools import cache

import pytest

from groupbot.ledger.errors import LedgerError
from groupbot.ledger.tiles import Nodes
from groupbot.ledger.tree import (
    EMPTY_ROOT,
    LARGEST_SIZE,
    LONGEST_PROOF,
    consistency,
    consistent,
    fold,
    included,
    inclusion,
    leaf_hash,
    node_hash,
    root,
)
from tests.unit.ledger.book import Shelf, leaves

# The leaves and roots of the reference implementation of Certificate Transparency (RFC 6962).
DATA = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
# The audit path of leaf 5 among eight, from the same tests.
PATH = [
    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
]
MOST = 256
ROW = leaves(MOST)
# All trees up to 256 leaves are beginnings of one, so that their whole subtrees are the same and are hashed once.
NODE = cache(Nodes(Shelf(ROW)))


def split(size: int) -> int:
    """Return the largest power of two below `size`, as RFC 6962 splits a list."""
    return max(1 << power for power in range(9) if 1 << power < size)


@cache
def mth(start: int, end: int) -> bytes:
    """Return MTH(D[start:end]) as section 2.1 of RFC 6962 defines it."""
    if end - start == 1:
        return ROW[start * 32 : end * 32]
    middle = start + split(end - start)
    return node_hash(mth(start, middle), mth(middle, end))


@cache
def path(index: int, start: int, end: int) -> tuple[bytes, ...]:
    """Return PATH(m, D[n]) as section 2.1.1 of RFC 6962 defines it."""
    if end - start == 1:
        return ()
    middle = start + split(end - start)
    if index < middle:
        return (*path(index, start, middle), mth(middle, end))
    return (*path(index, middle, end), mth(start, middle))


@cache
def subproof(older: int, start: int, end: int, *, whole: bool) -> tuple[bytes, ...]:
    """Return SUBPROOF(m, D[n], b) as section 2.1.2 of RFC 6962 defines it."""
    if older == end:
        return () if whole else (mth(start, end),)
    middle = start + split(end - start)
    if older <= middle:
        return (*subproof(older, start, middle, whole=whole), mth(middle, end))
    return (*subproof(older, middle, end, whole=False), mth(start, middle))


def test_published_roots() -> None:
    """REQUIRES the roots that the reference implementation has for none to eight leaves."""
    row = [leaf_hash(bytes.fromhex(data)) for data in DATA]
    for size, expected in enumerate(ROOTS):
        joined = b"".join(row[:size])
        assert root(Nodes(Shelf(joined)), size).hex() == expected
        assert fold(joined).hex() == expected


def test_published_path() -> None:
    """REQUIRES the audit path that the reference implementation has for leaf 5 of eight."""
    row = [leaf_hash(bytes.fromhex(data)) for data in DATA]
    found = inclusion(Nodes(Shelf(b"".join(row))), 5, 8)
    assert [part.hex() for part in found] == PATH
    assert included(row[5], 5, 8, found, bytes.fromhex(ROOTS[8]))


def test_every_root() -> None:
    """REQUIRES the root of RFC 6962's definition for every tree up to 256 leaves."""
    for size in range(1, MOST + 1):
        assert root(NODE, size) == fold(ROW[: size * 32]) == mth(0, size)


def test_every_inclusion_proof() -> None:
    """REQUIRES of every leaf in every tree up to 256 leaves RFC 6962's path, and that it verifies."""
    for size in range(1, MOST + 1):
        head = mth(0, size)
        for index in range(size):
            found = inclusion(NODE, index, size)
            assert found == path(index, 0, size)
            assert included(ROW[index * 32 : index * 32 + 32], index, size, found, head)


def test_every_consistency_proof() -> None:
    """REQUIRES of every two trees up to 256 leaves RFC 6962's proof, and that it verifies."""
    for newer in range(1, MOST + 1):
        for older in range(1, newer + 1):
            found = consistency(NODE, older, newer)
            assert found == (subproof(older, 0, newer, whole=True) if older < newer else ())
            assert consistent(older, mth(0, older), newer, mth(0, newer), found)


def test_no_other_place() -> None:
    """REQUIRES that the path of a leaf proves neither another leaf nor this one at another index, up to 48 leaves."""
    for size in range(1, 49):
        head = mth(0, size)
        for index in range(size):
            found = inclusion(NODE, index, size)
            for other in set(range(size)) - {index}:
                assert not included(ROW[index * 32 : index * 32 + 32], other, size, found, head)
                assert not included(ROW[other * 32 : other * 32 + 32], index, size, found, head)


def test_no_other_history() -> None:
    """REQUIRES that no proof up to 64 leaves makes a tree of other leaves the older, or the newer, of two."""
    forged = fold(leaves(64, "forged"))
    for newer in range(1, 65):
        for older in range(1, newer + 1):
            found = consistency(NODE, older, newer)
            assert not consistent(older, forged, newer, mth(0, newer), found)
            assert not consistent(older, mth(0, older), newer, forged, found)


def test_wrong_lengths() -> None:
    """REQUIRES that a path cut off, prolonged, endless, or with hashes of other lengths verifies nothing."""
    for size in range(2, 65):
        for index in range(size):
            leaf, head, found = ROW[index * 32 : index * 32 + 32], mth(0, size), inclusion(NODE, index, size)
            for wrong in (found[1:], found[:-1], (*found, head), (leaf, *found), found * 65, (found[0][:31],)):
                assert not included(leaf, index, size, wrong, head)
        for older in range(1, size):
            found = consistency(NODE, older, size)
            for wrong in (found[1:], found[:-1], (*found, found[0]), (), found * 65, (found[0] + b"\0", *found[1:])):
                assert not consistent(older, mth(0, older), size, mth(0, size), wrong)


def test_edges_of_consistency() -> None:
    """REQUIRES that all trees continue the empty one, a tree only itself at one size, and none a longer one."""
    head, other = mth(0, 7), mth(0, 8)
    assert consistency(NODE, 0, 7) == ()
    assert consistent(0, EMPTY_ROOT, 7, head, ())
    assert consistent(7, head, 7, head, ())
    assert consistent(0, EMPTY_ROOT, 0, EMPTY_ROOT, ())
    assert not consistent(0, EMPTY_ROOT, 0, other, ())
    assert not consistent(0, other, 0, EMPTY_ROOT, ())
    assert not consistent(0, other, 7, head, ())
    assert not consistent(0, EMPTY_ROOT, 7, head, (other,))
    assert not consistent(7, head, 7, other, ())
    assert not consistent(7, head, 7, head, (other,))
    assert not consistent(8, other, 7, head, consistency(NODE, 7, 8))
    assert not consistent(-1, head, 7, head, ())
    assert not consistent(7, head, LARGEST_SIZE + 1, other, consistency(NODE, 7, 8))


def test_edges_of_inclusion() -> None:
    """REQUIRES that a single leaf is its own root, and that no index outside of a tree verifies."""
    leaf = ROW[:32]
    assert included(leaf, 0, 1, (), leaf)
    assert not included(leaf, 0, 1, (leaf,), leaf)
    for index, size in ((-1, 1), (1, 1), (0, 0), (0, LARGEST_SIZE + 1)):
        assert not included(leaf, index, size, (), leaf)


@pytest.mark.parametrize(("index", "size"), [(-1, 4), (4, 4), (0, 0), (0, LARGEST_SIZE + 1)])
def test_no_path_outside(index: int, size: int) -> None:
    """REQUIRES that a path for a leaf that the tree does not have is refused with a word of why."""
    with pytest.raises(LedgerError, match=r"entries has none at index -?[0-9,]+\. Ask "):
        inclusion(NODE, index, size)


def test_no_proof_backwards() -> None:
    """REQUIRES that a proof from a longer tree to a shorter is refused, and a root of a size that no tree has."""
    with pytest.raises(LedgerError, match=r"cannot continue one of -?[0-9]\. Give "):
        consistency(NODE, 5, 4)
    for older, newer in ((-1, 4), (4, 2**63)):
        with pytest.raises(LedgerError, match=r"cannot continue one of -?[0-9]\. Give "):
            consistency(NODE, older, newer)
    for size in (-1, 2**63):
        with pytest.raises(LedgerError, match=r"No log has [-0-9,]+ entries\. Give "):
            root(NODE, size)


@cache
def alike(level: int, _index: int) -> bytes:
    """Return a node of a tree whose leaves are all the same."""
    return node_hash(alike(level - 1, 0), alike(level - 1, 0)) if level else ROW[:32]


def test_the_largest_tree() -> None:
    """REQUIRES that proofs lead through the largest tree whose size fits 63 bits, as well as through small ones."""
    largest = 2**63 - 1
    head = root(alike, largest)
    for index in (0, 1, 2**62 - 1, 2**62, largest - 1):
        found = inclusion(alike, index, largest)
        assert included(ROW[:32], index, largest, found, head)
        assert not included(ROW[32:64], index, largest, found, head)
    for older in (1, 2, 3, 2**62 - 1, 2**62, 2**62 + 1, largest - 1, largest):
        found = consistency(alike, older, largest)
        assert consistent(older, root(alike, older), largest, head, found)
        assert not consistent(older, ROW[32:64], largest, head, found)


class Unread(tuple[bytes, ...]):
    """A path that must not be read."""

    __slots__ = ()

    def __iter__(self) -> Iterator[bytes]:
        """Tell that it was."""
        raise AssertionError("a path was read although it is too long")


def test_too_long_a_path_is_not_read() -> None:
    """REQUIRES that a path of more than 64 hashes is refused by its length alone, and none of 64."""
    long = Unread(ROW[:32] for _ in range(65))
    assert not included(ROW[:32], 0, 2, long, ROW[:32])
    assert not consistent(1, ROW[:32], 2, ROW[:32], long)
    assert LONGEST_PROOF == 64
    with pytest.raises(AssertionError, match="was read"):
        included(ROW[:32], 0, 2, Unread(long[:64]), ROW[:32])
