"""The commands `groups`, `groups accept` and `groups refuse`, and `policy explain NUMBER`, beside a running bot."""

import json
from collections.abc import Callable, Iterator

import pytest
from typer.testing import CliRunner, Result

from groupbot.cli.main import app
from tests.property.town import EXAMPLE, Town
from tests.unit.groups.test_own_policies import LONGER, LONGEST, agrees

Run = Callable[..., Result]


@pytest.fixture
def town() -> Iterator[Town]:
    opened = Town("noa")
    yield opened
    opened.close()


@pytest.fixture
def run(town: Town, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a way to give a command over the files of the running town."""
    monkeypatch.setenv("GROUPBOT_DATA", str(town.site.data))
    monkeypatch.setenv("GROUPBOT_POLICY", str(town.site.policy))
    monkeypatch.setenv("GROUPBOT_ROOT_KEY_FILE", str(town.site.root_key))
    return lambda *arguments: CliRunner().invoke(app, [str(argument) for argument in arguments])


def listed(run: Run) -> dict[int, dict[str, object]]:
    """Return the list as a program reads it."""
    result = run("groups", "--json")
    assert result.exit_code == 0, result.output
    return {row["number"]: row for row in json.loads(result.stdout)["groups"]}


def test_the_list_says_what_the_operator_needs(town: Town, run: Run) -> None:
    """REQUIRES number, title, platform, state and policy file, and of the members only whether any agreed."""
    agrees(town)
    row = listed(run)[town.number("group")]
    assert row == {
        "number": town.number("group"),
        "title": "Title of group",
        "platform": "sandbox",
        "state": "served",
        "records": "fewer than five",
        "policy": str(town.site.policy),
    }
    assert listed(run)[town.number("second")]["records"] == "none"
    assert "Title of group" in run("groups").stdout


def test_refusing_and_accepting(town: Town, run: Run) -> None:
    """REQUIRES that both decisions reach the running bot at its next tick, and that the list tells the state."""
    number = town.number("group")
    for command, state in (("refuse", "waiting"), ("accept", "served")):
        assert run("groups", command, number).exit_code == 0
        assert listed(run)[number]["state"] == state
        town.tick()
        group = town.house.directory.numbered(number)
        assert group is not None
        assert group.served == (state == "served")


def test_a_group_that_was_left(town: Town, run: Run) -> None:
    """REQUIRES that a group which the bot has left is listed as such while anything of it is kept."""
    number = town.number("group")
    town.handle(town.world.removes_bot("ada"))
    assert listed(run)[number]["state"] == "left"


@pytest.mark.parametrize(("command", "said"), [("accept", "it is served"), ("refuse", "it is not served")])
def test_deciding_on_a_group_that_was_left(town: Town, run: Run, command: str, said: str) -> None:
    """REQUIRES that the answer says the bot is not there and when the decision will hold, and that it holds then."""
    number = town.number("group")
    run("groups", "refuse" if command == "accept" else "accept", number)
    town.handle(town.world.removes_bot("ada"))
    result = run("groups", command, number)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith(f"The bot has left group {number}. Where somebody adds the bot to it again, ")
    assert result.stdout.endswith(f"{said}.\n")
    assert listed(run)[number]["state"] == "left"
    town.handle(town.world.adds_bot("ada"))
    group = town.house.directory.numbered(number)
    assert group is not None
    assert group.served == (command == "accept")


@pytest.mark.parametrize("command", [("groups", "accept"), ("groups", "refuse"), ("policy", "explain")], ids=" ".join)
def test_a_number_that_no_group_has(run: Run, command: tuple[str, ...]) -> None:
    """REQUIRES one line and exit code 2."""
    result = run(*command, 999)
    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr.splitlines()) == 1


def test_explaining_a_group_under_its_file(town: Town, run: Run) -> None:
    """REQUIRES the values with the lines of the file they come from."""
    result = run("policy", "explain", town.number("group"))
    assert result.exit_code == 0
    assert "policy.yaml:" in result.stdout
    assert "(kept)" not in result.stdout


@pytest.mark.parametrize("later", [LONGEST, "policy: ["], ids=["too-soon", "bad"])
def test_explaining_a_group_under_what_it_had(town: Town, run: Run, later: str) -> None:
    """REQUIRES that the values in force are shown, and that they are said to be kept and not the file's."""
    agrees(town)
    town.site.policy.write_text(LONGER, encoding="utf-8")
    town.tick()
    agrees(town)
    town.site.policy.write_text(later, encoding="utf-8")
    town.tick()
    result = run("policy", "explain", town.number("group"))
    assert result.exit_code == 0
    assert "retention.events_days = 15  (kept)" in result.stdout
    assert "not" in result.stderr
    town.site.policy.write_text(EXAMPLE, encoding="utf-8")
