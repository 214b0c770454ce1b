"""What goes wrong between a bot and Telegram, as python-telegram-bot feels it."""

from datetime import timedelta

import pytest
from telegram import Bot
from telegram.error import BadRequest, NetworkError, RetryAfter

from tests.standin.telegram import StandIn
from tests.standin.telegram.faults import Drop

pytestmark = pytest.mark.anyio


async def test_too_many_requests(tg: StandIn, bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    """A flood answer REQUIRES its waiting time, for this method and chat, and to end by itself."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # without it the client warns whenever it makes this error
    noa, ali = tg.world.person("noa", started=True), tg.world.person("ali", started=True)
    tg.world.faults.too_many("sendMessage", chat=noa.id, after=3, times=2)
    await bot.send_message(ali.id, "others pass")
    for _ in range(2):
        with pytest.raises(RetryAfter) as caught:
            await bot.send_message(noa.id, "hello")
        assert caught.value.retry_after == timedelta(seconds=3)
    await bot.send_message(noa.id, "hello")
    assert [call.code for call in tg.world.record.of("sendMessage")] == [200, 429, 429, 200]


async def test_any_refusal(tg: StandIn, bot: Bot) -> None:
    """A test REQUIRES to be able to give any answer."""
    tg.world.faults.refuse(500, "Internal Server Error")
    with pytest.raises(NetworkError, match="Internal Server Error"):
        await bot.get_me()
    tg.world.faults.refuse(400, "Bad Request: chat not found", "getMe")
    with pytest.raises(BadRequest):
        await bot.get_me()
    assert [call.code for call in tg.world.record.refused] == [500, 400]


@pytest.mark.parametrize(("when", "arrived"), [("before", []), ("after", ["hello"])])
async def test_a_dropped_connection(tg: StandIn, bot: Bot, when: Drop, arrived: list[str]) -> None:
    """A connection cut before or after the call REQUIRES to look the same to the bot."""
    noa = tg.world.person("noa", started=True)
    tg.world.faults.drop(when, "sendMessage")
    with pytest.raises(NetworkError):
        await bot.send_message(noa.id, "hello")
    assert [post.text for post in noa.inbox] == arrived
    (call,) = tg.world.record.of("sendMessage")
    assert (call.code, call.performed) == (0, when == "after")


async def test_polling_fails_only_when_it_is_named(tg: StandIn, bot: Bot) -> None:
    """A fault for any method REQUIRES to leave the polling alone."""
    tg.world.faults.refuse(500, "Internal Server Error")
    assert await bot.get_updates() == ()
    tg.world.faults.refuse(502, "Bad Gateway", "getUpdates")
    with pytest.raises(NetworkError, match="Bad Gateway"):
        await bot.get_updates()


async def test_a_slow_answer(tg: StandIn, bot: Bot) -> None:
    """A slow Telegram REQUIRES the client to run into its own time limit."""
    tg.world.faults.slow(0.2, "getMe")
    with pytest.raises(NetworkError, match="Timed out"):
        await bot.get_me(read_timeout=0.05)


async def test_nobody_listens(tg: StandIn, bot: Bot) -> None:
    """A Telegram that is away REQUIRES errors at once, and to be found again under the same address."""
    port = tg.port
    await tg.refuse_connections()
    with pytest.raises(NetworkError):
        await bot.get_me()
    await tg.accept_connections()
    assert tg.port == port
    await bot.get_me()


async def test_waiting_says_what_was_seen(tg: StandIn, bot: Bot) -> None:
    """A wait that fails REQUIRES to name the last calls."""
    with pytest.raises(TimeoutError, match="getMe 200"):
        await tg.until(lambda: False, seconds=0.01)
