"""`groupbot doctor`: what is missing, each in one line with its remedy, before anybody is let down by it."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from groupbot.cli.main import app
from groupbot.vault.entropy import SystemRandom
from groupbot.vault.keyfile import new_key_file
from groupbot.vault.root import RootSource, read_root_key
from groupbot.vault.vault import Vault
from tests.conversation.opening import EXAMPLES
from tests.standin.telegram import Member, StandIn

pytestmark = pytest.mark.anyio
Settings = dict[str, str]


def new_key(path: Path) -> str:
    """Make a root key."""
    path.parent.mkdir(exist_ok=True)
    path.touch(mode=0o600)
    path.write_bytes(new_key_file(SystemRandom()))
    return str(path)


class Desk:
    """A deployment in good order, to be put out of order, and what the doctor says of it."""

    def __init__(self, folder: Path, tg: StandIn) -> None:
        self.folder = folder
        self.settings = {
            "GROUPBOT_DATA": str(folder / "data"),
            "GROUPBOT_POLICY": str(EXAMPLES / "closed-user-group.yaml"),
            "GROUPBOT_ROOT_KEY_FILE": new_key(folder / "keys" / "root.key"),
            "GROUPBOT_TELEGRAM_TOKEN": tg.token,
            "GROUPBOT_TELEGRAM_API": tg.base_url,
        }
        vault = folder / "data" / "vault.db"
        vault.parent.mkdir(mode=0o700)
        Vault.open(vault, read_root_key(RootSource(folder / "keys" / "root.key")), SystemRandom()).close()

    async def says(self, *options: str) -> tuple[int, dict[str, dict[str, Any]], str]:
        """Return exit code, checks by name, and the page as it is read."""
        runner = CliRunner()
        spoken = await asyncio.to_thread(runner.invoke, app, ["doctor", *options], env=self.settings)
        data = await asyncio.to_thread(runner.invoke, app, ["doctor", "--json", *options], env=self.settings)
        assert spoken.exit_code == data.exit_code
        checks = json.loads(data.output)["checks"]
        return spoken.exit_code, {check["name"]: check for check in checks}, spoken.output


@pytest.fixture
async def desk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, tg: StandIn) -> Desk:
    """Return a desk whose doctor leaves this process's own memory as it is."""
    monkeypatch.setattr("groupbot.process.examine.harden", tuple)
    return Desk(tmp_path, tg)


async def test_all_is_well(desk: Desk, tg: StandIn) -> None:
    """REQUIRES exit code 0, nothing to mend, no remedy but for what is worth knowing, and that nothing was changed."""
    group = tg.world.group("Editors")
    before = sorted(desk.folder.rglob("*"))
    code, checks, page = await desk.says("--group", str(group.id))
    assert code == 0
    assert "MEND" not in page
    assert {"root key", "vault", "database", "Telegram: token", f"Telegram: group {group.id}"} <= set(checks)
    assert sorted(desk.folder.rglob("*")) == before


def no_root_key(desk: Desk) -> None:
    del desk.settings["GROUPBOT_ROOT_KEY_FILE"]


def shared_root_key(desk: Desk) -> None:
    Path(desk.settings["GROUPBOT_ROOT_KEY_FILE"]).chmod(0o640)


def root_key_in_the_data(desk: Desk) -> None:
    inside = Path(desk.settings["GROUPBOT_DATA"]) / "root.key"
    desk.settings["GROUPBOT_ROOT_KEY_FILE"] = str(Path(desk.settings["GROUPBOT_ROOT_KEY_FILE"]).rename(inside))


def other_root_key(desk: Desk) -> None:
    desk.settings["GROUPBOT_ROOT_KEY_FILE"] = new_key(desk.folder / "keys" / "other.key")


def no_policy(desk: Desk) -> None:
    desk.settings["GROUPBOT_POLICY"] = str(desk.folder / "policy.yaml")


def broken_policy(desk: Desk) -> None:
    no_policy(desk)
    (desk.folder / "policy.yaml").write_text("policy: 1\nlanguges: [en]\n")


def no_token(desk: Desk) -> None:
    del desk.settings["GROUPBOT_TELEGRAM_TOKEN"]


def absent_token_file(desk: Desk) -> None:
    no_token(desk)
    desk.settings["GROUPBOT_TELEGRAM_TOKEN_FILE"] = str(desk.folder / "absent")


def malformed_token(desk: Desk) -> None:
    desk.settings["GROUPBOT_TELEGRAM_TOKEN"] = "no token"


def refused_token(desk: Desk) -> None:
    desk.settings["GROUPBOT_TELEGRAM_TOKEN"] = "42:ANOTHER"


def no_network(desk: Desk) -> None:
    desk.settings["GROUPBOT_TELEGRAM_API"] = "http://127.0.0.1:9"


def no_webhook_secret(desk: Desk) -> None:
    desk.settings["GROUPBOT_TELEGRAM_WEBHOOK_URL"] = "https://bot.example/hook"


def weak_webhook_secret(desk: Desk) -> None:
    no_webhook_secret(desk)
    desk.settings["GROUPBOT_TELEGRAM_WEBHOOK_SECRET"] = "short"


LACKS: list[tuple[Callable[[Desk], None], str, str]] = [
    (no_root_key, "root key", "groupbot key new"),
    (shared_root_key, "root key", "chmod 600"),
    (root_key_in_the_data, "root key: place", "Move the root key out of the data folder"),
    (other_root_key, "vault", "root key"),
    (no_policy, "policy policy.yaml", "GROUPBOT_POLICY"),
    (broken_policy, "policy policy.yaml", "groupbot policy check"),
    (no_token, "Telegram: token", "@BotFather"),
    (absent_token_file, "Telegram: token", "@BotFather"),
    (malformed_token, "Telegram: token", "@BotFather"),
    (refused_token, "Telegram: token", "@BotFather"),
    (no_webhook_secret, "Telegram: webhook secret", "GROUPBOT_TELEGRAM_WEBHOOK_SECRET"),
    (weak_webhook_secret, "Telegram: webhook secret", "16 to 256"),
    (no_network, "Telegram: connection", "https"),
]


@pytest.mark.parametrize(("breaks", "name", "remedy"), LACKS, ids=[lack[0].__name__ for lack in LACKS])
async def test_each_lack(desk: Desk, breaks: Callable[[Desk], None], name: str, remedy: str) -> None:
    """REQUIRES that exactly the one thing missing fails, with exit code 1, a remedy, and no secret repeated."""
    breaks(desk)
    code, checks, page = await desk.says()
    assert code == 1
    assert [check for check, found in checks.items() if found["ok"] is False] == [name]
    assert remedy in checks[name]["remedy"]
    assert page.count("MEND") == 1
    assert checks[name]["remedy"] in page
    assert desk.settings.get("GROUPBOT_TELEGRAM_TOKEN", "unset") not in page


async def test_a_bot_that_is_no_admin(desk: Desk, tg: StandIn) -> None:
    """REQUIRES that the group in which the bot may read nothing fails, and says where to make it an admin."""
    group = tg.world.group("Editors", bot=Member("member"))
    code, checks, _ = await desk.says("--group", str(group.id))
    assert code == 1
    assert "Administrators" in checks[f"Telegram: group {group.id}: admin"]["remedy"]
