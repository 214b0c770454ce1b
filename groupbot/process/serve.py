"""Serving: take the leases, open the house, listen on the platforms, and do what is due until told to stop."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextlib import suppress
from dataclasses import dataclass

import structlog

from groupbot.house import House
from groupbot.ports import Impossible, Unavailable
from groupbot.process.patience import Patience
from groupbot.store.lease import LeaseLostError

log = structlog.get_logger()

Listen = Callable[[House, asyncio.Event], Coroutine[None, None, None]]


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often, in seconds: who stands by asks for the leases, who has them renews them, and what is due is done.

    Leases last three times as long as their renewal takes to come (groupbot.store.lease). A start is tried again every
    `begin` seconds, and why it has to wait is told every `tell` seconds. One that failed is taken up after `again`.
    """

    standby: float = 1.0
    renew: float = 10.0
    tick: float = 30.0
    begin: float = 5.0
    tell: float = 60.0
    again: float = 5.0


USUAL = Rhythm()
TAKEN = "another process has taken over; stopping"


async def built(build: Callable[[], House], stop: asyncio.Event, rhythm: Rhythm = USUAL) -> House | None:
    """Return the house as soon as its files can be had; None when told to stop before. Raises what else `build` does.

    Whatever is locked or away passes, and no service manager has to start us again and again until it has.
    """
    patience = Patience(stop, rhythm.tell)

    async def begun() -> House:
        # On this thread: nothing else is done yet, and who is told to stop has to wait for it anyway.
        return build()

    while not stop.is_set():
        house = await patience.tries(begun)
        if house is not None:
            return house
        await patience.pauses(rhythm.begin)
    return None


async def serve(house: House, listeners: Sequence[Listen], stop: asyncio.Event, rhythm: Rhythm = USUAL) -> bool:
    """Serve until `stop`; False when another process has taken a lease over. The caller closes the house."""
    lost = asyncio.Event()
    try:
        if not await _lead(house, stop, rhythm):
            return True
    except LeaseLostError:
        log.error(TAKEN)  # noqa: TRY400  (nothing failed here)
        return False
    # Beside the listeners: what has fallen due in a long night must not keep the first press of the day waiting.
    duties = ((rhythm.renew, _renew(house, stop, lost)), (rhythm.tick, house.tick))
    rounds = [asyncio.create_task(_every(seconds, _quietly(duty))) for seconds, duty in duties]
    log.info("serving", platforms=list(house.platforms), groups=sum(1 for _ in house.directory))
    try:
        async with asyncio.TaskGroup() as tasks:
            for listen in listeners:
                tasks.create_task(_listening(listen, house, stop, rhythm.again))
    finally:
        for each in rounds:
            each.cancel()
        await asyncio.gather(*rounds, return_exceptions=True)
    log.info("stopped")
    return not lost.is_set()


async def _listening(listen: Listen, house: House, stop: asyncio.Event, wait: float) -> None:
    """Listen on one platform until told to stop; what fails on it, a defect of ours, ends no other platform.

    Raises Impossible: what is set wrong does not mend itself.
    """
    while not stop.is_set():
        try:
            await listen(house, stop)
        except Impossible:
            raise
        except Exception as error:  # noqa: BLE001  (whatever it is, the other platforms' members need not suffer for it)
            log.error("a platform failed; it is taken up again", kind=type(error).__name__, seconds=wait)  # noqa: TRY400  (a traceback may hold words)
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), wait)
        else:
            return


async def _every(seconds: float, work: Callable[[], Awaitable[None]]) -> None:
    """Do it now and again and again, by a clock that nobody can set.

    A scheduler that goes by the time of day makes up for ten years when the clock jumps ahead, in memory and without a
    pause, and does nothing at all when it is set back.
    """
    while True:
        await work()
        await asyncio.sleep(seconds)


async def _lead(house: House, stop: asyncio.Event, rhythm: Rhythm) -> bool:
    """Wait until the leases are ours and the house is open; False when we are told to stop before that.

    Raise LeaseLostError when they go to another process before it is open: what was read by then is out of date.
    """
    patience, ours, said = Patience(stop, rhythm.tell), False, False

    async def opened() -> bool:
        await house.open()
        return True

    while not stop.is_set():
        held = await patience.tries(house.take_lease)
        if held and await patience.tries(opened):
            return True
        if held is False and ours:
            raise LeaseLostError(TAKEN)
        if held is False and not said:
            log.info("another process serves; standing by")
            said = True
        ours = ours or bool(held)
        await patience.pauses(rhythm.standby)
    return False


def _renew(house: House, stop: asyncio.Event, lost: asyncio.Event) -> Callable[[], Awaitable[None]]:
    async def renew() -> None:
        try:
            held = await house.take_lease()
        except Unavailable as error:
            log.warning("lease not renewed", why=str(error))
            return
        if not held:
            log.error(TAKEN)
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
