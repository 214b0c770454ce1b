"""That one checkpoint continues another: the file that proves it, and what is read of such a file.

The file is what C2SP's tlog-witness takes (add-checkpoint): a line "old SIZE", the hashes of the proof, one a line, an
empty line, and the newer checkpoint.
"""

import base64
from collections.abc import Iterable
from dataclasses import dataclass, field

from groupbot.ledger import checkpoint, proof
from groupbot.ledger.checkpoint import Checkpoint
from groupbot.ledger.errors import LedgerError
from groupbot.ledger.proof import Proven
from groupbot.ledger.reading import REMEDY, hash_bytes, number
from groupbot.ledger.signed_note import Key
from groupbot.ledger.tree import HASH_BYTES, LONGEST_PROOF

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
