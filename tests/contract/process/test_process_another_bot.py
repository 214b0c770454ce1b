"""A process that was given the token of another bot: it ends, and with it ends no group and no answer."""

import asyncio
from datetime import timedelta
from functools import partial

import pytest

from adapters.telegram.platform import TelegramPlatform
from groupbot.bootstrap import build_house
from groupbot.content import Content, Rich
from groupbot.effects import Whisper
from groupbot.house import House
from groupbot.people import Actor
from groupbot.ports import Impossible
from groupbot.process.clock import SystemClock
from groupbot.process.serve import serve
from groupbot.process.settings import Settings
from groupbot.store import bond, outbox
from groupbot.vault.entropy import SystemRandom
from tests.contract.process.test_process_living import QUICK, moved_in, serving, settings
from tests.standin.telegram import StandIn

__all__ = ["settings"]
pytestmark = pytest.mark.anyio


def built(settings: Settings, tg: StandIn) -> tuple[House, TelegramPlatform]:
    """Wire a bot as `groupbot run` does."""
    platform = TelegramPlatform(tg.token, base_url=tg.base_url)
    return build_house(settings, {"telegram": platform.ports}, SystemClock(), SystemRandom(), leased=True), platform


async def test_another_bots_token_ends_nothing(settings: Settings, tg: StandIn) -> None:
    """REQUIRES that another bot asks who it is, does nothing else, and stops; with the right one all goes on.

    An answer waits meanwhile, which the clock would have delivered at once.
    """
    async with serving(settings, tg) as (house, _):
        ada, group = await moved_in(tg)
        news = Whisper(Actor("telegram", str(ada.id)), Content(Rich("It has waited.")))
        before = SystemClock().now() - timedelta(minutes=2)
        waits = partial(outbox.put, platform="telegram", answers=(news,), group=0, now=before, random=SystemRandom())
    late, _ = built(settings, tg)
    await late.take_lease()
    await late.open()
    assert len((await late.store.write(waits)).result) == 1
    assert await late.store.read(bond.accounts) == {"telegram": tg.token.partition(":")[0]}
    await late.close()
    async with StandIn("77:ANOTHER-BOT") as other:
        # While Telegram takes its time to say who the bot is, the clock goes on.
        other.world.faults.slow(1, "getMe")
        house, platform = built(settings, other)
        try:
            with pytest.raises(ExceptionGroup) as refused:
                await asyncio.wait_for(serve(house, [platform.run], asyncio.Event(), QUICK), 20)
            assert [type(each) for each in refused.value.exceptions] == [Impossible]
            assert "is of the bot 77" in str(refused.value.exceptions[0])
            assert {call.method for call in other.world.record.calls} == {"getMe"}
            assert len(list(house.directory)) == 1
        finally:
            await house.close()
    async with serving(settings, tg):
        await tg.until(lambda: any("It has waited." in post.text for post in ada.inbox), 20)
        await ada.says(group, "/privacy")
        await tg.until(lambda: len(ada.inbox) > 1, 20)
