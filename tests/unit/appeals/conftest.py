"""A bot's files on SQLite, and the event loop that they are used on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.ledger_store.desk import Desk
from tests.unit.store.shelf import Shelf


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def filed(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(Shelf(tmp_path / "filed"))
    yield made
    made.shelf.stop()
