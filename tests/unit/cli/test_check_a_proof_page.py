"""docs/check-a-proof.md: its commands, tried as they are written."""

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from groupbot.cli.main import app
from groupbot.i18n.catalogue import FOLDER
from groupbot.receipts import Claim, Group, Kind, Signer, issue
from groupbot.receipts.publickey import publish
from tests.counted import Counted
from tests.unit.ledger.book import Book

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "check-a-proof.md").read_text("utf-8")
TRIED = re.findall(r"^ *groupbot (.+)$", PAGE, re.MULTILINE)
LANGUAGES = sorted(path.stem for path in FOLDER.glob("*.json") if path.stem != "qqq")
CONSENT = Claim(
    kind=Kind.CONSENT,
    day="2026-11-24",
    purposes=("events",),
    valid_until="2027-11-24",
    language="en",
    group=Group("telegram", "-100123", "Editors"),
    notice="ab" * 32,
)


@pytest.fixture
def shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with what the page speaks of, and nothing else: no bot is set up."""
    for name in ("GROUPBOT_DATA", "GROUPBOT_ROOT_KEY_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    book, signer = Book(300), Signer(b"s" * 32)
    (tmp_path / "shown.tlog-proof").write_bytes(book.prove(123))
    (tmp_path / "log-key.txt").write_text(f"{book.signer.key}\n", "utf-8")
    (tmp_path / "shown.json").write_bytes(issue(signer, Counted(), CONSENT))
    publish(signer.public_key, tmp_path)
    return tmp_path


def test_the_page_names_both_commands() -> None:
    """REQUIRES that the page shows how a proof and how a receipt is checked, and that README leads to it."""
    assert [tuple(line.split()[:2]) for line in TRIED] == [("ledger", "verify"), ("receipt", "verify")]
    assert "docs/check-a-proof.md" in (ROOT / "README.md").read_text("utf-8")


@pytest.mark.usefixtures("shown")
@pytest.mark.parametrize("line", TRIED)
def test_each_command_works_as_written(line: str) -> None:
    """REQUIRES that each command finds what is valid to be valid, with the key beside it and no bot set up."""
    done = CliRunner().invoke(app, line.split())
    assert (done.exit_code, done.stdout[:6]) == (0, "Valid.")


@pytest.mark.parametrize("line", TRIED)
def test_each_command_refuses_what_was_changed(shown: Path, line: str) -> None:
    """REQUIRES that each command says "Not valid" and ends with 1 where one letter of the file is another."""
    file = shown / line.split()[2]
    file.write_text(file.read_text("utf-8").replace("c2sp.org/tlog", "c2sp.org/glog").replace("-24", "-23"), "utf-8")
    done = CliRunner().invoke(app, line.split())
    assert (done.exit_code, done.stderr[:9]) == (1, "Not valid")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_word_with_a_proof_names_the_command(language: str) -> None:
    """REQUIRES that whoever gets a proof reads, in each language, the command that they can pass on with it."""
    words = json.loads((FOLDER / f"{language}.json").read_text("utf-8"))["proof-file"]
    assert "groupbot ledger verify FILE" in words
    assert "/verify" in words
