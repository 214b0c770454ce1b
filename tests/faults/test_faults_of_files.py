"""What happens when database or vault cannot be written."""

import pytest

from tests.faults.causes import locked, moved_away, no_room
from tests.faults.consenting import consents_once, waits
from tests.faults.row import Row, shows
from tests.faults.trial import HELLO, Trial

pytestmark = pytest.mark.anyio


@shows(
    Row(
        "Another program writes to the database and does not let go of it",
        "Answers that need no writing come, slowly. A consent is answered when it is over.",
        ("has to wait, 1 in all: the database did not answer: another program holds it locked", "lease not renewed"),
        "Find who has the database open, such as a backup or a shell, and end it.",
        10,
    )
)
async def test_the_database_is_locked(trial: Trial) -> None:
    """REQUIRES that others are answered while the database is locked, and that a consent is kept once, afterwards."""
    with locked(trial.data / "groupbot.db", "IMMEDIATE"):
        await trial.asks("eve")
        await trial.recovers(lambda: trial.sees("eve", HELLO) and not trial.unconfirmed)
        await waits(trial)
        assert await trial.kept() == 0
    await consents_once(trial)


@shows(
    Row(
        "Another program holds the vault",
        "Nobody is answered until it is over; then everybody is.",
        ("vault.db answered: database is locked. Another process holds it",),
        "Nothing but groupbot may open the vault: end what does. Never back it up.",
        15,
    )
)
async def test_the_vault_is_locked(trial: Trial) -> None:
    """REQUIRES that nothing is decided without the vault, and that a consent is kept once, afterwards."""
    with locked(trial.data / "vault.db", "EXCLUSIVE"):
        await waits(trial)
    await consents_once(trial)


@shows(
    Row(
        "The data folder is gone for a while, as when its disk is unmounted",
        "A consent is answered when the folder is back.",
        ("vault.db answered: attempt to write a readonly database",),
        "Bring the same folder back: not a copy, while the bot runs.",
        10,
    )
)
async def test_the_data_folder_is_gone(trial: Trial) -> None:
    """REQUIRES that nothing is kept in files that nobody finds any more, and one consent afterwards."""
    with moved_away(trial.data):
        await waits(trial)
    await consents_once(trial)


@shows(
    Row(
        "The disk is full",
        "A consent is answered when there is room again.",
        ("the database did not answer: the disk", "make room"),
        "Make room on the disk of the data folder.",
        10,
    )
)
async def test_the_disk_is_full(trial: Trial) -> None:
    """REQUIRES that a bot which can write to no file, its log included, lives on and keeps a consent once, later."""
    with no_room(trial.bot.process.pid):
        await waits(trial)
    await consents_once(trial)
