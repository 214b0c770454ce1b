"""Proofs against chance: no proof that was changed in any way is accepted.

The count is 1,000,000 each in `make property-long`, 20,000 in `make check`, less in `make test`.
"""

import base64
import os
from collections.abc import Callable
from random import Random

import pytest

from groupbot.ledger import tree
from groupbot.ledger.errors import LedgerError
from groupbot.ledger.proof import verify
from groupbot.ledger.tiles import Nodes
from tests.unit.ledger.book import Book, Shelf, leaves

PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "")
COUNT = {"long": 1_000_000, "ci": 20_000}.get(PROFILE, 4_000)
# New changes each time in the long lane, and always the same ones elsewhere.
SEED = None if PROFILE == "long" else 1
BOOK = Book(300)
# Proofs of different entries at different sizes: deep and shallow, on the edge of a tile and off it.
FILES = [BOOK.prove(*place) for place in ((0, 1), (1, 2), (4, 5), (100, 256), (256, 257), (17, 300), (299, 300))]
SIZES = (1, 2, 3, 7, 8, 200, 255, 256, 257, 600)


def flipped(data: bytes, random: Random) -> bytes:
    """Return the data with one to three bits flipped."""
    changed = bytearray(data)
    for _ in range(random.randint(1, 3)):
        bit = random.randrange(len(changed) * 8)
        changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def span(data: bytes, random: Random) -> tuple[int, int]:
    """Return where a short stretch of the data begins and ends."""
    start = random.randrange(len(data))
    return start, min(len(data), start + random.randint(1, 12))


def exchanged(data: bytes, random: Random) -> bytes:
    """Return the data with a stretch of it exchanged for other bytes, or for none."""
    start, end = span(data, random)
    return data[:start] + random.randbytes(random.randint(0, 12)) + data[end:]


def doubled(data: bytes, random: Random) -> bytes:
    """Return the data with a stretch of it repeated, there or elsewhere."""
    start, end = span(data, random)
    at = random.choice((end, random.randrange(len(data))))
    return data[:at] + data[start:end] + data[at:]


def cut(data: bytes, random: Random) -> bytes:
    """Return the beginning, or the end, of the data."""
    at = random.randrange(1, len(data))
    return data[:at] if random.random() < 0.5 else data[at:]


def reordered(data: bytes, random: Random) -> bytes:
    """Return the data with a line moved, left out, or taken from another proof."""
    lines = data.split(b"\n")
    at = random.randrange(len(lines))
    line = lines.pop(at)
    choice = random.randrange(3)
    if choice == 0:
        lines.insert(random.randrange(len(lines) + 1), line)
    elif choice == 1:
        lines.insert(at, random.choice(random.choice(FILES).split(b"\n")))
    return b"\n".join(lines)


def recounted(data: bytes, random: Random) -> bytes:
    """Return the data with another index, or another size of the tree."""
    lines = data.split(b"\n")
    at = random.choice((2, lines.index(b"") + 2))
    before, _, written = lines[at].rpartition(b" ")
    other = max(0, int(written) + random.choice((-256, -2, -1, 1, 2, 256, 2**32)))
    lines[at] = before + b" " * bool(before) + str(other).encode()
    return b"\n".join(lines)


def well_formed(data: bytes, random: Random) -> bytes:
    """Return the data with a few bits flipped inside of a base64 value: opening, hash, root or signature."""
    lines = data.split(b"\n")
    at = random.choice([at for at, line in enumerate(lines) if len(line) >= 44 and at])
    before, _, written = lines[at].rpartition(b" ")
    lines[at] = before + b" " * bool(before) + base64.b64encode(flipped(base64.b64decode(written), random))
    return b"\n".join(lines)


CHANGES: list[Callable[[bytes, Random], bytes]] = [
    flipped,
    exchanged,
    doubled,
    cut,
    reordered,
    recounted,
    well_formed,
    well_formed,
]


def accepted(data: bytes) -> bool:
    """Tell whether a file passes for a proof."""
    try:
        verify(data, [BOOK.signer.key])
    except LedgerError:
        return False
    return True


def test_what_is_genuine_is_accepted() -> None:
    """REQUIRES that the proofs changed below verify as they are, so that it is the change which fails."""
    assert all(accepted(data) for data in FILES)


def test_no_changed_file_is_accepted() -> None:
    """REQUIRES that no change of a proof's file leaves a file that verifies, or that ends in another error."""
    random, tried, taken = Random(SEED), 0, []  # noqa: S311  (mutations need no secrets)
    while tried < COUNT:
        data = random.choice(FILES)
        changed = random.choice(CHANGES)(data, random)
        if changed == data:
            continue
        tried += 1
        if accepted(changed):
            taken.append(changed)
    assert taken == []


def altered(path: tuple[bytes, ...], random: Random) -> tuple[bytes, ...]:
    """Return a path with a hash changed, left out, doubled, invented or moved; perhaps as it was."""
    hashes = list(path)
    choice = random.randrange(5)
    at = random.randrange(len(hashes)) if hashes else 0
    if choice == 0 and hashes:
        hashes[at] = flipped(hashes[at], random)
    elif choice == 1 and hashes:
        hashes.pop(at)
    elif choice == 2 and hashes:
        hashes.insert(random.randrange(len(hashes) + 1), hashes[at])
    elif choice == 3:
        hashes.insert(at, random.randbytes(32))
    else:
        random.shuffle(hashes)
    return tuple(hashes)


@pytest.mark.parametrize("what", ["inclusion", "consistency"])
def test_no_changed_path_is_accepted(what: str) -> None:
    """REQUIRES that no change of a path proves a leaf to be in a tree, or a tree to continue another."""
    random, tried, taken = Random(SEED), 0, 0  # noqa: S311  (as above)
    row = leaves(SIZES[-1])
    node = Nodes(Shelf(row))
    cases = []
    for size in SIZES:
        head = tree.root(node, size)
        for at in sorted({0, 1, size // 2, size - 2, size - 1} & set(range(size))):
            if what == "inclusion":
                cases.append((at, row[at * 32 : at * 32 + 32], size, head, tree.inclusion(node, at, size)))
            elif at:
                cases.append((at, tree.root(node, at), size, head, tree.consistency(node, at, size)))
    while tried < COUNT:
        at, start, size, head, path = random.choice(cases)
        changed = altered(path, random)
        if changed == path:
            continue
        tried += 1
        if what == "inclusion":
            taken += tree.included(start, at, size, changed, head)
        else:
            taken += tree.consistent(at, start, size, head, changed)
    assert taken == 0
