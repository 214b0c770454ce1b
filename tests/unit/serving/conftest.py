"""Runs on asyncio alone, as groupbot does."""

import pytest


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"
