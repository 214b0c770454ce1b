"""The commands on a PostgreSQL: the URL is the only switch."""

import asyncio
from pathlib import Path

import pytest
import sqlalchemy as sa
from typer.testing import CliRunner

from groupbot.bootstrap import build_house
from groupbot.cli.main import app
from groupbot.process.clock import SystemClock
from groupbot.process.settings import read_settings
from groupbot.vault.entropy import SystemRandom
from groupbot.vault.keyfile import new_key_file
from tests.conversation.opening import EXAMPLES
from tests.postgres import fresh_database

NOWHERE = "postgresql://bot:secret@127.0.0.1:9/groupbot"


@pytest.fixture(autouse=True)
def deployment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Set up all that a deployment needs but its database."""
    key = tmp_path / "root.key"
    key.touch(mode=0o600)
    key.write_bytes(new_key_file(SystemRandom()))
    monkeypatch.setenv("GROUPBOT_ROOT_KEY_FILE", str(key))
    monkeypatch.setenv("GROUPBOT_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("GROUPBOT_POLICY", str(EXAMPLES / "closed-user-group.yaml"))


async def once() -> None:
    """Start the bot and end it."""
    house = build_house(read_settings(), {}, SystemClock(), SystemRandom())
    await house.open()
    await house.close()


def test_a_bot_lives_in_a_postgresql(monkeypatch: pytest.MonkeyPatch) -> None:
    """REQUIRES that with the URL alone the bot makes its tables there and its commands read them."""
    monkeypatch.setenv("GROUPBOT_DATABASE_URL", fresh_database())
    asyncio.run(once())
    assert not (read_settings().data / "groupbot.db").exists()
    told = CliRunner().invoke(app, ["groups"])
    assert (told.exit_code, told.stderr) == (0, "")
    assert "ok   database: schema" in CliRunner().invoke(app, ["doctor"]).stdout


@pytest.mark.parametrize("command", [["groups"], ["doctor"], ["groups", "accept", "1"]])
def test_a_server_that_is_away(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: list[str]) -> None:
    """REQUIRES that a server which cannot be reached is told in one line with a remedy, never with the password."""
    monkeypatch.setenv("GROUPBOT_DATABASE_URL", NOWHERE)
    (tmp_path / "data").mkdir(mode=0o700)
    (tmp_path / "data" / "vault.db").touch(mode=0o600)
    told = CliRunner().invoke(app, command)
    assert told.exit_code != 0
    assert told.exception is None or isinstance(told.exception, SystemExit)
    (line,) = [line for line in told.output.splitlines() if "the database did not answer" in line]
    assert "the server cannot be reached: start it, or check the network and GROUPBOT_DATABASE_URL" in line
    assert "secret" not in told.output


@pytest.mark.parametrize("wrong", [{"database": "none-such"}, {"username": "nobody-such", "password": "secret"}])
@pytest.mark.parametrize("command", [["run"], ["doctor"]])
def test_a_server_that_does_not_let_us_in(
    monkeypatch: pytest.MonkeyPatch, command: list[str], wrong: dict[str, str]
) -> None:
    """REQUIRES that a server which lets others in and not us ends a command at once, with what to check."""
    url = sa.make_url(fresh_database()).set(**wrong).render_as_string(hide_password=False)  # type: ignore[arg-type]  # two of its words
    monkeypatch.setenv("GROUPBOT_DATABASE_URL", url)
    monkeypatch.setenv("GROUPBOT_TELEGRAM_TOKEN", "123456789:AAH-no-such-bot")
    monkeypatch.setattr("groupbot.process.logs.configure", lambda _level: None)
    monkeypatch.setattr("groupbot.vault.hardening.harden", tuple)
    told = CliRunner().invoke(app, command)
    assert told.exit_code == 1
    assert "does not exist); check that the server runs and lets this user in, and GROUPBOT_DATABASE_URL" in told.output
    assert "secret" not in told.output


def test_a_server_that_forgets_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """REQUIRES that a PostgreSQL with fsync off is no start: it would forget what it has confirmed."""
    monkeypatch.setattr("groupbot.store.postgres.SYNCS", "SELECT 'off'")
    monkeypatch.setenv("GROUPBOT_DATABASE_URL", fresh_database())
    told = CliRunner().invoke(app, ["doctor"])
    assert "this PostgreSQL runs with fsync = off" in told.output
