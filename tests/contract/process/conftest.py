"""The bot as a process of its own, in front of the stand-in for Telegram in real time."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.contract.process.machine import Machine
from tests.standin.telegram import StandIn


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
async def machine(tmp_path: Path) -> AsyncIterator[Machine]:
    """Return a machine with a Telegram of its own; whatever runs on it is ended."""
    async with StandIn("42:SECRET-OF-THE-BOT") as tg:
        made = Machine(tg, tmp_path)
        yield made
        await made.ends()


@pytest.fixture
async def tg() -> AsyncIterator[StandIn]:
    """Return a Telegram for what is asked in this process."""
    async with StandIn() as server:
        yield server
