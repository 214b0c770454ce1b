"""A token of another bot: Telegram's adapter does nothing under it (the groups would all end)."""

import asyncio

import pytest

from adapters.telegram.platform import TelegramPlatform
from adapters.telegram.webhook import Webhook
from groupbot.ports import Impossible
from tests.contract.telegram.fake_engine import Engine, running
from tests.standin.telegram import StandIn

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("hooked", [False, True])
async def test_another_bot_does_nothing(tg: StandIn, engine: Engine, *, hooked: bool) -> None:
    """REQUIRES that whoever is another bot than before neither listens nor changes anything at Telegram."""
    engine.stranger = True
    mode = Webhook("https://bot.example/hook", "a-secret-of-many-letters", 0) if hooked else None
    platform = TelegramPlatform(tg.token, base_url=tg.base_url, mode=mode)
    with pytest.raises(Impossible, match="another bot"):
        await asyncio.wait_for(platform.run(engine, asyncio.Event()), 5)
    assert {call.method for call in tg.world.record.calls} == {"getMe"}


async def test_the_account_is_told_first(tg: StandIn, platform: TelegramPlatform, engine: Engine) -> None:
    """REQUIRES that the bot's own id is told, as Telegram has it, before it listens."""
    async with running(platform, engine):
        await tg.until(lambda: bool(tg.world.record.of("getUpdates")))
    assert engine.recognised == [("telegram", tg.token.partition(":")[0])]
