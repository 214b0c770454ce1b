"""The command line as a whole: quick, complete, and in step with the documents."""

import os
import re
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from groupbot.cli.main import app
from groupbot.process.settings import Settings

ROOT = Path(__file__).parents[3]
COMMANDS = [
    ("sandbox",),
    ("run",),
    ("doctor",),
    ("notice",),
    ("panic",),
    ("groups",),
    ("groups", "accept"),
    ("groups", "refuse"),
    ("policy", "check"),
    ("policy", "explain"),
    ("policy", "schema"),
    ("key", "new"),
    ("key", "public"),
    ("receipt", "verify"),
    ("ledger", "verify"),
    ("ledger", "prove"),
    ("ledger", "key"),
    ("ledger", "origin"),
]


def test_help_answers_in_half_a_second() -> None:
    """REQUIRES that `groupbot --help`, a fresh process, takes at most half a second of processor time (best of 3)."""
    # Processor time, since the clock on the wall would judge the other tests of this machine as well.
    quiet = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    taken = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-m", "groupbot", "--help"], check=True, capture_output=True, env=quiet)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        taken.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    assert min(taken) <= 0.5


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_each_command_explains_itself(command: tuple[str, ...]) -> None:
    """REQUIRES that every command has a help page that names its exit codes."""
    shown = CliRunner().invoke(app, [*command, "--help"])
    assert shown.exit_code == 0
    assert "Exit codes" in shown.output


def test_an_unknown_command_ends_with_two() -> None:
    """REQUIRES that wrong use has the exit code that the help promises."""
    assert CliRunner().invoke(app, ["dance"]).exit_code == 2


def test_the_page_of_settings_is_complete() -> None:
    """REQUIRES that docs/settings.md has exactly the variables that there are."""
    page = (ROOT / "docs" / "settings.md").read_text()
    named = set(re.findall(r"^\| `(GROUPBOT_[A-Z_]+)`", page, re.MULTILINE))
    assert named == {f"GROUPBOT_{name.upper()}" for name in Settings.model_fields}


def test_the_readme_names_only_files_that_exist() -> None:
    """REQUIRES that every file that README.md links or copies is there."""
    page = (ROOT / "README.md").read_text()
    named = re.findall(r"\]\((?!https?:)([^)#]+)\)", page) + re.findall(r"cp (\S+) ", page)
    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("GROUPBOT_SETTINGS", "missing", "The settings file cannot be read: No such file or directory."),
        ("GROUPBOT_SETTINGS", "binary", "The settings file cannot be read: it is no text."),
        ("GROUPBOT_SETTINGS", "misspelt", "There is no setting GROUPBOT_DATTA."),
        ("GROUPBOT_LOG_LEVEL", "LOUD", "The setting GROUPBOT_LOG_LEVEL is wrong:"),
    ],
)
def test_wrong_settings_end_with_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, said: str
) -> None:
    """REQUIRES that settings that cannot be used end with 2 and one line that names them as the operator wrote them."""
    monkeypatch.chdir(tmp_path)
    Path("binary").write_bytes(b"\xff\xfe\x00")
    Path("misspelt").write_text("GROUPBOT_DATTA=x\n")
    monkeypatch.setenv(variable, value)
    ended = CliRunner().invoke(app, ["doctor"])
    assert ended.exit_code == 2
    assert ended.stderr.startswith(said)
    assert ended.stderr.count("\n") == 1


def test_the_doctor_names_a_database_it_cannot_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """REQUIRES that a database URL of another kind is one finding among the others, not the end of the doctor."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GROUPBOT_DATABASE_URL", "mysql://nowhere/groupbot")
    ended = CliRunner().invoke(app, ["doctor"])
    assert ended.exit_code == 1
    assert "GROUPBOT_DATABASE_URL is no address of a database" in ended.stdout
