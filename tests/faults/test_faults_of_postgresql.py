"""What happens when the PostgreSQL on which the bot runs is stopped or blocked."""

from collections.abc import Iterator

import pytest

from tests.faults.causes import nobody_writes, stopped
from tests.faults.consenting import consents_once, waits
from tests.faults.row import Row, shows
from tests.faults.test_faults_of_starts import WAITS, starts_during
from tests.faults.trial import HELLO, Trial
from tests.postgres import OwnServer

pytestmark = pytest.mark.anyio


@pytest.fixture
def server() -> Iterator[OwnServer]:
    """Return a server that nobody else needs."""
    own = OwnServer()
    yield own
    own.end()


@pytest.fixture
def extra(server: OwnServer) -> dict[str, str]:
    """Return what makes the bot run on it."""
    return {"GROUPBOT_DATABASE_URL": server.url}


@shows(
    Row(
        "PostgreSQL is stopped, and started again",
        "Nobody is answered until it runs; then everybody is.",
        ("has to wait", "the database did not answer: the server cannot be reached: start it", "lease not renewed"),
        "Start it. A restart for an update needs nothing else: the bot reconnects by itself.",
        10,
    )
)
async def test_postgresql_is_stopped(trial: Trial, server: OwnServer) -> None:
    """REQUIRES that the bot lives on without its server and keeps a consent once, on a new connection, afterwards."""
    with stopped(server):
        await waits(trial)
    await consents_once(trial)


@shows(
    Row(
        "Another session holds PostgreSQL's advisory lock of the writers",
        "Answers that need no writing come, slowly. A consent is answered when it is over.",
        ("has to wait, 1 in all: the database did not answer: another program holds it locked", "lease not renewed"),
        "Find the session in `pg_locks` (locktype `advisory`) and end it, such as a shell or a hung program.",
        10,
    )
)
async def test_the_writers_lock_is_held(trial: Trial, server: OwnServer) -> None:
    """REQUIRES that others are answered while nobody can write, and that a consent is kept once, afterwards."""
    with nobody_writes(server):
        await trial.asks("eve")
        await trial.recovers(lambda: trial.sees("eve", HELLO) and not trial.unconfirmed)
        await waits(trial)
        assert await trial.kept() == 0
    await consents_once(trial)


@shows(
    Row(
        "The bot starts before PostgreSQL, as after a power cut",
        "Nobody is answered until it runs; then everybody is.",
        (WAITS, "the database did not answer: the server cannot be reached: start it"),
        "Start it; the bot need not be started again (a wrong password or name of a database ends it at once, though).",
        20,
    )
)
async def test_a_start_before_postgresql(trial: Trial, server: OwnServer) -> None:
    """REQUIRES that a bot which is started before its server waits for it, and does not end."""
    await starts_during(trial, stopped(server))
