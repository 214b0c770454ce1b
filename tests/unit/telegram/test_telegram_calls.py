"""Patience per chat, without waiting for real."""

from collections.abc import Awaitable, Callable

import pytest
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from adapters.telegram.calls import Calls, Refused
from adapters.telegram.quiet import quiet
from groupbot.people import Chat
from groupbot.ports import Unavailable

pytestmark = pytest.mark.anyio


class Time:
    """A clock that moves only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    async def sleep(self, seconds: float) -> None:
        """Let time pass at once."""
        self.slept.append(seconds)
        self.now += seconds

    def calls(self) -> Calls:
        """Return Calls that live in this time."""
        quiet()
        return Calls(sleep=self.sleep, now=lambda: self.now)


def failing(*errors: TelegramError) -> Callable[[int], Awaitable[int]]:
    waiting = list(errors)

    async def call(chat: int) -> int:
        if waiting:
            raise waiting.pop(0)
        return chat

    return call


async def test_a_short_wait_is_slept_and_the_call_repeated() -> None:
    """REQUIRES exactly the seconds that Telegram asks for, then the result."""
    quiet()
    time = Time()
    assert await time.calls().call(1, failing(RetryAfter(3))) == 1
    assert time.slept == [3.0]


async def test_a_long_wait_is_told_and_kept_for_that_chat() -> None:
    """REQUIRES Unavailable with the seconds left, without asking Telegram again, until they are over."""
    quiet()
    time = Time()
    calls = time.calls()
    for left in (60.0, 50.0):
        with pytest.raises(Unavailable) as raised:
            await calls.call(1, failing(*([RetryAfter(60)] if left == 60.0 else [])))
        assert raised.value.retry_after == left
        time.now += 10
    assert await calls.call(2, failing()) == 2
    time.now += 50
    assert await calls.call(1, failing()) == 1
    assert time.slept == []


async def test_endless_floods_end() -> None:
    """REQUIRES Unavailable after a few rounds, not an endless loop."""
    quiet()
    with pytest.raises(Unavailable):
        await Time().calls().call(1, failing(*[RetryAfter(1)] * 10))


@pytest.mark.parametrize("error", [NetworkError("x"), TimedOut(), TelegramError("y")])
async def test_trouble_on_the_way_may_succeed_later(error: TelegramError) -> None:
    """REQUIRES Unavailable, without the library's error in its chain of causes."""
    with pytest.raises(Unavailable) as raised:
        await Time().calls().call(1, failing(error))
    assert raised.value.__cause__ is None


async def test_a_refusal_says_what_kind() -> None:
    """REQUIRES Refused for 403 and 400, told apart, with the reason in lower case."""
    for error, forbidden in ((Forbidden("Blocked"), True), (BadRequest("Chat not found"), False)):
        with pytest.raises(Refused) as raised:
            await Time().calls().call(1, failing(error))
        assert (raised.value.forbidden, raised.value.reason) == (forbidden, str(error).lower())


async def test_a_migration_is_followed_and_told_until_it_is_taken() -> None:
    """REQUIRES the call on the new id, and the telling repeated after a failure, then never again."""
    told: list[tuple[Chat, Chat]] = []

    async def tell(old: Chat, new: Chat) -> None:
        told.append((old, new))
        if len(told) == 1:
            raise Unavailable("database away")

    calls = Time().calls()
    calls.on_migrated = tell
    assert await calls.call(-1, failing(ChatMigrated(-100))) == -100
    assert await calls.call(-1, failing(ChatMigrated(-100))) == -100
    assert await calls.call(-1, failing()) == -100
    assert told == [(Chat("telegram", "-1"), Chat("telegram", "-100"))] * 2
