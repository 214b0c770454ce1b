"""The real adapter, over real HTTP, against the stand-in for Telegram."""

from collections.abc import AsyncIterator

import pytest

from adapters.telegram.platform import TelegramPlatform
from tests.contract.telegram.fake_engine import Engine
from tests.standin.telegram import StandIn


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
async def tg() -> AsyncIterator[StandIn]:
    async with StandIn() as server:
        yield server


@pytest.fixture
def engine() -> Engine:
    return Engine()


@pytest.fixture
async def platform(tg: StandIn) -> AsyncIterator[TelegramPlatform]:
    made = TelegramPlatform(tg.token, base_url=tg.base_url)
    yield made
    await made.close()
