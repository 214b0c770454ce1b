"""Fixtures: a bot's log over a fresh database and vault; each test of `desk` runs on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.postgres import fresh_database
from tests.unit.ledger_store.desk import Desk
from tests.unit.store.shelf import Shelf


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(params=["sqlite", "postgresql"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(Shelf(tmp_path, fresh_database() if request.param == "postgresql" else ""))
    yield made
    made.shelf.stop()


@pytest.fixture
def filed(tmp_path: Path) -> Iterator[Desk]:
    """Return a log on SQLite, for what is about its files, or tried at each of many steps."""
    made = Desk(Shelf(tmp_path / "filed"))
    yield made
    made.shelf.stop()
