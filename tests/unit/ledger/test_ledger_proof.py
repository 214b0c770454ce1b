"""The proof file: what it shows offline, what it tells of others, and everything that is none."""

import base64

import pytest

from groupbot.ledger.errors import LedgerError
from groupbot.ledger.opening import make
from groupbot.ledger.proof import HEADER, LARGEST, LARGEST_HEAD, SUFFIX, Proof, read, verify
from groupbot.people import Actor
from tests.counted import Counted
from tests.unit.ledger.book import GROUP, ORIGIN, WARNED, Book

BOOK = Book(300)
KEYS = [BOOK.signer.key]
PROOF = BOOK.prove(123)
LINES = PROOF.decode().split("\n")


def test_form() -> None:
    """REQUIRES the lines of c2sp.org/tlog-proof in their order, and the checkpoint word for word behind them."""
    assert LINES[0] == "c2sp.org/tlog-proof@v1"
    assert LINES[1] == "extra " + base64.b64encode(bytes(BOOK.openings[123])).decode()
    assert LINES[2] == "index 123"
    assert [len(line) for line in LINES[3:12]] == [44] * 9
    assert LINES[12:15] == ["", ORIGIN, "300"]
    assert LINES[16] == ""
    assert LINES[17].startswith(f"— {ORIGIN} ")
    assert LINES[18:] == [""]


def test_is_known_by_its_name() -> None:
    """REQUIRES the ending by which C2SP's tools know such a file, and that log lines show no path or checkpoint."""
    assert SUFFIX == ".tlog-proof"
    told = repr(read(PROOF))
    assert "path" not in told
    assert "note" not in told


def test_shows_the_entry() -> None:
    """REQUIRES that key and file alone show the entry, its index and the checkpoint, at every size from its own on."""
    for size in (124, 128, 256, 257, 300):
        proven = verify(BOOK.prove(123, size), KEYS)
        assert proven.opening == BOOK.openings[123]
        assert (proven.index, proven.checkpoint) == (123, BOOK.checkpoint(size))
    assert verify(Book(1).prove(0), KEYS).opening.entry.happened == WARNED


def test_shows_no_more_than_wanted() -> None:
    """REQUIRES that a proof with who and where shut verifies and has neither of them in it."""
    shown = BOOK.openings[123].shut(who=True, where=True)
    data = BOOK.prove(123, shown=shown)
    assert verify(data, KEYS).opening == shown
    assert len(read(data).path) == len(read(PROOF).path)
    extra = base64.b64decode(data.decode().split("\n")[1].removeprefix("extra "))
    assert GROUP.id.encode() not in extra


def test_reveals_nobody_else() -> None:
    """REQUIRES that nothing of any other entry is in a proof but hashes: no payload, salt or id."""
    extra = base64.b64decode(LINES[1].removeprefix("extra "))
    for other in BOOK.openings[:123] + BOOK.openings[124:]:
        assert other.payload not in extra
        assert other.salt not in extra
        assert other.who
        assert other.who.salt not in PROOF + extra


def test_erasing_others_changes_no_proof() -> None:
    """REQUIRES that a proof needs of all other entries only the hashes, which are left when they are erased."""
    book = Book(300)
    expected = book.prove(7)
    book.openings = [book.openings[7]]
    assert book.prove(7, shown=book.openings[0]) == expected


def test_another_entry() -> None:
    """REQUIRES that an opening which is not in the log, or stands elsewhere in it, is refused."""
    stranger = make(Counted(), WARNED, Actor("telegram", "1"), GROUP)
    for opening in (stranger, BOOK.openings[122]):
        with pytest.raises(LedgerError, match="does not stand in the log at this place"):
            verify(BOOK.prove(123, shown=opening), KEYS)


def test_another_log() -> None:
    """REQUIRES that another log's proof is refused, and one that joins our path to its checkpoint."""
    other = Book(300, "groupbot.invalid/fedcba9876543210/1", b"o" * 32)
    with pytest.raises(LedgerError, match="not signed with a key that was given"):
        verify(other.prove(123), KEYS)
    ours, theirs = read(PROOF), read(other.prove(123))
    joined = bytes(Proof(ours.opening, ours.index, ours.path, theirs.note))
    with pytest.raises(LedgerError, match="does not stand in the log at this place"):
        verify(joined, [*KEYS, other.signer.key])


def lines(at: int, *instead: str) -> bytes:
    """Return the proof with one line replaced by others, or by none."""
    return "\n".join([*LINES[:at], *instead, *LINES[at + 1 :]]).encode()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "cut off before its checkpoint"),
        (b"\n\n", "Line 1"),
        (b"a" * (LARGEST + 1), "more than 139,264 bytes"),
        (b"a" * LARGEST, "cut off before its checkpoint"),
        (b"a" * (LARGEST_HEAD + 1) + b"\n\n", "no proof of this bot's"),
        (b"a" * LARGEST_HEAD + b"\n\n", "Line 1"),
        (HEADER.encode() + b"\n\n", "Line 2"),
        (PROOF.replace(b"\n", b"\r\n"), "cut off before its checkpoint"),
        (b"\xef\xbb\xbf" + PROOF, "characters that proofs never have"),
        (b" " + PROOF, "Line 1"),
        (lines(0, "c2sp.org/tlog-proof@v2"), "Line 1"),
        (lines(1), "Line 2 of the proof does not open"),
        (lines(1, "extra "), "cut off"),
        (lines(1, LINES[1] + "="), "not base64|stray bits"),
        (lines(1, "extra  " + LINES[1][6:]), "not base64"),
        (lines(2), "Line 3"),
        (lines(2, "index 0123"), "whole number"),
        (lines(2, "index +123"), "whole number"),
        (lines(2, "index 123 "), "whole number"),
        (lines(2, "index " + "9" * 20), "whole number"),
        (lines(2, "index 124"), "does not stand"),
        (lines(2, "index 379"), "does not stand"),
        (lines(3), "does not stand"),
        (lines(3, LINES[3], LINES[3]), "does not stand"),
        (lines(3, LINES[4]), "does not stand"),
        (lines(3, *[LINES[3]] * 57), r"more than 64 hashes\. "),
        (lines(3, *[LINES[3]] * 56), "does not stand"),
        (lines(5, LINES[5][:-4]), "Line 6 of the proof has 30 bytes instead of 32"),
        (lines(5, "?" + LINES[5][1:]), "Line 6 of the proof is not base64"),
        (lines(12, "", ""), "not with the key|does not fit"),
        (PROOF[:-2], "cut off"),
        (PROOF + b"\n", "cut off|of the form"),
        (PROOF + PROOF, "of the form|signatures|not with|control|does not fit"),
    ],
)
def test_no_proofs(data: bytes, why: str) -> None:
    """REQUIRES that a file which is not such a proof, to the byte, is refused, saying where and why."""
    with pytest.raises(LedgerError, match=why) as told:
        verify(data, KEYS)
    assert told.value.remedy
