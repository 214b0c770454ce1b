"""Serving: who has the lease, what is put off, and when it ends."""

import asyncio
from typing import TYPE_CHECKING, Any, cast

import pytest

from groupbot.house import House
from groupbot.ports import Unavailable
from groupbot.serve import Rhythm, serve

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.anyio
QUICK = Rhythm(standby=0.005, renew=0.005, tick=0.005)


class Scripted:
    """Stands where the house will: each verb does what the test says, and is counted."""

    platforms = ("telegram",)
    directory = ()

    def __init__(self) -> None:
        self.lease: Callable[[int], bool] = lambda _: True
        self.due: Callable[[int], None] = lambda _: None
        self.counts = {"lease": 0, "open": 0, "tick": 0}

    async def take_lease(self) -> bool:
        """Answer as scripted for this time of asking, counted from 1."""
        self.counts["lease"] += 1
        return self.lease(self.counts["lease"])

    async def open(self) -> None:
        """Count."""
        self.counts["open"] += 1

    async def tick(self) -> None:
        """Fail as scripted for this tick, counted from 1."""
        self.counts["tick"] += 1
        self.due(self.counts["tick"])


async def served(house: Scripted, *listeners: Any, stop: asyncio.Event | None = None) -> None:
    """Serve to the end, which must come within five seconds."""
    async with asyncio.timeout(5):
        await serve(cast("House", house), listeners, stop or asyncio.Event(), QUICK)


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
