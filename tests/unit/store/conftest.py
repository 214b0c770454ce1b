"""A fresh folder for vault and database, closed behind each test; each test runs on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.postgres import fresh_database
from tests.unit.store.shelf import Shelf


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(params=["sqlite", "postgresql"])
def shelf(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Shelf]:
    made = Shelf(tmp_path, fresh_database() if request.param == "postgresql" else "")
    yield made
    made.stop()


@pytest.fixture
def filed(tmp_path: Path) -> Iterator[Shelf]:
    """Return a shelf on SQLite, for what is about its files."""
    made = Shelf(tmp_path)
    yield made
    made.stop()
