"""A log in memory: tiles on a shelf, and a book of entries with the signer that proves them."""

import hashlib

from groupbot.ledger import checkpoint, opening, tree
from groupbot.ledger.checkpoint import Checkpoint
from groupbot.ledger.entry import Happened
from groupbot.ledger.kinds import Kind, Page, Reason
from groupbot.ledger.opening import Opening
from groupbot.ledger.proof import Proof
from groupbot.ledger.signed_note import NoteSigner
from groupbot.ledger.tiles import Nodes, append
from groupbot.people import Actor, Chat
from tests.counted import Counted

ORIGIN = "groupbot.invalid/0123456789abcdef/1"
WARNED = Happened(Kind.WARNED, "2026-11-25", Reason.AUDIENCE, wiki="hewiki", page=Page.DELETION)
GROUP = Chat("telegram", "-1001234567890")


def leaves(count: int, named: str = "leaf") -> bytes:
    """Return so many hashes in a row, always the same ones."""
    return hashlib.shake_256(named.encode()).digest(count * 32)


class Shelf:
    """Tiles in memory, which count how often they are read."""

    def __init__(self, *rows: bytes) -> None:
        self.tiles: dict[tuple[int, int], bytes] = {}
        self.size = 0
        self.reads = 0
        for row in rows:
            self.add(row)

    def tile(self, level: int, number: int) -> bytes:
        """Return a tile."""
        self.reads += 1
        return self.tiles.get((level, number), b"")

    def add(self, row: bytes) -> None:
        """Append hashes of leaves."""
        grown = append(self, self.size, row)
        self.tiles.update(grown.changed)
        self.size = grown.size


class Book:
    """A log with its key, and every entry in it wholly open."""

    def __init__(self, entries: int, origin: str = ORIGIN, seed: bytes = b"s" * 32) -> None:
        self.signer = NoteSigner(origin, seed)
        random = Counted()
        random.count = int.from_bytes(hashlib.sha256(origin.encode() + seed).digest()[:4], "big")
        self.openings = [
            opening.make(random, WARNED, Actor("telegram", str(number)), GROUP) for number in range(entries)
        ]
        self.shelf = Shelf(b"".join(one.leaf for one in self.openings))

    def checkpoint(self, size: int | None = None) -> Checkpoint:
        """Return what the log was at a size, the present one unless told."""
        wanted = self.shelf.size if size is None else size
        return Checkpoint(self.signer.key.name, wanted, tree.root(Nodes(self.shelf), wanted))

    def prove(self, index: int, size: int | None = None, shown: Opening | None = None) -> bytes:
        """Return the proof of an entry, which can be given to be shown otherwise than wholly open."""
        head = self.checkpoint(size)
        path = tree.inclusion(Nodes(self.shelf), index, head.size)
        return bytes(Proof(shown or self.openings[index], index, path, checkpoint.sign(head, self.signer)))
