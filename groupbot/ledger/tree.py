"""The Merkle tree of RFC 6962 over SHA-256: hashes, proofs, and how a proof is checked; not where hashes lie."""

import hashlib
from collections.abc import Callable, Sequence

from groupbot.ledger.errors import LedgerError

HASH_BYTES = 32
EMPTY_ROOT = hashlib.sha256().digest()
LARGEST_SIZE = 2**63 - 1
# A path has a hash for each level of the tree, a consistency proof one more at most.
LONGEST_PROOF = 64

# node(level, index): the hash over the 2**level leaves from index * 2**level on, all of which exist.
Node = Callable[[int, int], bytes]


def leaf_hash(entry: bytes) -> bytes:
    """Return the hash of a leaf (RFC 6962, section 2.1)."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node (RFC 6962, section 2.1)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def fold(hashes: bytes) -> bytes:
    """Return the root over hashes that stand in a row, 32 bytes each; any number of them.

    Joining neighbours level by level, a last one without neighbour going up as it is, gives the tree of RFC 6962.
    """
    sha256 = hashlib.sha256
    while len(hashes) > HASH_BYTES:
        paired = len(hashes) // (2 * HASH_BYTES) * (2 * HASH_BYTES)
        joined = [
            sha256(b"\x01" + hashes[at : at + 2 * HASH_BYTES]).digest() for at in range(0, paired, 2 * HASH_BYTES)
        ]
        hashes = b"".join([*joined, hashes[paired:]])
    return hashes or EMPTY_ROOT


def root(node: Node, size: int) -> bytes:
    """Return the root of the tree's first `size` leaves; raise LedgerError for a size that no tree has."""
    if not 0 <= size <= LARGEST_SIZE:
        raise LedgerError(f"No log has {size:,} entries.", "Give the size that a checkpoint names.")
    return _over(node, 0, size) if size else EMPTY_ROOT


def inclusion(node: Node, index: int, size: int) -> tuple[bytes, ...]:
    """Return the path of a leaf in the tree of `size` leaves, from its sibling up (RFC 6962, section 2.1.1).

    Raises LedgerError when that tree has no such leaf.
    """
    if not 0 <= index < size <= LARGEST_SIZE:
        raise LedgerError(f"A log of {size:,} entries has none at index {index:,}.", "Ask for a later checkpoint.")
    start, end, path = 0, size, list[tuple[int, int]]()
    while end - start > 1:
        middle = _middle(start, end)
        if index < middle:
            path.append((middle, end))
            end = middle
        else:
            path.append((start, middle))
            start = middle
    return tuple(_over(node, *leaves) for leaves in reversed(path))


def consistency(node: Node, older: int, newer: int) -> tuple[bytes, ...]:
    """Return the proof that the tree of `newer` leaves continues that of `older` (RFC 6962, section 2.1.2).

    It is empty where there is nothing to prove: from the empty tree, and from a tree to itself. Raises LedgerError
    when the newer tree is the shorter.
    """
    if not 0 <= older <= newer <= LARGEST_SIZE:
        raise LedgerError(
            f"A log of {newer:,} entries cannot continue one of {older:,}.", "Give the shorter one first."
        )
    if older in {0, newer}:
        return ()
    start, end, path = 0, newer, list[tuple[int, int]]()
    while older != end:
        middle = _middle(start, end)
        if older <= middle:
            path.append((middle, end))
            end = middle
        else:
            path.append((start, middle))
            start = middle
    if start:  # else it is the older root itself, which the verifier has
        path.append((start, end))
    return tuple(_over(node, *leaves) for leaves in reversed(path))


def included(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Tell whether a path leads from the leaf's hash to the root (RFC 9162, section 2.1.3.2)."""
    if not 0 <= index < size <= LARGEST_SIZE or not _hashes(path):
        return False
    at, last, reached = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return False
        if at & 1 or at == last:
            reached = node_hash(sibling, reached)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            reached = node_hash(reached, sibling)
        at, last = at >> 1, last >> 1
    return last == 0 and reached == root


def consistent(older: int, older_root: bytes, newer: int, newer_root: bytes, path: Sequence[bytes]) -> bool:
    """Tell whether a proof shows that the newer tree continues the older (RFC 9162, section 2.1.4.2).

    Two trees of one size are consistent when they are one; every tree continues the empty one.
    """
    if not 0 <= older <= newer <= LARGEST_SIZE or not _hashes(path):
        return False
    if older in {0, newer}:
        return not path and older_root == (newer_root if older == newer else EMPTY_ROOT)
    if older & (older - 1) == 0:  # the older tree is whole: its root is where the proof begins
        path = [older_root, *path]
    if not path:
        return False
    at, last = older - 1, newer - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    old = new = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            new = node_hash(new, sibling)
        at, last = at >> 1, last >> 1
    return last == 0 and old == older_root and new == newer_root


def _hashes(path: Sequence[bytes]) -> bool:
    return len(path) <= LONGEST_PROOF and all(len(part) == HASH_BYTES for part in path)


def _middle(start: int, end: int) -> int:
    # RFC 6962 splits off the largest power of two that is smaller than the whole.
    return start + (1 << (end - start - 1).bit_length() - 1)


def _over(node: Node, start: int, end: int) -> bytes:
    # A range as RFC 6962 splits it is a row of ever smaller whole subtrees.
    parts: list[bytes] = []
    while start < end:
        level = (end - start).bit_length() - 1
        parts.append(node(level, start >> level))
        start += 1 << level
    over = parts.pop()
    while parts:
        over = node_hash(parts.pop(), over)
    return over
