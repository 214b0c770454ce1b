"""`groupbot receipt verify`."""

import json
from base64 import b64encode
from pathlib import Path

import pytest
from typer.testing import CliRunner

from groupbot.cli.receipt import app
from groupbot.receipts import Signer
from groupbot.receipts.publickey import as_text, publish

RUN = CliRunner()


@pytest.fixture
def file(tmp_path: Path, receipt: bytes, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("GROUPBOT_DATA", raising=False)
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "receipt.json"
    path.write_bytes(receipt)
    return path


def test_valid(file: Path, signer: Signer) -> None:
    """Requires two lines: what the receipt says with the title isolated, and what it does not prove."""
    result = RUN.invoke(app, ["verify", str(file), "--key", as_text(signer.public_key)])
    assert result.exit_code == 0
    said, limits = result.stdout.splitlines()
    assert said.startswith("Valid. On 2026-11-24 consent was given in the group")
    assert "\u2068\u05e2\u05d5\u05e8\u05db\u05d9\u05dd\u2069" in said
    assert "digest, events" in said
    assert "2027-11-24" in said
    assert limits.startswith("It does not prove that nothing came after it")
    assert "names nobody" in limits


def test_key_file(file: Path, signer: Signer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Requires that the key is taken from a named file, else from the data folder, set or default."""
    data = tmp_path / "data"
    data.mkdir()
    published = publish(signer.public_key, data)
    assert RUN.invoke(app, ["verify", str(file)]).exit_code == 0
    assert RUN.invoke(app, ["verify", str(file), "--key", str(published)]).exit_code == 0
    monkeypatch.setenv("GROUPBOT_DATA", str(tmp_path / "elsewhere"))
    assert RUN.invoke(app, ["verify", str(file)]).exit_code == 2
    monkeypatch.setenv("GROUPBOT_DATA", str(data))
    assert RUN.invoke(app, ["verify", str(file)]).exit_code == 0


def test_closed_withdrawal(file: Path, signer: Signer) -> None:
    """Requires that a withdrawal without its opening is told as one in a group that it does not name."""
    body = json.loads(file.read_bytes())["receipt"] | {"kind": "withdrawal"}
    for part in ("valid_until", "language", "notice"):
        del body[part]
    signature = b64encode(signer.sign(body).signature).decode()
    file.write_text(json.dumps({"receipt": body, "signature": signature}))
    result = RUN.invoke(app, ["verify", str(file), "--key", as_text(signer.public_key)])
    assert "consent was withdrawn in a group that it does not name for: digest, events." in result.stdout


def test_not_valid(file: Path, signer: Signer) -> None:
    """Requires exit code 1 and one line of reason and remedy for a changed receipt, on the error stream."""
    file.write_bytes(file.read_bytes().replace(b"2026-11-24", b"2026-11-23"))
    result = RUN.invoke(app, ["verify", str(file), "--key", as_text(signer.public_key)])
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "Not valid. The signature does not fit: the receipt was changed after it was signed. "
        "Use the file as it was given, unchanged.\n"
    )


@pytest.mark.parametrize("key", ["", "nowhere.pub", "A" * 44, "."])
def test_no_key(file: Path, key: str) -> None:
    """Requires exit code 2 and the way to give a key when there is none that can be used."""
    result = RUN.invoke(app, ["verify", str(file), "--key", key])
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--key FILE" in result.stderr or "groupbot key public" in result.stderr


def test_no_file(tmp_path: Path, signer: Signer) -> None:
    """Requires exit code 2 for a receipt that is not there, or is a folder."""
    for path in (tmp_path / "nothing", tmp_path):
        result = RUN.invoke(app, ["verify", str(path), "--key", as_text(signer.public_key)])
        assert (result.exit_code, result.stdout) == (2, "")
        assert "cannot be read" in result.stderr


def test_json(file: Path, signer: Signer) -> None:
    """Requires that a program reads the same: what is stated, the limits, or why it is not valid."""
    command = ["verify", str(file), "--json", "--key", as_text(signer.public_key)]
    stated = json.loads(RUN.invoke(app, command).stdout)
    assert (stated["valid"], stated["kind"], stated["group"]["id"]) == (True, "consent", "-100123")
    assert "does not prove" in stated["limits"]
    file.write_bytes(b"{}")
    result = RUN.invoke(app, command)
    assert (result.exit_code, json.loads(result.stdout)["valid"]) == (1, False)
