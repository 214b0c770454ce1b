"""`groupbot disclose` over a deployment that real people used: its table is the page's, to the letter."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from groupbot.cli.main import app
from groupbot.disclosure.page import HEAD, LINES, MACHINERY
from groupbot.duties import DUTIES
from groupbot.vault.entropy import SystemRandom
from groupbot.vault.keyfile import new_key_file
from tests.seizure.admitted import PAGE, Evidence
from tests.seizure.instance import Instance


@pytest.fixture
def files(instance: Instance, evidence: Evidence, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Instance:
    """Return the deployment, named by the environment, with the list of all accounts at hand."""
    chosen = instance.settings()
    for name in ("data", "policy", "root_key_file", "telegram_token_file"):
        monkeypatch.setenv(f"GROUPBOT_{name.upper()}", str(getattr(chosen, name)))
    (tmp_path / "accounts").write_text("".join(f"telegram {number}\n" for number in evidence.cast.ids))
    return instance


def disclose(*words: str) -> Result:
    told = CliRunner().invoke(app, ["disclose", *words])
    assert told.exit_code == 0, told.output
    return told


def table() -> str:
    """Return the page's table as it stands there."""
    page = PAGE.read_text(encoding="utf-8")
    begin = page.index(HEAD)
    return page[begin : page.index("\n\n", begin)]


def test_it_prints_the_page(files: Instance, tmp_path: Path) -> None:
    """REQUIRES that over the populated deployment the command prints the page's table, no line more, less or other."""
    told = disclose("--accounts", str(tmp_path / "accounts")).stdout
    assert told.partition("\n\n")[0] == table()
    assert f"The root key is in {files.root_key}" in told


def test_a_seized_key_file_opens_the_same(files: Instance, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """REQUIRES that a copy of the root key's file, wherever it was found, opens what the page says, with no setting."""
    shutil.copy(files.root_key, tmp_path / "seized.key")
    monkeypatch.delenv("GROUPBOT_ROOT_KEY_FILE")
    told = disclose("--key", str(tmp_path / "seized.key"), "--accounts", str(tmp_path / "accounts")).stdout
    assert told.partition("\n\n")[0] == table()


@pytest.mark.usefixtures("files")
def test_without_the_key_only_the_first_column() -> None:
    """REQUIRES that without the root key nothing is found but what the page says of the files alone."""
    told = disclose("--without-key").stdout.partition("\n\n")[0].splitlines()
    said = table().splitlines()
    alone = [
        line.replace("| no | no | yes |", "| no | no | no |").replace("| no | yes | yes |", "| no | no | no |")
        for line in said
    ]
    assert told == alone


def test_another_key_opens_nothing(files: Instance, tmp_path: Path) -> None:
    """REQUIRES that a root key that is not the vault's ends the command in one line, with a remedy."""
    other = tmp_path / "other.key"
    other.touch(mode=0o600)
    other.write_bytes(new_key_file(SystemRandom()))
    told = CliRunner().invoke(app, ["disclose", "--key", str(other)])
    assert told.exit_code == 1
    assert told.stderr.startswith("The root key does not belong to this vault.")


def test_a_backup_opens_no_more_than_today(files: Instance, evidence: Evidence, tmp_path: Path) -> None:
    """REQUIRES that a copy of the database is looked into, unchanged by it, and opens to today's vault alone."""
    copy = Path(shutil.copy(files.data / "groupbot.db", tmp_path / "copy.db"))
    before = copy.read_bytes()
    told = disclose("--backup", str(copy)).stdout
    count = len(evidence.seizure.opened)
    assert f"Backup {copy}: of {count} sealed values that the key was tried on, {count} open." in told
    assert copy.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir() if "copy" in path.name] == ["copy.db"]


@pytest.mark.usefixtures("files")
def test_value_by_value(evidence: Evidence) -> None:
    """REQUIRES that everything that opens is there in JSON, and neither the bot's token nor the root key."""
    told = disclose("--json").stdout
    values = json.loads(told)["values"]["now"]
    assert len(values["consent_grant"]) == len(evidence.seizure.of("consent_grant"))
    assert values["restriction"][0]["says"] == [4_000_000_000]
    assert evidence.token not in told


@pytest.mark.parametrize("words", [["--accounts", "none-such"], ["--backup", "none-such"], ["--backup", __file__]])
@pytest.mark.usefixtures("files")
def test_used_wrongly(words: list[str]) -> None:
    """REQUIRES that a list or a backup that cannot be read is told in one line, with a remedy."""
    told = CliRunner().invoke(app, ["disclose", *words])
    assert (told.exit_code, told.stdout, told.stderr.count("\n")) == (2, "", 1)


def test_every_table_is_spoken_of() -> None:
    """REQUIRES that each declared table is of a line of the page, or of the machinery, of which nothing can be told."""
    spoken = {line.table for line in LINES} - {""}
    assert {duty.table.name for duty in DUTIES} == spoken | MACHINERY
    assert not spoken & MACHINERY
