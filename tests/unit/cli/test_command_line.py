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
from groupbot.settings import Settings

ROOT = Path(__file__).parents[3]
COMMANDS = [
    ("sandbox",),
    ("run",),
    ("doctor",),
    ("notice",),
    ("policy", "check"),
    ("policy", "explain"),
    ("policy", "schema"),
    ("key", "new"),
    ("key", "public"),
    ("receipt", "verify"),
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
