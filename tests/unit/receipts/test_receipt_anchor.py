"""The log's checkpoint in a receipt: signed with the rest of it, shown to whoever checks it, and never trusted."""

import json
from base64 import b64encode
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from groupbot.cli.receipt import app
from groupbot.ledger.checkpoint import Checkpoint, read, sign
from groupbot.ledger.signed_note import NoteSigner
from groupbot.ports import Random
from groupbot.receipts import Claim, Kind, ReceiptError, Signer, issue, verify
from groupbot.receipts.anchor import LONGEST
from groupbot.receipts.publickey import as_text
from groupbot.receipts.receipt import ANCHORED, SCHEMA

LOG = NoteSigner("log.invalid/1", b"l" * 32)
STATED = Checkpoint("log.invalid/1", 1280, bytes(range(32)))
NOTE = sign(STATED, LOG).decode()
NOTHING = b64encode(bytes(68)).decode()


@pytest.fixture(params=Kind)
def anchored(request: pytest.FixtureRequest, signer: Signer, random: Random, claim: Claim) -> bytes:
    """Return a receipt of either kind that carries the log's checkpoint."""
    what = claim if request.param is Kind.CONSENT else Claim(Kind.WITHDRAWAL, claim.day, claim.purposes, claim.group)
    return issue(signer, random, replace(what, checkpoint=NOTE))


def signed(signer: Signer, receipt: bytes, **changes: object) -> bytes:
    """Return the receipt with other fields in its body, None for one that is left out, rightly signed."""
    file = json.loads(receipt)
    body = {name: value for name, value in (file["receipt"] | changes).items() if value is not None}
    signature = b64encode(signer.sign(body).signature).decode()
    return json.dumps({"receipt": body, "signature": signature}).encode()


def test_it_is_the_logs_own_word(anchored: bytes, signer: Signer) -> None:
    """REQUIRES that a receipt gives back the checkpoint letter by letter, so that the log's own key verifies it."""
    stated = verify(anchored, signer.public_key)
    assert stated.anchor is not None
    assert stated.anchor.stated == STATED
    assert read(stated.anchor.note.encode(), [LOG.key]) == STATED
    assert json.loads(anchored)["receipt"]["schema"] == ANCHORED


def test_before_the_log_has_one(receipt: bytes, signer: Signer) -> None:
    """REQUIRES that a receipt without a checkpoint is of the first schema, as all were, and states none."""
    assert json.loads(receipt)["receipt"]["schema"] == SCHEMA
    assert verify(receipt, signer.public_key).anchor is None


def test_it_cannot_be_exchanged(anchored: bytes, signer: Signer) -> None:
    """REQUIRES that another checkpoint in the place of the signed one, or none, is a change of the receipt."""
    other = sign(replace(STATED, size=1024), LOG).decode()
    for change in ({"checkpoint": other}, {"schema": SCHEMA}):
        file = json.loads(anchored)
        file["receipt"] |= change
        with pytest.raises(ReceiptError, match="was changed after it was signed"):
            verify(json.dumps(file).encode(), signer.public_key)


@pytest.mark.parametrize("change", [{"schema": SCHEMA}, {"checkpoint": None}])
def test_schema_and_checkpoint_belong_together(anchored: bytes, signer: Signer, change: dict[str, object]) -> None:
    """REQUIRES that even a rightly signed receipt is refused whose schema does not say whether it has a checkpoint."""
    with pytest.raises(ReceiptError, match="with a checkpoint is groupbot-receipt-2"):
        verify(signed(signer, anchored, **change), signer.public_key)


@pytest.mark.parametrize(
    ("hostile", "why"),
    [
        ("", "no text of at most"),
        (7, "no text of at most"),
        (["a"], "no text of at most"),
        (NOTE + "x" * LONGEST, "no text of at most"),
        ("a log of 7 leaves", "no checkpoint of a log"),
        (NOTE.rstrip(), "cut off"),
        (NOTE.replace("\n", "\r\n"), "control characters"),
        (NOTE.replace("1280", "01280"), "whole number"),
        (NOTE.replace("1280", "9" * 19), "size that no log has"),
        (f"\x1b[2J\n1\n{NOTE}", "control characters"),
        (f"other\n1\n{b64encode(bytes(32)).decode()}\n\n\N{EM DASH} log {NOTHING}\n", "log that it names"),
        (NOTE.replace("log.invalid", "log\u202egol"), "steer a screen"),
        (NOTE.replace("log.invalid", "log\u2066"), "steer a screen"),
        (NOTE.replace("log.invalid", "log\x85"), "not of the form"),
        (NOTE.replace("log.invalid", "log\u2028"), "not of the form"),
    ],
)
def test_hostile_checkpoints(signer: Signer, random: Random, claim: Claim, hostile: object, why: str) -> None:
    """REQUIRES that what no log signs is refused in words, whoever signed the receipt, and never issued."""
    receipt = issue(signer, random, replace(claim, checkpoint=NOTE))
    with pytest.raises(ReceiptError, match=why):
        verify(signed(signer, receipt, checkpoint=hostile), signer.public_key)
    if isinstance(hostile, str) and hostile:
        with pytest.raises(ReceiptError, match=why):
            issue(signer, random, replace(claim, checkpoint=hostile))


def test_told_by_the_command(anchored: bytes, signer: Signer, tmp_path: Path) -> None:
    """REQUIRES that `groupbot receipt verify` tells the log's origin, size and the beginning of its root."""
    file = tmp_path / "receipt.json"
    file.write_bytes(anchored)
    command = ["verify", str(file), "--key", as_text(signer.public_key)]
    said = CliRunner().invoke(app, command).stdout.splitlines()
    assert said[1] == "The log log.invalid/1 had 1,280 leaves then, under the root 0001020304050607."
    assert said[2].startswith("It does not prove")
    assert CliRunner().invoke(app, [*command, "--checkpoint"]).stdout == NOTE
    told = json.loads(CliRunner().invoke(app, [*command, "--json"]).stdout)["log"]
    assert told == {"origin": STATED.origin, "size": 1280, "root": STATED.root.hex(), "checkpoint": NOTE}


def test_no_checkpoint_to_be_had(receipt: bytes, signer: Signer, tmp_path: Path) -> None:
    """REQUIRES that who wants the checkpoint of a receipt without one is told that it has none, and gets nothing."""
    file = tmp_path / "receipt.json"
    file.write_bytes(receipt)
    result = CliRunner().invoke(app, ["verify", str(file), "--key", as_text(signer.public_key), "--checkpoint"])
    assert (result.exit_code, result.stdout) == (1, "")
    assert "had no checkpoint" in result.stderr
