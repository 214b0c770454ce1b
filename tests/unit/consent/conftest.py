"""The product's texts, read once, and a bot's files on SQLite with the event loop that they are used on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from groupbot.i18n.catalogue import Messages
from groupbot.i18n.render import Renderer
from tests.unit.ledger_store.desk import Desk
from tests.unit.store.shelf import Shelf


@pytest.fixture(scope="session")
def renderer() -> Renderer:
    return Renderer(Messages.load())


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def filed(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(Shelf(tmp_path / "filed"))
    yield made
    made.shelf.stop()
