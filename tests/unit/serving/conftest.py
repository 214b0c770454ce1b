"""Runs on asyncio alone, as groupbot does."""

import logging
from collections.abc import Iterator

import pytest
import structlog


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def logging_restored() -> Iterator[None]:
    """Leave logging as it was found."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = handlers, level
    for name in ("groupbot", "adapters"):
        logging.getLogger(name).setLevel(logging.NOTSET)
    structlog.reset_defaults()
