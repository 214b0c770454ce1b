"""How long a press takes from update to effect through each platform's real library, beside the smallest bot on it."""

from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import Protocol

from bench.through import discord, telegram

PRESSES = 300
WARM = 30


@dataclass(frozen=True, slots=True)
class Figure:
    """Milliseconds on one platform: the median and the slowest twentieth, ours and the smallest bot's; bar 1.3."""

    platform: str
    ours_ms: float
    smallest_ms: float
    ratio: float
    ours_p95_ms: float
    smallest_p95_ms: float
    presses: int


class Side(Protocol):
    """One bot that can be pressed."""

    async def press(self) -> float:
        """Return the seconds from the press to its effect."""


async def measure() -> list[Figure]:
    """Press both in turn, so that what else the machine does meets them alike."""
    figures = []
    for name, platform in (("telegram", telegram), ("discord", discord)):
        with TemporaryDirectory() as folder:
            async with AsyncExitStack() as open_:
                ours: Side = await open_.enter_async_context(platform.ours(Path(folder)))
                smallest: Side = await open_.enter_async_context(platform.smallest())
                figures.append(await _in_turn(name, ours, smallest))
    return figures


async def _in_turn(platform: str, ours: Side, smallest: Side) -> Figure:
    mine, theirs = [], []
    for turn in range(WARM + PRESSES):
        first, second = (ours, smallest) if turn % 2 else (smallest, ours)
        took = {id(first): await first.press(), id(second): await second.press()}
        if turn >= WARM:
            mine.append(took[id(ours)] * 1000)
            theirs.append(took[id(smallest)] * 1000)
    ratio = median(mine) / median(theirs)
    return Figure(
        platform,
        round(median(mine), 3),
        round(median(theirs), 3),
        round(ratio, 3),
        round(quantiles(mine, n=20)[-1], 3),
        round(quantiles(theirs, n=20)[-1], 3),
        PRESSES,
    )
