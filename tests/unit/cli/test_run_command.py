"""How `groupbot run` ends, as a service manager reads it."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from groupbot.cli.main import app
from groupbot.vault.entropy import SystemRandom
from groupbot.vault.keyfile import new_key_file
from tests.conversation.opening import EXAMPLES


@pytest.mark.parametrize(("as_told", "code"), [(True, 0), (False, 75)], ids=["stopped", "lease-lost"])
def test_the_exit_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, as_told: bool, code: int) -> None:
    """REQUIRES 0 where it was told to stop; 75 and word of what to do where another process has taken over."""

    async def serve(*_arguments: object) -> bool:
        return as_told

    monkeypatch.setattr("groupbot.serve.serve", serve)
    monkeypatch.setattr("groupbot.logs.configure", lambda _level: None)
    monkeypatch.setattr("groupbot.vault.hardening.harden", tuple)
    key = tmp_path / "root.key"
    key.touch(mode=0o600)
    key.write_bytes(new_key_file(SystemRandom()))
    settings = {
        "GROUPBOT_DATA": str(tmp_path / "data"),
        "GROUPBOT_ROOT_KEY_FILE": str(key),
        "GROUPBOT_POLICY": str(EXAMPLES / "public-help-channel.yaml"),
        "GROUPBOT_TELEGRAM_TOKEN": "123456789:AAH-no-such-bot",
        "GROUPBOT_TELEGRAM_API": "http://127.0.0.1:9",
    }
    ended = CliRunner().invoke(app, ["run"], env=settings)
    assert ended.exit_code == code
    assert ("start this one again to stand by" in ended.output) == (not as_told)
