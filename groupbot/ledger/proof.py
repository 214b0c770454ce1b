"""The file a member carries away: C2SP's tlog-proof, with the opening of one entry as its extra data.

Anybody who has the log's public key checks it offline. It tells nothing about other entries but their hashes.
"""

import base64
from collections.abc import Iterable
from dataclasses import dataclass, field

from groupbot.ledger import checkpoint, opening
from groupbot.ledger.checkpoint import Checkpoint
from groupbot.ledger.errors import LedgerError
from groupbot.ledger.opening import Opening
from groupbot.ledger.reading import REMEDY, base64_bytes, hash_bytes, number
from groupbot.ledger.signed_note import LARGEST_NOTE, Key
from groupbot.ledger.tree import HASH_BYTES, LONGEST_PROOF, included

HEADER = "c2sp.org/tlog-proof@v1"
SUFFIX = ".tlog-proof"
LARGEST_HEAD = 8 * 1024
LARGEST = LARGEST_HEAD + LARGEST_NOTE

_EXTRA, _INDEX = "extra ", "index "


@dataclass(frozen=True, slots=True)
class Proof:
    """An entry's opening, its index, its path to the root, and the signed checkpoint, word for word."""

    opening: Opening
    index: int
    path: tuple[bytes, ...] = field(repr=False)
    note: bytes = field(repr=False)

    def __bytes__(self) -> bytes:
        """Return the file (c2sp.org/tlog-proof)."""
        lines = [
            HEADER,
            _EXTRA + base64.b64encode(bytes(self.opening)).decode(),
            f"{_INDEX}{self.index}",
            *(base64.b64encode(part).decode() for part in self.path),
        ]
        return "\n".join(lines).encode() + b"\n\n" + self.note


@dataclass(frozen=True, slots=True)
class Proven:
    """What a proof shows: this entry stands at this index of the log that had this checkpoint."""

    opening: Opening
    index: int
    checkpoint: Checkpoint


def read(data: bytes) -> Proof:
    """Return the parts of a proof file, none of them verified; raise LedgerError when the bytes are no such file."""
    if len(data) > LARGEST:
        raise LedgerError(f"The file has more than {LARGEST:,} bytes; proofs are far smaller.", REMEDY)
    head, empty, note = data.partition(b"\n\n")
    if len(head) > LARGEST_HEAD or not empty:
        raise LedgerError("The file is no proof of this bot's, or it is cut off before its checkpoint.", REMEDY)
    try:
        lines = head.decode("ascii").split("\n")
    except UnicodeDecodeError as error:
        raise LedgerError("The proof holds characters that proofs never have.", REMEDY) from error
    if lines[0] != HEADER:
        raise LedgerError(f"Line 1 of the file is not {HEADER!r}: it is no proof of this bot's.", REMEDY)
    lines += [""] * (3 - len(lines))
    if not lines[1].startswith(_EXTRA):
        raise LedgerError("Line 2 of the proof does not open an entry.", "Ask for a proof that says what it proves.")
    if not lines[2].startswith(_INDEX):
        raise LedgerError("Line 3 of the proof does not give the entry's index.", REMEDY)
    if len(lines) > 3 + LONGEST_PROOF:
        raise LedgerError(f"The proof has more than {LONGEST_PROOF} hashes.", REMEDY)
    return Proof(
        opening.read(base64_bytes(lines[1].removeprefix(_EXTRA), "Line 2 of the proof")),
        number(lines[2].removeprefix(_INDEX), "The index in line 3 of the proof"),
        tuple(hash_bytes(line, f"Line {at} of the proof", HASH_BYTES) for at, line in enumerate(lines[3:], 4)),
        note,
    )


def verify(data: bytes, keys: Iterable[Key]) -> Proven:
    """Return what a proof file shows; raise LedgerError unless all of it is as the holder of one of the keys signed.

    That an entry does not exist, or that nothing came after it, no proof shows.
    """
    proof = read(data)
    signed = checkpoint.read(proof.note, keys)
    if not included(proof.opening.leaf, proof.index, signed.size, proof.path, signed.root):
        raise LedgerError("The entry does not stand in the log at this place: one of the two was changed.", REMEDY)
    return Proven(proof.opening, proof.index, signed)
