"""Updates that fail: tried again, set aside, and never in the way of others."""

import pytest

from adapters.telegram.platform import TelegramPlatform
from adapters.telegram.poll import Polling
from groupbot.events import CommandGiven, Event, MessagePosted
from groupbot.ports import Unavailable
from tests.contract.telegram.fake_engine import Engine, running
from tests.standin.telegram import StandIn

pytestmark = pytest.mark.anyio
IMPATIENT = Polling(retry_seconds=(0.01, 0.01))


async def test_an_update_that_keeps_failing_is_set_aside(tg: StandIn, engine: Engine) -> None:
    """REQUIRES three tries, then number and kind told to the operator, then the next update."""
    told: list[tuple[int, str]] = []
    tries: list[str] = []

    async def tell(number: int, kind: str) -> None:
        told.append((number, kind))

    async def fail(event: Event) -> None:
        if isinstance(event, MessagePosted):
            tries.append(event.key)
            raise OSError("poison")

    engine.answer = fail
    ada = tg.world.person("Ada")
    async with running(TelegramPlatform(tg.token, base_url=tg.base_url, mode=IMPATIENT, on_set_aside=tell), engine):
        await ada.writes("poison")
        await ada.writes("/notice")
        await tg.until(lambda: engine.events and not tg.world.updates.pending)
    assert [event.command for event in engine.of(CommandGiven)] == ["notice"]
    assert len(tries) == 3
    assert [kind for _, kind in told] == ["message"]
    assert told[0][0] in tg.world.updates.confirmed


async def test_one_unparsable_update_spoils_no_batch(tg: StandIn, engine: Engine) -> None:
    """REQUIRES that an update no library can parse is set aside alone, by its number."""
    told: list[tuple[int, str]] = []

    async def tell(number: int, kind: str) -> None:
        told.append((number, kind))

    ada = tg.world.person("Ada")
    await ada.writes("/first")
    broken = tg.world.updates.inject({"message": {"message_id": "no number", "date": "never", "chat": 5}})
    strange = tg.world.updates.inject({"a_kind_of_tomorrow": {"x": 1}})
    await ada.writes("/second")
    async with running(TelegramPlatform(tg.token, base_url=tg.base_url, mode=IMPATIENT, on_set_aside=tell), engine):
        await tg.until(lambda: len(engine.events) == 2 and not tg.world.updates.pending)
    assert [event.command for event in engine.of(CommandGiven)] == ["first", "second"]
    assert told == [(broken, "message")]
    assert strange in tg.world.updates.confirmed


async def test_an_outage_of_the_store_sets_nothing_aside(tg: StandIn, engine: Engine) -> None:
    """REQUIRES that an update is tried until it is committed when the outside is not there, however often."""
    told: list[tuple[int, str]] = []
    tries: list[str] = []

    async def tell(number: int, kind: str) -> None:
        told.append((number, kind))

    async def locked(event: Event) -> None:
        tries.append(event.key)
        if len(tries) < 8:
            raise Unavailable("the database is locked")

    engine.answer = locked
    ada = tg.world.person("Ada")
    platform = TelegramPlatform(tg.token, base_url=tg.base_url, mode=IMPATIENT, on_set_aside=tell)
    async with running(platform, engine):
        await ada.writes("/consent")
        await tg.until(lambda: engine.events and not tg.world.updates.pending)
    assert (len(tries), told) == (8, [])


async def test_an_operator_who_cannot_be_told_makes_nothing_loop(
    tg: StandIn, engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    """REQUIRES that a set-aside update is confirmed though telling of it fails, and that the log names its number."""

    async def fail(_number: int, _kind: str) -> None:
        raise OSError("no way to the operator")

    async with running(TelegramPlatform(tg.token, base_url=tg.base_url, mode=IMPATIENT, on_set_aside=fail), engine):
        await tg.until(lambda: tg.world.updates.allowed)
        number = tg.world.updates.inject({"message": {"nonsense": True}})
        await tg.until(lambda: number in tg.world.updates.confirmed)
    assert f"nobody could be told of update {number} (message)" in caplog.text
