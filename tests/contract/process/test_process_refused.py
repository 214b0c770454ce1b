"""`groupbot run` where it cannot run: one line that says why and what to do, and exit code 1."""

import socket
from pathlib import Path

import pytest
from typer.testing import CliRunner

from groupbot.cli.main import app
from groupbot.vault.entropy import SystemRandom
from groupbot.vault.keyfile import new_key_file
from tests.conversation.opening import EXAMPLES

TOKEN = "123456789:AAH-no-such-bot"
NOT_NEEDED_YET = {"GROUPBOT_TELEGRAM_API": "http://127.0.0.1:9"}


@pytest.fixture(autouse=True)
def _in_process(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Leave this process's logging and memory as they are, and its folder clean."""
    monkeypatch.setattr("groupbot.process.logs.configure", lambda _level: None)
    monkeypatch.setattr("groupbot.vault.hardening.harden", tuple)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def ready(tmp_path: Path) -> dict[str, str]:
    """Return settings of a deployment that lacks nothing but what a test spoils."""
    root_key = tmp_path / "root.key"
    root_key.touch(mode=0o600)
    root_key.write_bytes(new_key_file(SystemRandom()))
    policy = EXAMPLES / "public-help-channel.yaml"
    return {
        "GROUPBOT_ROOT_KEY_FILE": str(root_key),
        "GROUPBOT_POLICY": str(policy),
        "GROUPBOT_TELEGRAM_TOKEN": TOKEN,
        "GROUPBOT_TELEGRAM_WEBHOOK_URL": "https://bot.example/hook",
        "GROUPBOT_TELEGRAM_WEBHOOK_SECRET": "a-secret-of-many-letters",
    }


def refused(tmp_path: Path, settings: dict[str, str]) -> str:
    """Return the one line with which `groupbot run` ends, whether it had begun to serve or not."""
    everything = {"GROUPBOT_DATA": str(tmp_path / "data")} | NOT_NEEDED_YET | settings
    outcome = CliRunner().invoke(app, ["run"], env=everything)
    assert outcome.exit_code == 1, outcome.output
    assert outcome.exception is None or isinstance(outcome.exception, SystemExit)
    (line,) = [line for line in outcome.output.splitlines() if "serving" not in line]
    return line


@pytest.mark.parametrize("token", ["", "no token at all", TOKEN + "\n" + TOKEN])
def test_a_token_that_is_none(tmp_path: Path, token: str) -> None:
    """REQUIRES that a missing or malformed token sends its operator to @BotFather, and is not repeated."""
    line = refused(tmp_path, {"GROUPBOT_TELEGRAM_TOKEN": token})
    assert "@BotFather" in line
    assert not token or token not in line


def test_a_token_file_that_is_none(tmp_path: Path) -> None:
    """REQUIRES that a token file which is not there, or holds no text, is named."""
    absent, noise = tmp_path / "absent", tmp_path / "noise"
    noise.write_bytes(b"\xff\xfe\x00")
    for path in (absent, noise):
        assert str(path) in refused(tmp_path, {"GROUPBOT_TELEGRAM_TOKEN_FILE": str(path)})


def test_no_root_key(tmp_path: Path) -> None:
    """REQUIRES the command that makes a root key where none is set."""
    assert "groupbot key new" in refused(tmp_path, {"GROUPBOT_TELEGRAM_TOKEN": TOKEN})


def test_a_webhook_without_a_secret(tmp_path: Path, ready: dict[str, str]) -> None:
    """REQUIRES the name of the missing setting."""
    line = refused(tmp_path, {name: value for name, value in ready.items() if not name.endswith("SECRET")})
    assert "GROUPBOT_TELEGRAM_WEBHOOK_SECRET" in line


def test_a_webhook_under_a_weak_secret(tmp_path: Path, ready: dict[str, str]) -> None:
    """REQUIRES that a secret which can be guessed is refused with what a good one looks like."""
    line = refused(tmp_path, ready | {"GROUPBOT_TELEGRAM_WEBHOOK_SECRET": "short"})
    assert "16 to 256" in line
    assert "short" not in line


def test_a_webhook_port_that_is_taken(tmp_path: Path, ready: dict[str, str]) -> None:
    """REQUIRES that a port on which somebody else listens is named, with the way out."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        line = refused(tmp_path, ready | {"GROUPBOT_TELEGRAM_WEBHOOK_PORT": port})
    assert f"127.0.0.1:{port}" in line
    assert "another webhook port" in line
