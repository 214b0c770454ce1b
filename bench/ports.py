"""How long a press takes from update to effect through each platform's real library, beside the smallest bots on it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import Protocol

from bench.through import discord, telegram
from bench.through.state import nothing_read, read_from_file

PRESSES = 300
WARM = 30
# What follows an answer (another call, the next question for updates) must not fall into the next bot's turn.
REST = 0.01
PLATFORMS = {"telegram": telegram, "discord": discord}


@dataclass(frozen=True, slots=True)
class Figure:
    """Milliseconds on one platform, medians and slowest twentieths; the bar of 1.3 is on `ratio`.

    `smallest` is the smallest bot that reads the person's language before it answers, `bare` one that reads nothing.
    """

    platform: str
    ours_ms: float
    smallest_ms: float
    bare_ms: float
    ratio: float
    bare_ratio: float
    ours_p95_ms: float
    smallest_p95_ms: float
    presses: int


class Side(Protocol):
    """One bot that can be pressed."""

    async def press(self) -> float:
        """Return the seconds from the press to its effect."""


async def measure(presses: int = PRESSES, warm: int = WARM) -> list[Figure]:
    """Press them in turn, so that what else the machine does meets them alike."""
    figures = []
    for name in PLATFORMS:
        async with _sides(name) as sides:
            figures.append(figure(name, await _in_turn(sides, presses, warm)))
    return figures


@asynccontextmanager
async def _sides(name: str) -> AsyncIterator[tuple[Side, Side, Side]]:
    platform = PLATFORMS[name]
    with TemporaryDirectory() as folder:
        async with AsyncExitStack() as open_:
            language_of = await open_.enter_async_context(read_from_file(Path(folder)))
            ours = await open_.enter_async_context(platform.ours(Path(folder)))
            smallest = await open_.enter_async_context(platform.smallest(language_of))
            yield ours, smallest, await open_.enter_async_context(platform.smallest(nothing_read))


async def _in_turn(sides: tuple[Side, ...], presses: int, warm: int) -> list[list[float]]:
    took: list[list[float]] = [[] for _ in sides]
    for turn in range(warm + presses):
        for place in range(len(sides)):
            which = (turn + place) % len(sides)
            seconds = await sides[which].press()
            if turn >= warm:
                took[which].append(seconds * 1000)
            await asyncio.sleep(REST)
    return took


def figure(platform: str, took: list[list[float]]) -> Figure:
    """Return the figure of what ours, the smallest and the bare bot took, in milliseconds."""
    ours, smallest, bare = (median(each) for each in took)
    slow = [quantiles(each, n=20)[-1] for each in took]
    return Figure(
        platform,
        round(ours, 3),
        round(smallest, 3),
        round(bare, 3),
        round(ours / smallest, 3),
        round(ours / bare, 3),
        round(slow[0], 3),
        round(slow[1], 3),
        len(took[0]),
    )
