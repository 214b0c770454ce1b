"""Serving: take the leases, open the house, listen on the platforms, and do what is due until told to stop."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass

import structlog

from groupbot.house import House
from groupbot.ports import Unavailable

log = structlog.get_logger()

Listen = Callable[[House, asyncio.Event], Coroutine[None, None, None]]


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often, in seconds: who stands by asks for the leases, who has them renews them, and what is due is done.

    Leases last three times as long as their renewal takes to come (groupbot.store.lease).
    """

    standby: float = 1.0
    renew: float = 10.0
    tick: float = 30.0


USUAL = Rhythm()


async def serve(house: House, listeners: Sequence[Listen], stop: asyncio.Event, rhythm: Rhythm = USUAL) -> bool:
    """Serve until `stop`; False when another process has taken a lease over. The caller closes the house."""
    lost = asyncio.Event()
    if not await _lead(house, stop, rhythm.standby):
        return True
    await house.open()
    tick = _quietly(house.tick)
    rounds = [asyncio.create_task(_every(rhythm.renew, _quietly(_renew(house, stop, lost))))]
    log.info("serving", platforms=list(house.platforms), groups=sum(1 for _ in house.directory))
    try:
        await tick()
        rounds.append(asyncio.create_task(_every(rhythm.tick, tick)))
        async with asyncio.TaskGroup() as tasks:
            for listen in listeners:
                tasks.create_task(listen(house, stop))
    finally:
        for each in rounds:
            each.cancel()
        await asyncio.gather(*rounds, return_exceptions=True)
    log.info("stopped")
    return not lost.is_set()


async def _every(seconds: float, work: Callable[[], Awaitable[None]]) -> None:
    """Do it again and again, by a clock that nobody can set.

    A scheduler that goes by the time of day makes up for ten years when the clock jumps ahead, in memory and without a
    pause, and does nothing at all when it is set back.
    """
    while True:
        await asyncio.sleep(seconds)
        await work()


async def _lead(house: House, stop: asyncio.Event, seconds: float) -> bool:
    """Wait until the leases are ours; False when we are told to stop before that."""
    said = False
    while not stop.is_set():
        held = await _take(house)
        if held:
            return True
        if held is False and not said:
            log.info("another process serves; standing by")
            said = True
        try:
            await asyncio.wait_for(stop.wait(), seconds)
        except TimeoutError:
            continue
    return False


async def _take(house: House) -> bool | None:
    """Return whether the leases are ours, None when nobody could say just now."""
    try:
        return await house.take_lease()
    except Unavailable as error:
        log.warning("lease not taken", why=str(error))
        return None


def _renew(house: House, stop: asyncio.Event, lost: asyncio.Event) -> Callable[[], Awaitable[None]]:
    async def renew() -> None:
        try:
            held = await house.take_lease()
        except Unavailable as error:
            log.warning("lease not renewed", why=str(error))
            return
        if not held:
            log.error("another process has taken over; stopping")
            lost.set()
            stop.set()

    return renew


def _quietly(work: Callable[[], Awaitable[None]]) -> Callable[[], Awaitable[None]]:
    async def run() -> None:
        try:
            await work()
        except Unavailable as error:
            log.warning("put off", why=str(error))
        except Exception as error:  # noqa: BLE001  (a defect in one duty must not end the service; its words stay out)
            log.error("a duty failed", kind=type(error).__name__)  # noqa: TRY400  (the same)

    return run
