"""Serving: who has the lease, what is put off, and when it ends."""

import asyncio
from typing import TYPE_CHECKING, Any, cast

import pytest

from groupbot.house import House
from groupbot.ports import Impossible, Unavailable
from groupbot.process.serve import Rhythm, built, serve
from groupbot.store.lease import LeaseLostError
from groupbot.store.migrate import SchemaError

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.anyio
QUICK = Rhythm(standby=0.005, renew=0.005, tick=0.005, begin=0.005, again=0.005)


class Scripted:
    """Stands where the house will: each verb does what the test says, and is counted."""

    platforms = ("telegram",)
    directory = ()

    def __init__(self) -> None:
        self.lease: Callable[[int], bool] = lambda _: True
        self.due: Callable[[int], None] = lambda _: None
        self.opening: Callable[[int], None] = lambda _: None
        self.counts = {"lease": 0, "open": 0, "tick": 0}

    async def take_lease(self) -> bool:
        """Answer as scripted for this time of asking, counted from 1."""
        self.counts["lease"] += 1
        return self.lease(self.counts["lease"])

    async def open(self) -> None:
        """Fail as scripted for this opening, counted from 1."""
        self.counts["open"] += 1
        self.opening(self.counts["open"])

    async def tick(self) -> None:
        """Fail as scripted for this tick, counted from 1."""
        self.counts["tick"] += 1
        self.due(self.counts["tick"])


async def served(house: Scripted, *listeners: Any, stop: asyncio.Event | None = None) -> bool:
    """Serve to the end, which must come within five seconds."""
    async with asyncio.timeout(5):
        return await serve(cast("House", house), listeners, stop or asyncio.Event(), QUICK)


async def until_told(_house: House, stop: asyncio.Event) -> None:
    """Listen until told to stop."""
    await stop.wait()


def away(_count: int) -> bool:
    """Be unavailable, whatever is asked."""
    raise Unavailable("the database did not answer")


async def test_a_lost_lease_ends_it() -> None:
    """REQUIRES that a process stops serving as soon as it learns that another one has its lease."""
    house = Scripted()
    house.lease = lambda count: count < 3
    await served(house, until_told)
    assert house.counts["open"] == 1


async def test_one_platform_that_fails_ends_no_other(capsys: pytest.CaptureFixture[str]) -> None:
    """REQUIRES that a platform whose listening breaks is taken up again, while the other one goes on undisturbed."""
    stop, tries = asyncio.Event(), 0

    async def breaking(_house: House, _stop: asyncio.Event) -> None:
        nonlocal tries
        tries += 1
        if tries == 3:
            stop.set()
        raise KeyError("words of a member")

    async def steady(_house: House, stop: asyncio.Event) -> None:
        await stop.wait()
        assert tries == 3

    assert await served(Scripted(), breaking, steady, stop=stop)
    assert "words of a member" not in capsys.readouterr().out


async def test_what_is_set_wrong_ends_it() -> None:
    """REQUIRES that a platform which can never take what the operator has set is not tried again and again."""

    async def refused(_house: House, _stop: asyncio.Event) -> None:
        raise Impossible("set the token anew")

    with pytest.raises(ExceptionGroup):
        await served(Scripted(), refused, until_told)


async def test_standing_by_takes_over() -> None:
    """REQUIRES that nothing is opened before the lease is ours, and that it is asked for again and again."""
    house, stop = Scripted(), asyncio.Event()
    house.lease = lambda count: count >= 4

    async def listening(_house: House, _stop: asyncio.Event) -> None:
        assert house.counts["lease"] >= 4

    await served(house, listening, stop=stop)
    assert house.counts["open"] == 1


async def test_standing_by_ends_when_told() -> None:
    """REQUIRES that a process which stands by stops when told, and never opens the house."""
    house, stop = Scripted(), asyncio.Event()

    def lease(count: int) -> bool:
        if count == 3:
            stop.set()
        return False

    house.lease = lease
    await served(house, until_told, stop=stop)
    assert house.counts["open"] == 0


async def test_a_database_that_is_away_is_waited_for() -> None:
    """REQUIRES that a lease which cannot be asked for or renewed just now stops nothing and is tried again."""
    house, stop = Scripted(), asyncio.Event()

    def lease(count: int) -> bool:
        if count == 6:
            stop.set()
        return away(count) if count in (1, 3, 4) else True

    house.lease = lease
    await served(house, until_told, stop=stop)
    assert (house.counts["open"], house.counts["lease"]) == (1, 6)


async def test_what_cannot_be_done_now_is_put_off() -> None:
    """REQUIRES that work which is due while the database is away is done at a later tick, the first one included."""
    house, stop = Scripted(), asyncio.Event()

    def due(count: int) -> None:
        if count == 4:
            stop.set()
        elif count in (1, 2):
            away(count)

    house.due = due
    await served(house, until_told, stop=stop)
    assert house.counts["tick"] == 4


async def test_a_defect_in_what_is_due_stops_nobody() -> None:
    """REQUIRES that a tick which fails by a defect is logged and followed by the next one."""
    house, stop = Scripted(), asyncio.Event()

    def due(count: int) -> None:
        if count == 2:
            raise ValueError("a defect")
        if count == 3:
            stop.set()

    house.due = due
    await served(house, until_told, stop=stop)
    assert house.counts["tick"] == 3


async def test_a_house_that_cannot_be_opened_just_now_is_opened_later() -> None:
    """REQUIRES that an outage between taking the lease and opening is waited for, with the lease renewed meanwhile."""
    house, stop = Scripted(), asyncio.Event()

    def opening(count: int) -> None:
        if count < 3:
            away(count)

    house.opening = opening
    house.due = lambda _: stop.set()
    assert await served(house, until_told, stop=stop)
    assert (house.counts["open"], house.counts["lease"] >= 3) == (3, True)


@pytest.mark.parametrize("by", ["the fence", "its renewal"])
async def test_a_lease_lost_before_opening_ends_it(by: str) -> None:
    """REQUIRES that who loses its lease before it is open does not open on what it has read, and says why it ended."""
    house = Scripted()

    def opening(count: int) -> None:
        if by == "the fence":
            raise LeaseLostError("gone")
        away(count)

    house.opening = opening
    house.lease = lambda count: count == 1
    assert not await served(house, until_told)
    assert house.counts["open"] == 1


async def test_a_start_waits_for_its_files(capsys: pytest.CaptureFixture[str]) -> None:
    """REQUIRES that a house which cannot be built just now is built later, and that why it waits is told once."""
    attempts: list[int] = []

    def build() -> House:
        attempts.append(len(attempts))
        if len(attempts) < 4:
            raise Unavailable("another program holds it")
        return cast("House", Scripted())

    assert await built(build, asyncio.Event(), QUICK) is not None
    assert len(attempts) == 4
    assert capsys.readouterr().out.count("another program holds it") == 1
    again = Rhythm(begin=0.005, tell=0.0)
    attempts.clear()
    await built(build, asyncio.Event(), again)
    assert capsys.readouterr().out.count("another program holds it") == 3


async def test_a_start_that_waits_ends_when_told() -> None:
    """REQUIRES that a process whose files are away stops in order, and that what is set wrong ends it at once."""
    stop, attempts = asyncio.Event(), list[int]()

    def build() -> House:
        attempts.append(1)
        if len(attempts) == 2:
            stop.set()
        raise Unavailable("locked")

    assert await built(build, stop, QUICK) is None
    assert len(attempts) == 2

    def wrong() -> House:
        raise SchemaError("set wrong")

    with pytest.raises(SchemaError):
        await built(wrong, asyncio.Event(), QUICK)
