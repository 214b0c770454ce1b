"""What happens to updates that Telegram posts to the bot while it cannot keep anything."""

import random
import socket

import pytest

from tests.faults.causes import locked
from tests.faults.consenting import consents_once, waits
from tests.faults.row import Row, shows
from tests.faults.trial import Trial

pytestmark = pytest.mark.anyio
# Below those that the kernel deals out by itself: between our looking and the bot's listening nobody is given one.
PORTS = range(20_000, 32_000)


def free_port() -> int:
    """Return a port on which nobody listens, chosen so that two runs beside each other hardly choose the same."""
    for port in random.SystemRandom().sample(PORTS, 100):
        try:
            socket.create_server(("127.0.0.1", port)).close()
        except OSError:
            continue
        return port
    raise OSError("none of a hundred ports could be had")


@pytest.fixture
def extra() -> dict[str, str]:
    """Return what makes the bot receive by webhook."""
    port = free_port()
    return {
        "GROUPBOT_TELEGRAM_WEBHOOK_URL": f"http://127.0.0.1:{port}/from-telegram",
        "GROUPBOT_TELEGRAM_WEBHOOK_SECRET": "a-secret-of-many-letters",
        "GROUPBOT_TELEGRAM_WEBHOOK_PORT": str(port),
    }


@shows(
    Row(
        "With a webhook: another program writes to the database and does not let go of it",
        "A consent is answered when it is over: Telegram is told 503 and delivers again.",
        ("has to wait, 1 in all: the database did not answer: another program holds it locked", "lease not renewed"),
        "Find who has the database open, such as a backup or a shell, and end it.",
        10,
    )
)
async def test_the_database_is_locked_behind_a_webhook(trial: Trial) -> None:
    """REQUIRES that an update which cannot be kept is answered 503 until it can, and then kept once."""
    hook = trial.tg.world.webhook
    with locked(trial.data / "groupbot.db", "IMMEDIATE"):
        before = hook.attempts
        await waits(trial)
        assert (hook.attempts - before > 1, "503" in hook.failure) == (True, True)
    await consents_once(trial)
    assert trial.tg.world.record.of("getUpdates") == []
