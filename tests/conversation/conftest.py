"""Every script runs on every stage: the fake platform directly, and the sandbox over HTTP."""

from collections.abc import AsyncIterator

import pytest

from tests.conversation.opening import OpenStage, fake_stage, page_stage
from tests.conversation.stage import Stage


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(params=[fake_stage, page_stage], ids=["fake", "page"])
def open_stage(request: pytest.FixtureRequest) -> OpenStage:
    """Return what opens a stage, to be used as `async with`."""
    opener: OpenStage = request.param
    return opener


@pytest.fixture
async def stage(open_stage: OpenStage) -> AsyncIterator[Stage]:
    """Return an open stage with the real bot, in English."""
    async with open_stage() as opened:
        yield opened
