"""A stand-in whose time stands still, and python-telegram-bot, unmodified, in front of it."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from tests.standin.telegram import StandIn


@pytest.fixture
def anyio_backend() -> str:
    """Run on asyncio alone, as groupbot does."""
    return "asyncio"


@pytest.fixture
async def tg() -> AsyncIterator[StandIn]:
    """Give a Telegram of one's own at a known moment."""
    async with StandIn(start=datetime(2026, 11, 24, 12, tzinfo=UTC)) as standin:
        yield standin


@pytest.fixture
async def bot(tg: StandIn) -> AsyncIterator[Bot]:
    """Give a client that has asked who it is; without TLS to check, it need not read the certificates of the world."""
    plain = [HTTPXRequest(httpx_kwargs={"verify": False}) for _ in range(2)]
    async with Bot(tg.token, base_url=tg.base_url, request=plain[0], get_updates_request=plain[1]) as client:
        yield client
