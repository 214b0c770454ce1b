"""Asyncio alone, as groupbot runs."""

import pytest


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"
