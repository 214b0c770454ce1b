"""Serving: take the leases, open the house, listen on the platforms, and do what is due until told to stop."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from datetime import UTC, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from groupbot.house import House
from groupbot.ports import Unavailable

log = structlog.get_logger()

STANDBY = timedelta(seconds=5)
RENEW = timedelta(seconds=10)
TICK = timedelta(seconds=30)

Listen = Callable[[House, asyncio.Event], Coroutine[None, None, None]]


async def serve(house: House, listeners: Sequence[Listen], stop: asyncio.Event) -> None:
    """Serve until `stop`, or until another process has taken a lease over; the caller closes the house."""
    if not await _lead(house, stop):
        return
    await house.open()
    clock = AsyncIOScheduler(timezone=UTC)
    clock.add_job(_quietly(house.tick), "interval", seconds=TICK.total_seconds(), max_instances=1, coalesce=True)
    clock.add_job(_renew(house, stop), "interval", seconds=RENEW.total_seconds(), max_instances=1, coalesce=True)
    clock.start()
    log.info("serving", platforms=list(house.platforms), groups=sum(1 for _ in house.directory))
    try:
        await house.tick()
        async with asyncio.TaskGroup() as tasks:
            for listen in listeners:
                tasks.create_task(listen(house, stop))
    finally:
        clock.shutdown(wait=False)


async def _lead(house: House, stop: asyncio.Event) -> bool:
    """Wait until the leases are ours; False when we are told to stop before that."""
    said = False
    while not stop.is_set():
        if await house.take_lease():
            return True
        if not said:
            log.info("another process serves; standing by")
            said = True
        try:
            await asyncio.wait_for(stop.wait(), STANDBY.total_seconds())
        except TimeoutError:
            continue
    return False


def _renew(house: House, stop: asyncio.Event) -> Callable[[], Awaitable[None]]:
    async def renew() -> None:
        try:
            held = await house.take_lease()
        except Unavailable as error:
            log.warning("lease not renewed", why=str(error))
            return
        if not held:
            log.error("another process has taken over; stopping")
            stop.set()

    return renew


def _quietly(work: Callable[[], Awaitable[None]]) -> Callable[[], Awaitable[None]]:
    async def run() -> None:
        try:
            await work()
        except Unavailable as error:
            log.warning("put off", why=str(error))

    return run
