"""Links by a group's public name: Telegram is asked which group that is, and the command is told with its answer."""

from typing import Any

import pytest

from adapters.telegram.platform import TelegramPlatform
from groupbot.events import CommandGiven
from groupbot.people import Chat, MessageLink
from tests.contract.telegram.fake_engine import Engine, running
from tests.standin.telegram import StandIn

pytestmark = pytest.mark.anyio


async def told(tg: StandIn, platform: TelegramPlatform, engine: Engine, *texts: str) -> list[Any]:
    """Return what the commands are about that somebody gives in private."""
    noa = tg.world.person("Noa", started=True)
    async with running(platform, engine):
        await tg.until(lambda: tg.world.updates.allowed)
        for text in texts:
            await noa.writes(f"/report {text}")
        await tg.until(lambda: engine.has(len(texts)))
    return [event.about for event in engine.of(CommandGiven)]


async def test_a_name_is_asked_for(tg: StandIn, platform: TelegramPlatform, engine: Engine) -> None:
    """REQUIRES the group of a public name, and nothing for a name that is nobody's, a person's or a channel's."""
    group = tg.world.group("Readers")
    group.username = "readers_club"
    tg.world.channel("News", username="news_channel")
    names = ("readers_club", "nobody_there", "news_channel")
    found = await told(tg, platform, engine, *(f"https://t.me/{name}/7" for name in names))
    here = MessageLink(Chat("telegram", str(group.id)), "https://t.me/readers_club/7")
    assert found == [here, None, None]


async def test_a_number_is_not_asked_for(tg: StandIn, platform: TelegramPlatform, engine: Engine) -> None:
    """REQUIRES that a link by numbers, and whatever is no link, costs no call."""
    group = tg.world.group("Readers")
    number = -group.id - 10**12
    found = await told(tg, platform, engine, f"https://t.me/c/{number}/7", "https://t.me.evil.example/readers_club/7")
    assert found == [MessageLink(Chat("telegram", str(group.id)), f"https://t.me/c/{number}/7"), None]
    assert not [call for call in tg.world.record.calls if call.method == "getChat"]


async def test_where_telegram_does_not_say(tg: StandIn, platform: TelegramPlatform, engine: Engine) -> None:
    """REQUIRES that an outage of this one question holds up nothing: the command is told without a group."""
    tg.world.group("Readers").username = "readers_club"
    tg.world.faults.refuse(500, "Internal Server Error", "getChat", times=9)
    assert await told(tg, platform, engine, "https://t.me/readers_club/7", "again") == [None, None]
