"""What happens when database or vault cannot be written."""

import resource
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.faults.row import Row, shows
from tests.faults.trial import HELLO, SAVED, Trial

pytestmark = pytest.mark.anyio


@contextmanager
def locked(path: Path, how: str) -> Iterator[None]:
    """Hold a SQLite file as another program would."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute(f"BEGIN {how}")
        yield
        other.execute("ROLLBACK")


@contextmanager
def moved_away(folder: Path) -> Iterator[None]:
    """Take a folder away and bring it back, as a disk that is unmounted for a while."""
    elsewhere = folder.with_name("elsewhere")
    folder.rename(elsewhere)
    try:
        yield
    finally:
        elsewhere.rename(folder)


@contextmanager
def no_room(process: int) -> Iterator[None]:
    """Have the kernel refuse every byte that would make a file of this process longer."""
    before = resource.prlimit(process, resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))
    try:
        yield
    finally:
        resource.prlimit(process, resource.RLIMIT_FSIZE, before)


async def waits(trial: Trial) -> None:
    """Let noa press and the fault last: she is told nothing, Telegram is told nothing, and nothing is kept of her."""
    async with trial.lasting():
        press = await trial.presses("noa", "button-save")
    assert (trial.sees("noa", SAVED), press.answered, len(trial.unconfirmed)) == (0, False, 1)


async def consents_once(trial: Trial) -> None:
    """See all go well in time after the fault: one consent, one answer, nothing owed."""
    await trial.recovers(lambda: trial.sees("noa", SAVED) and not trial.unconfirmed)
    assert (await trial.kept(), await trial.kept("outbox"), trial.sees("noa", SAVED)) == (1, 0, 1)


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
