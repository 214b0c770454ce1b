"""`groupbot run` as an operator runs it: over real files, real HTTP, real signals."""

import json
import socket
from pathlib import Path

import pytest

from adapters.sandbox.house import Site
from tests.contract.process.machine import Machine
from tests.contract.process.opening import served
from tests.conversation.listening import PATIENCE
from tests.conversation.opening import EXAMPLES
from tests.conversation.walks import about_people, agrees, hears, last

pytestmark = pytest.mark.anyio
# Generous for a machine that is busy, and far below the 30 seconds of the lease, of which at least 20 are always left.
SOON = 6.0


async def test_from_consent_to_withdrawal_over_a_restart(machine: Machine) -> None:
    """REQUIRES that a consent outlives an orderly restart, is withdrawn after it, and that no log knows of anybody."""
    async with served(machine) as stage:
        await stage.joins("noa")
        await agrees(stage, "noa", "events")
        kept = await about_people(stage)
        assert kept["consent_record"] == 1
        await stage.restart()
        assert await about_people(stage) == kept
        await stage.says("noa", "/consent")
        assert "Keep moderation events about me" in await hears(stage, "noa")
        await stage.writes("noa", "/withdraw")
        await stage.presses("noa", (await last(stage, "noa")).labels[0])
        assert not any((await about_people(stage)).values())
        for running in machine.running:
            assert running.says("serving")
            written = running.log.read_text()
            assert not any(word in written for word in ("noa", "Okafor", "Editors", "SECRET", "500000000"))
    assert [line["event"] for running in machine.running for line in running.said()] == ["serving", "stopped"] * 2


async def test_a_token_that_telegram_refuses(machine: Machine, tmp_path: Path) -> None:
    """REQUIRES one line that says where to get a token, and exit code 1, when Telegram does not know the bot."""
    machine.extra = {"GROUPBOT_TELEGRAM_TOKEN": "42:ANOTHER"}
    running = await machine.starts(Site(tmp_path / "data", tmp_path / "root.key", EXAMPLES / "closed-user-group.yaml"))
    assert await running.process.wait() == 1
    *told, last_word = running.log.read_text().splitlines()
    assert [json.loads(line)["event"] for line in told] == ["serving"]
    assert "@BotFather" in last_word
    assert "ANOTHER" not in last_word


async def test_by_webhook(machine: Machine) -> None:
    """REQUIRES that updates come by webhook under the set secret, and that one which cannot be read is set aside."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    machine.extra = {
        "GROUPBOT_TELEGRAM_WEBHOOK_URL": f"http://127.0.0.1:{port}/from-telegram",
        "GROUPBOT_TELEGRAM_WEBHOOK_SECRET": "a-secret-of-many-letters",
        "GROUPBOT_TELEGRAM_WEBHOOK_PORT": str(port),
    }
    async with served(machine) as stage:
        await stage.joins("noa")
        await agrees(stage, "noa", "events")
        assert (await about_people(stage))["consent_record"] == 1
        number = machine.tg.world.updates.inject({"message": {"chat": "none"}})
        await stage.writes("noa", "/help")
        assert "Hello" in await hears(stage, "noa")
        (running,) = machine.running
        (told,) = [line for line in running.said() if line["level"] == "error"]
        assert (told["number"], told["kind"]) == (number, "message")
        assert machine.tg.world.webhook.secret == "a-secret-of-many-letters"
        assert machine.tg.world.record.of("getUpdates") == []


async def test_a_second_process_stands_by(machine: Machine) -> None:
    """REQUIRES that a second process on the same data does nothing while the first serves, and then takes over."""
    async with served(machine) as stage:
        await stage.meets("noa", inside=True, started=True)
        await agrees(stage, "noa", "events")
        second = await machine.starts(stage.deployment.site)
        await machine.tg.until(lambda: second.says("another process serves; standing by"), PATIENCE)
        heard = machine.heard()
        await machine.running[0].close()
        await machine.tg.until(lambda: second.says("serving"), PATIENCE)
        assert machine.heard() > heard
        await stage.says("noa", "/consent")
        assert "Keep moderation events about me" in await hears(stage, "noa")
        await second.close()


async def test_the_dead_are_not_waited_for(machine: Machine, tmp_path: Path) -> None:
    """REQUIRES that who stands by serves within seconds of the other's being killed, long before its lease ends."""
    site = Site(tmp_path / "data", tmp_path / "root.key", EXAMPLES / "closed-user-group.yaml")
    first = await machine.starts(site)
    await machine.tg.until(lambda: first.says("serving"), PATIENCE)
    second = await machine.starts(site)
    await machine.tg.until(lambda: second.says("another process serves; standing by"), PATIENCE)
    first.process.kill()
    await first.process.wait()
    await machine.tg.until(lambda: second.says("serving"), SOON)
    await second.close()
