"""That one checkpoint continues another: the file that proves it."""

import base64

import pytest

from groupbot.ledger import checkpoint, continuing, tree
from groupbot.ledger.continuing import LARGEST, Shown, file_of, read
from groupbot.ledger.errors import LedgerError
from groupbot.ledger.tiles import Nodes
from tests.unit.ledger.book import Book

BOOK = Book(600)
KEYS = [BOOK.signer.key]
NODE = Nodes(BOOK.shelf)


def note(size: int) -> bytes:
    """Return the signed checkpoint of a size."""
    return checkpoint.sign(BOOK.checkpoint(size), BOOK.signer)


PATH = tree.consistency(NODE, 256, 600)
FILE = file_of(256, PATH, note(600))
PROVED = read(FILE, KEYS)


def test_form() -> None:
    """REQUIRES the lines of c2sp.org/tlog-witness: the old size, the hashes, an empty line, the newer checkpoint."""
    hashes = b"".join(base64.b64encode(part) + b"\n" for part in PATH)
    assert b"old 256\n" + hashes + b"\n" + note(600) == FILE


def test_what_is_shown() -> None:
    """REQUIRES that a checkpoint, a proof of an entry and a proof of continuing are told apart, and each verified."""
    head = BOOK.checkpoint(600)
    assert Shown(head) == read(note(600), KEYS)
    assert Shown(head, None, 256, PATH) == PROVED
    proven = read(BOOK.prove(7), KEYS)
    assert (proven.checkpoint, proven.entry and proven.entry.index, proven.old, proven.path) == (head, 7, None, ())
    for data in (note(600), FILE, BOOK.prove(7)):
        with pytest.raises(LedgerError, match="not signed with a key that was given"):
            read(data, [])


def lines(*between: bytes, first: bytes = b"old 256") -> bytes:
    """Return a file with other hashes in it."""
    return b"\n".join([first, *between]) + b"\n\n" + note(600)


HASH = base64.b64encode(PATH[0])


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "cut off"),
        (b"a" * LARGEST, "checkpoint has more than"),
        (b"a" * (LARGEST + 1), "The file has more than 139,264 bytes"),
        (lines(HASH, HASH[:-4]), "Line 3 of the proof has 30 bytes instead of 32"),
        (lines(HASH, "é".encode() + HASH), "Line 3 of the proof is not base64"),
        (lines(*[HASH] * 65), r"more than 64 hashes\. "),
        (lines(HASH, first=b"old 0256"), "The size in line 1 of the proof is not a whole number"),
        (lines(HASH, first=b"old \xff"), "The size in line 1 of the proof is not a whole number"),
        (b"old 256\n" + HASH, "cut off"),
    ],
)
def test_no_files(data: bytes, why: str) -> None:
    """REQUIRES that what is no such file is refused, saying where, why, and what to do."""
    with pytest.raises(LedgerError, match=why) as told:
        read(data, KEYS)
    assert told.value.remedy


def test_as_many_hashes_as_proofs_have() -> None:
    """REQUIRES that 64 hashes are read, which is the most that any proof has."""
    assert len(read(lines(*[HASH] * 64), KEYS).path) == 64


def test_says_nothing_in_logs() -> None:
    """REQUIRES that what represents a shown proof in a log line has no path in it."""
    assert "path" not in repr(PROVED)
    assert continuing.LARGEST == 139_264
