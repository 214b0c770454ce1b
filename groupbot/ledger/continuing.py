"""That one checkpoint continues another: the file that proves it, and what two of them say of each other.

The file is what C2SP's tlog-witness takes (add-checkpoint): a line "old SIZE", the hashes of the proof, one a line, an
empty line, and the newer checkpoint.
"""

import base64
from collections.abc import Iterable
from dataclasses import dataclass, field

from groupbot.ledger import checkpoint, proof, tree
from groupbot.ledger.checkpoint import Checkpoint
from groupbot.ledger.errors import LedgerError
from groupbot.ledger.proof import Proven
from groupbot.ledger.reading import REMEDY, hash_bytes, number
from groupbot.ledger.signed_note import Key
from groupbot.ledger.tree import HASH_BYTES, LONGEST_PROOF, Node

LARGEST = proof.LARGEST
_OLD = b"old "


@dataclass(frozen=True, slots=True)
class Shown:
    """A signed checkpoint that somebody shows; with it the entry it came with, or its proof that it continues `old`."""

    checkpoint: Checkpoint
    entry: Proven | None = None
    old: int | None = None
    path: tuple[bytes, ...] = field(repr=False, default=())


def file_of(old: int, path: Iterable[bytes], note: bytes) -> bytes:
    """Return the file which proves that the checkpoint of a note continues that of `old` leaves."""
    lines = [_OLD + str(old).encode(), *map(base64.b64encode, path)]
    return b"\n".join(lines) + b"\n\n" + note


def read(data: bytes, keys: Iterable[Key]) -> Shown:
    """Return what a checkpoint, a proof of an entry or a proof of continuing shows, its signature verified.

    Raises LedgerError for everything else.
    """
    if len(data) > LARGEST:
        raise LedgerError(f"The file has more than {LARGEST:,} bytes; files of the log are far smaller.", REMEDY)
    if data.startswith(proof.HEADER.encode()):
        proven = proof.verify(data, keys)
        return Shown(proven.checkpoint, proven)
    if not data.startswith(_OLD):
        return Shown(checkpoint.read(data, keys))
    head, _, note = data.partition(b"\n\n")
    first, *lines = head.decode("ascii", "replace").split("\n")
    if len(lines) > LONGEST_PROOF:
        raise LedgerError(f"The proof has more than {LONGEST_PROOF} hashes.", REMEDY)
    path = tuple(hash_bytes(line, f"Line {at} of the proof", HASH_BYTES) for at, line in enumerate(lines, 2))
    old = number(first.removeprefix(_OLD.decode()), "The size in line 1 of the proof")
    return Shown(checkpoint.read(note, keys), None, old, path)


def path_between(one: Shown, other: Shown) -> tuple[bytes, ...] | None:
    """Return the proof that one of the two brings along, None where the log itself has to be asked."""
    older, newer = in_order(one, other)
    if newer.old == older.checkpoint.size:
        return newer.path
    return () if older.checkpoint.size in {0, newer.checkpoint.size} else None


def path_in(node: Node, one: Shown, other: Shown) -> tuple[bytes, ...]:
    """Return the proof between two checkpoints from the log's own tree; raise LedgerError where that is shorter."""
    older, newer = in_order(one, other)
    return tree.consistency(node, older.checkpoint.size, newer.checkpoint.size)


def continues(one: Shown, other: Shown, path: tuple[bytes, ...]) -> bool:
    """Tell whether the longer of two logs, of one name or two, is the shorter one grown."""
    older, newer = (shown.checkpoint for shown in in_order(one, other))
    return tree.consistent(older.size, older.root, newer.size, newer.root, path)


def in_order(one: Shown, other: Shown) -> tuple[Shown, Shown]:
    """Return the shorter first; of two as long, the one that brings its proof last."""
    swapped = (one.checkpoint.size, one.old is not None) > (other.checkpoint.size, other.old is not None)
    return (other, one) if swapped else (one, other)
