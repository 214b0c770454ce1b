"""Loss, rivals and the end: what polling does when Telegram or the process goes away."""

import asyncio
import time

import pytest

from adapters.telegram.platform import TelegramPlatform
from adapters.telegram.poll import Polling
from groupbot.events import Event
from tests.contract.telegram.fake_engine import Engine, running
from tests.standin.telegram import StandIn

pytestmark = pytest.mark.anyio


async def test_network_loss_is_waited_out(tg: StandIn, engine: Engine, platform: TelegramPlatform) -> None:
    """REQUIRES that the bot goes on by itself soon after Telegram can be reached again."""
    ada = tg.world.person("Ada")
    async with running(platform, engine):
        await tg.until(lambda: tg.world.record.of("getUpdates"))
        await tg.refuse_connections()
        await asyncio.sleep(0.3)
        await tg.accept_connections()
        await ada.writes("/notice")
        await tg.until(lambda: engine.events, 3)
    assert len(engine.events) == 1


async def test_a_second_poller_is_said_plainly(
    tg: StandIn, engine: Engine, platform: TelegramPlatform, caplog: pytest.LogCaptureFixture
) -> None:
    """REQUIRES that a 409 tells the operator what else runs, and that polling goes on."""
    ada = tg.world.person("Ada")
    tg.world.faults.refuse(409, "Conflict: terminated by other getUpdates request", "getUpdates")
    async with running(platform, engine):
        await ada.writes("/notice")
        await tg.until(lambda: engine.events, 3)
    assert any("another process polls with the same token" in record.getMessage() for record in caplog.records)


async def test_stopping_takes_less_than_a_second(tg: StandIn, engine: Engine) -> None:
    """REQUIRES a stop within a second, in an open long poll and with a handler that hangs."""
    ada = tg.world.person("Ada")

    async def hang(_: Event) -> None:
        await asyncio.sleep(60)

    for answer in (None, hang):
        engine.answer = answer
        stop = asyncio.Event()
        platform = TelegramPlatform(tg.token, base_url=tg.base_url, mode=Polling(25))
        work = asyncio.ensure_future(platform.run(engine, stop))
        await ada.writes("/notice")
        await asyncio.sleep(0.2)
        began = time.monotonic()
        stop.set()
        await work
        assert time.monotonic() - began < 1.0


async def test_a_start_without_network_is_waited_out(tg: StandIn, engine: Engine, platform: TelegramPlatform) -> None:
    """REQUIRES that a bot started before the network is there comes up by itself, and stops at once meanwhile."""
    await tg.refuse_connections()
    async with running(TelegramPlatform(tg.token, base_url=tg.base_url), engine):
        await asyncio.sleep(0.05)
    async with running(platform, engine):
        await asyncio.sleep(0.05)
        await tg.accept_connections()
        await tg.world.person("Ada").writes("/notice")
        await tg.until(lambda: engine.events, 3)
    assert len(engine.events) == 1
