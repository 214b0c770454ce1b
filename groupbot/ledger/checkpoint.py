"""What the log was at one moment, signed: C2SP's tlog-checkpoint, without extension lines."""

import base64
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from groupbot.ledger import tree
from groupbot.ledger.errors import LedgerError
from groupbot.ledger.reading import REMEDY, hash_bytes, number
from groupbot.ledger.signed_note import Key, Note, NoteSigner, open_note, unverified

LINES = 3


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The log's origin, how many leaves it has, and their root."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """Return what is signed: three lines (c2sp.org/tlog-checkpoint)."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"

    def continues(self, older: "Checkpoint", proof: Sequence[bytes]) -> bool:
        """Tell whether this log is the older one grown or unchanged; the proof is `tree.consistency`'s."""
        return self.origin == older.origin and tree.consistent(older.size, older.root, self.size, self.root, proof)


def sign(checkpoint: Checkpoint, signer: NoteSigner) -> bytes:
    """Return the checkpoint as a signed note; raise LedgerError for another log's, and for one that no log could have.

    Whoever calls this answers for it that nothing inconsistent was signed before (c2sp.org/tlog-checkpoint).
    """
    if checkpoint.origin != signer.key.name:
        raise LedgerError(
            "The checkpoint belongs to another log than the signing key.", "Sign it with the key of its own origin."
        )
    note = signer.sign(checkpoint.text)
    read(note, [signer.key])  # what could not be read again does not leave the house
    return note


def read(note: bytes, keys: Iterable[Key]) -> Checkpoint:
    """Return the checkpoint of a note that its own log signed; raise LedgerError for everything else."""
    return _stated(open_note(note, keys))


def claimed(note: bytes) -> Checkpoint:
    """Return the checkpoint that a note states, whoever wrote it; raise LedgerError for what no log states."""
    return _stated(unverified(note))


def _stated(opened: Note) -> Checkpoint:
    lines = opened.text[:-1].split("\n")
    if len(lines) != LINES:
        raise LedgerError("The checkpoint has other lines than origin, size and root; this bot's have none.", REMEDY)
    origin, size, root = lines
    if origin not in opened.signers:
        raise LedgerError("The checkpoint is signed, but not with the key of the log that it names.", REMEDY)
    checkpoint = Checkpoint(
        origin,
        number(size, "The size in the checkpoint"),
        hash_bytes(root, "The root in the checkpoint", tree.HASH_BYTES),
    )
    if checkpoint.size > tree.LARGEST_SIZE:
        raise LedgerError("The checkpoint names a size that no log has.", REMEDY)
    return checkpoint
