"""Checkpoints: three lines, signed with the key of the log that they name."""

import base64
from dataclasses import replace

import pytest

from groupbot.ledger import tree
from groupbot.ledger.checkpoint import Checkpoint, claimed, read, sign
from groupbot.ledger.errors import LedgerError
from groupbot.ledger.signed_note import NoteSigner
from groupbot.ledger.tiles import Nodes
from tests.unit.ledger.book import ORIGIN, Shelf, leaves

SIGNER = NoteSigner(ORIGIN, b"s" * 32)
ROOT = base64.b64encode(b"r" * 32).decode()
# The example of c2sp.org/tlog-checkpoint, whose key is not published.
EXAMPLE_TEXT = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
EXAMPLE = (
    f"{EXAMPLE_TEXT}\n— example.com/behind-the-sofa"
    " Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
).encode()


def test_published_text() -> None:
    """REQUIRES, byte for byte, the text of C2SP's example, which is not ours to verify."""
    root = base64.b64decode("CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=")
    assert Checkpoint("example.com/behind-the-sofa", 20_852_163, root).text == EXAMPLE_TEXT
    with pytest.raises(LedgerError, match="not signed with a key that was given"):
        read(EXAMPLE, [SIGNER.key])


@pytest.mark.parametrize("size", [0, 1, 256, tree.LARGEST_SIZE])
def test_round_trip(size: int) -> None:
    """REQUIRES that a signed checkpoint is read as what was signed."""
    checkpoint = Checkpoint(ORIGIN, size, b"r" * 32)
    assert read(sign(checkpoint, SIGNER), [SIGNER.key]) == checkpoint


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (f"{ORIGIN}\n1\n", "other lines"),
        (f"{ORIGIN}\n1\n{ROOT}\nextension\n", "other lines"),
        (f"{ORIGIN}\n01\n{ROOT}\n", "whole number"),
        (f"{ORIGIN}\n-1\n{ROOT}\n", "whole number"),
        (f"{ORIGIN}\n\u0661\n{ROOT}\n", "whole number"),
        (f"{ORIGIN}\n1 \n{ROOT}\n", "whole number"),
        (f"{ORIGIN}\n\n{ROOT}\n", "whole number"),
        (f"{ORIGIN}\n{10**19}\n{ROOT}\n", "whole number"),
        (f"{ORIGIN}\n{2**63}\n{ROOT}\n", "size that no log has"),
        (f"{ORIGIN}\n1\n{ROOT[:-4]}\n", r"bytes instead of 32\. "),
        (f"{ORIGIN}\n1\n{ROOT[:-2]}B=\n", "stray bits"),
        (f"{ORIGIN}\n1\n?{ROOT[1:]}\n", "not base64"),
        (f"{ORIGIN}\n1\n\u00e9{ROOT[1:]}\n", "not base64"),
        (f"other\n1\n{ROOT}\n", "not with the key of the log that it names"),
    ],
)
def test_no_checkpoints(text: str, why: str) -> None:
    """REQUIRES that a text which is no checkpoint of this log is refused although its key signed it, known or not."""
    for reading in (lambda note: read(note, [SIGNER.key]), claimed):
        with pytest.raises(LedgerError, match=why) as told:
            reading(SIGNER.sign(text))
        assert told.value.remedy


def test_a_claim_is_read_and_nothing_more() -> None:
    """REQUIRES that the checkpoint of a log whose key nobody has is read as it stands, also one that was changed."""
    assert claimed(EXAMPLE).text == EXAMPLE_TEXT
    checkpoint = Checkpoint(ORIGIN, 7, b"r" * 32)
    note = sign(checkpoint, SIGNER)
    assert claimed(note) == checkpoint
    assert claimed(note.replace(b"\n7\n", b"\n8\n")) == replace(checkpoint, size=8)
    with pytest.raises(LedgerError, match="was changed after it was signed"):
        read(note.replace(b"\n7\n", b"\n8\n"), [SIGNER.key])
    for broken in (note[:-1], note.replace("\N{EM DASH}".encode(), b"-"), b"", b"\xff"):
        with pytest.raises(LedgerError):
            claimed(broken)


@pytest.mark.parametrize(
    ("checkpoint", "why"),
    [
        (Checkpoint("other", 1, b"r" * 32), "belongs to another log than the signing key"),
        (Checkpoint(ORIGIN, -1, b"r" * 32), "is not a whole number"),
        (Checkpoint(ORIGIN, 1, b"r" * 31), r"has 31 bytes instead of 32\. "),
    ],
)
def test_not_signed(checkpoint: Checkpoint, why: str) -> None:
    """REQUIRES that no checkpoint leaves the house which could not be read again, or is another log's."""
    with pytest.raises(LedgerError, match=why):
        sign(checkpoint, SIGNER)


def test_an_older_key_still_verifies() -> None:
    """REQUIRES that a checkpoint of an older origin verifies while its key is among those given."""
    older = NoteSigner("groupbot.invalid/0123456789abcdef/0", b"o" * 32)
    checkpoint = Checkpoint(older.key.name, 1, b"r" * 32)
    assert read(sign(checkpoint, older), [SIGNER.key, older.key]) == checkpoint


def test_continues() -> None:
    """REQUIRES that a log continues its own past by a proof, and no other log's, no other past, and no later one."""
    node = Nodes(Shelf(leaves(600)))
    older, newer = (Checkpoint(ORIGIN, size, tree.root(node, size)) for size in (256, 600))
    proof = tree.consistency(node, 256, 600)
    assert newer.continues(older, proof)
    assert newer.continues(newer, ())
    assert not older.continues(newer, proof)
    assert not newer.continues(replace(older, origin="other"), proof)
    assert not newer.continues(replace(older, root=b"r" * 32), proof)
    assert not newer.continues(replace(newer, root=b"r" * 32), ())
