"""A bot's files on SQLite, and the event loop that they are used on."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.unit.ledger_store.desk import Desk


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def filed(tmp_path: Path) -> Iterator["Desk"]:
    from tests.unit.ledger_store.desk import Desk  # noqa: PLC0415  (most tests here need no store, nor its loading)
    from tests.unit.store.shelf import Shelf  # noqa: PLC0415  (likewise)

    made = Desk(Shelf(tmp_path / "filed"))
    yield made
    made.shelf.stop()
