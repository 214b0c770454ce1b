"""Every script runs on every stage: the fake platform directly, and the sandbox over HTTP."""

import pytest

from tests.conversation.opening import OpenStage, fake_stage, page_stage


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(params=[fake_stage, page_stage], ids=["fake", "page"])
def open_stage(request: pytest.FixtureRequest) -> OpenStage:
    """Return what opens a stage, to be used as `async with`."""
    opener: OpenStage = request.param
    return opener
