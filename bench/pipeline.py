"""What a message costs: python-telegram-bot's parsing and our whole engine, beside a bot that does nothing.

The baseline is the smallest bot that the library can make: an Application with one MessageHandler for everything whose
callback returns at once, fed by `process_update`. That is what anybody pays who uses the library as it is meant to be
used, and it parses the very same dicts with the very same classes. Our side takes the dicts through window, lanes,
intake, translation and engine, as polling does. Both see the same block one after the other, in turns who is first, in
one process with one heap and the garbage collector on; before each turn the young generations are emptied.
"""

import gc
import statistics
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.idle import cards, chats, fill, weigh
from bench.sides import nothing, ours
from bench.site import Site
from bench.taking import Taking
from bench.traffic import BLOCK, Raw, Traffic
from groupbot.bootstrap import build_house
from groupbot.process.clock import SystemClock
from groupbot.vault.entropy import SystemRandom
from tests.standin.telegram import StandIn

SIZES = (1, 1_000, 100_000)
BLOCKS = 150
WARM = 4
Take = Callable[[list[Raw]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Price:
    """What a message costs with so many groups, in microseconds, and a group with nothing going on, in bytes."""

    groups: int
    noop_us: float
    groupbot_us: float
    ratio: float
    p99_us: float
    bytes_per_idle_group: int


async def measure(sizes: tuple[int, ...] = SIZES, blocks: int = BLOCKS) -> list[Price]:
    """Measure at each number of groups, in a fresh house each."""
    return [await _at(groups, blocks) for groups in sizes]


async def _at(groups: int, blocks: int) -> Price:
    idle = weigh(groups)
    with TemporaryDirectory() as folder:
        house = build_house(
            Site(Path(folder)).settings(), {"telegram": Taking("telegram")}, SystemClock(), SystemRandom()
        )
        try:
            await house.open()
            fill(house.directory, cards(groups))
            async with (
                StandIn() as tg,
                nothing(tg.token, tg.base_url) as noop,
                ours(tg.token, tg.base_url, house, chats(groups)) as own,
            ):
                traffic = Traffic(chats(groups))
                await _in_turns(traffic, WARM, noop.take, own.take)
                own.each.clear()
                them, us = await _in_turns(traffic, blocks, noop.take, own.take)
                p99 = statistics.quantiles(own.each, n=100)[98] * 1e6
        finally:
            await house.close()
    return Price(groups, round(them, 1), round(us, 1), round(us / them, 3), round(p99, 1), idle)


async def _in_turns(traffic: Traffic, blocks: int, first: Take, second: Take) -> tuple[float, float]:
    """Return what either needs per update, in microseconds: the median of all blocks."""
    times: dict[Take, list[float]] = {first: [], second: []}
    for number in range(blocks):
        block = traffic.block()
        for take in (first, second) if number % 2 else (second, first):
            gc.collect(1)
            begun = time.perf_counter()
            await take(block)
            times[take].append((time.perf_counter() - begun) / BLOCK * 1e6)
    return statistics.median(times[first]), statistics.median(times[second])
