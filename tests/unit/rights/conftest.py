"""The event loop that the tests of rights run on."""

import pytest


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"
