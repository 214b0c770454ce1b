"""The commands `policy check`, `policy explain` and `policy schema`."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from groupbot.cli import policy as command
from groupbot.policy import shipped
from tests.unit.policy.desk import COMPLETE, Desk

BAD = COMPLETE.replace("closed", "secret") + "foo: 1\n"

Run = Callable[..., Result]


@pytest.fixture
def run(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a way to give a command in the desk's directory."""
    monkeypatch.chdir(desk.root)
    return lambda *arguments: CliRunner().invoke(command.app, [str(argument) for argument in arguments])


def test_check_names_every_mistake_of_every_file(desk: Desk, run: Run) -> None:
    """REQUIRES exit code 1 and all errors as file:line:column, directories walked."""
    desk.write(BAD, "a/one.yaml")
    desk.write(BAD, "a/b/two.yml")
    desk.write(COMPLETE, "a/good.yaml")
    desk.write("no policy", "a/readme.txt")
    result = run("check", "a")
    assert result.exit_code == 1
    assert [line.split(" ")[0] for line in result.stdout.splitlines()] == [
        "a/b/two.yml:4:18:",
        "a/b/two.yml:8:1:",
        "a/one.yaml:4:18:",
        "a/one.yaml:8:1:",
    ]


def test_check_says_when_all_is_well(desk: Desk, run: Run) -> None:
    """REQUIRES exit code 0 and a word of success."""
    result = run("check", desk.write(COMPLETE), shipped())
    assert result.exit_code == 0
    assert result.stdout == "5 files are fine.\n"


def test_check_speaks_json(desk: Desk, run: Run) -> None:
    """REQUIRES that a program gets the same errors with file, line, column, message and suggestion apart."""
    desk.write(BAD)
    answer = json.loads(run("check", "--json", "group.yaml").stdout)
    assert (answer["ok"], answer["files"]) == (False, 1)
    assert answer["errors"][1] == {
        "file": "group.yaml",
        "line": 8,
        "column": 1,
        "message": '"foo" is no key of a policy',
        "suggestion": answer["errors"][1]["suggestion"],
    }


@pytest.mark.parametrize("arguments", [["check"], ["check", "nowhere"], ["check", "empty"], ["explain"], ["nonsense"]])
def test_wrong_use_is_told_apart(desk: Desk, run: Run, arguments: list[str]) -> None:
    """REQUIRES exit code 2 for missing arguments, missing files and directories without policies."""
    (desk.root / "empty").mkdir()
    assert run(*arguments).exit_code == 2


def test_explain_names_the_line_of_each_value(desk: Desk, run: Run) -> None:
    """REQUIRES one line per value in force with its file and line, plain where no terminal is."""
    desk.write(COMPLETE + "extends: base\n")
    result = run("explain", "group.yaml")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert "controller.name = Meadow Society  (group.yaml:2)" in lines
    assert "controller.publish_confirmed = false  (built in)" in lines
    assert any(line.startswith("consent.age = 16  (policies/base.yaml:") for line in lines)


def test_explain_speaks_json(desk: Desk, run: Run) -> None:
    """REQUIRES that a program gets path, value, file and line of each value."""
    desk.write(COMPLETE)
    answer = json.loads(run("explain", "--json", "group.yaml").stdout)
    assert {"path": "jurisdiction", "value": "DE", "file": "group.yaml", "line": 6} in answer["values"]


def test_explain_draws_a_table_on_a_terminal(desk: Desk, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """REQUIRES a table on a terminal in which brackets of a value stay text and no markup."""
    desk.write(COMPLETE + "recipients: ['[bold]board[/bold]']\n")
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setattr(command, "_on_terminal", lambda: True)
    result = run("explain", "group.yaml")
    assert "[bold]board[/bold]" in result.stdout
    assert "│" in result.stdout


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_explain_of_a_bad_file_tells_its_mistakes(desk: Desk, run: Run, form: list[str]) -> None:
    """REQUIRES exit code 1 and the same errors as check gives."""
    desk.write(BAD)
    result = run("explain", *form, "group.yaml")
    assert result.exit_code == 1
    assert "confidentiality cannot be" in result.output


def test_roots_can_be_chosen(tmp_path: Path, run: Run) -> None:
    """REQUIRES that files outside of the working directory may be shared when --root says so, and not otherwise."""
    elsewhere = tmp_path.parent / f"{tmp_path.name}-elsewhere"
    desk = Desk(elsewhere)
    desk.write("policy: 1\n", "shared.yaml")
    path = desk.write(COMPLETE + "extends: ../shared.yaml\n", "groups/one.yaml")
    assert run("check", path).exit_code == 1
    assert run("check", "--root", elsewhere, path).exit_code == 0


def test_schema_is_json(run: Run) -> None:
    """REQUIRES that the schema comes out as JSON and names its dialect."""
    assert json.loads(run("schema").stdout)["$schema"].endswith("2020-12/schema")


def test_exit_codes_are_in_the_help(run: Run) -> None:
    """REQUIRES that the help of each command documents its exit codes."""
    for arguments in (["--help"], ["check", "--help"], ["explain", "--help"], ["schema", "--help"]):
        assert "0 fine, 1 problems found, 2 used wrongly" in " ".join(run(*arguments).stdout.split())


def test_importing_the_commands_is_cheap() -> None:
    """REQUIRES that the help does not wait for pydantic, PyYAML or rich tables."""
    code = "import sys, groupbot.cli.policy as p; sys.exit(bool({'pydantic', 'yaml'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603  (our own code)
