"""How `groupbot run` ends, as a service manager reads it."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from groupbot.cli.main import app
from groupbot.vault.entropy import SystemRandom
from groupbot.vault.keyfile import new_key_file
from tests.conversation.opening import EXAMPLES


@pytest.fixture
def ready(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Return settings that lack nothing, and leave this process's logging and memory as they are."""
    monkeypatch.setattr("groupbot.process.logs.configure", lambda _level: None)
    monkeypatch.setattr("groupbot.vault.hardening.harden", tuple)
    key = tmp_path / "root.key"
    key.touch(mode=0o600)
    key.write_bytes(new_key_file(SystemRandom()))
    return {
        "GROUPBOT_DATA": str(tmp_path / "data"),
        "GROUPBOT_ROOT_KEY_FILE": str(key),
        "GROUPBOT_POLICY": str(EXAMPLES / "public-help-channel.yaml"),
        "GROUPBOT_TELEGRAM_TOKEN": "123456789:AAH-no-such-bot",
        "GROUPBOT_TELEGRAM_API": "http://127.0.0.1:9",
    }


@pytest.mark.parametrize(("as_told", "code"), [(True, 0), (False, 75)], ids=["stopped", "lease-lost"])
def test_the_exit_code(ready: dict[str, str], monkeypatch: pytest.MonkeyPatch, *, as_told: bool, code: int) -> None:
    """REQUIRES 0 where it was told to stop; 75 and word of what to do where another process has taken over."""

    async def serve(*_arguments: object) -> bool:
        return as_told

    monkeypatch.setattr("groupbot.process.serve.serve", serve)
    ended = CliRunner().invoke(app, ["run"], env=ready)
    assert ended.exit_code == code
    assert ("start this one again to stand by" in ended.output) == (not as_told)


def test_an_end_before_the_beginning(ready: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """REQUIRES 0 where it was told to stop while it still waited for its files."""

    async def built(*_arguments: object) -> None:
        return None

    monkeypatch.setattr("groupbot.process.serve.built", built)
    assert CliRunner().invoke(app, ["run"], env=ready).exit_code == 0


@pytest.mark.parametrize("variable", ["DATA", "POLICY", "ROOT_KEY_FILE", "TELEGRAM_TOKEN_FILE", "DATABASE_URL"])
@pytest.mark.parametrize("found", ["nothing", "another kind"])
def test_a_path_that_leads_nowhere(tmp_path: Path, ready: dict[str, str], variable: str, found: str) -> None:
    """REQUIRES of each path that leads to nothing, or to a folder for a file, a last line that says what to check."""
    (tmp_path / "file").touch(mode=0o600)
    (tmp_path / "folder").mkdir()
    wrong = tmp_path / ("folder" if found == "another kind" else "nowhere/x")
    if variable == "DATA":
        # A folder that is not there is made.
        wrong = tmp_path / "file" / ("x" if found == "nothing" else "")
    value = f"sqlite:///{wrong}" if variable == "DATABASE_URL" else str(wrong)
    settings = {
        name: given for name, given in ready.items() if name != "GROUPBOT_TELEGRAM_TOKEN" or "TOKEN" not in variable
    }
    ended = CliRunner().invoke(app, ["run"], env=settings | {f"GROUPBOT_{variable}": value})
    assert ended.exit_code == 1
    last = ended.stderr.splitlines()[-1]
    said = {"ROOT_KEY_FILE": str(wrong), "DATABASE_URL": str(wrong)}
    assert said.get(variable, f"GROUPBOT_{variable}") in last
