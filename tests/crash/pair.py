"""Two processes on one deployment, one of which serves: killed by turns, always brought back."""

import asyncio
import os
import random
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tests.crash.nursery import Nursery, Process

PATIENCE = 30.0


class Stuck(Exception):  # noqa: N818  (what happened to the bot)
    """The bot did not do in time what it must do."""


class Pair:
    """Keeps two processes running; `killed` counts the dead."""

    def __init__(self, nursery: Nursery, luck: random.Random) -> None:
        self._nursery = nursery
        self._random = luck
        self._processes: list[Process] = []
        self.killed = 0

    async def opens(self) -> None:
        """Start both and wait until one serves."""
        await self._fill()
        await self.serving()

    async def serving(self) -> Process:
        """Return who serves, as soon as somebody does."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            for process in self._processes:
                if not process.alive:
                    raise Stuck(f"a process ended by itself; it said: {process.last_words}")
                if process.serves:
                    return process
            await asyncio.sleep(0.005)
        raise Stuck(f"nobody serves after {PATIENCE:.0f} s; said was: {self.last_words}")

    async def strike(self, whom: str) -> None:
        """Kill "server", "other", "both", or "either" whether anybody serves yet or not; bring back the dead."""
        chosen = list(self._processes)
        self._random.shuffle(chosen)
        if whom == "either":
            chosen = chosen[:1]
        elif whom != "both":
            server = await self.serving()
            chosen = [process for process in chosen if (process is server) == (whom == "server")]
        for process in chosen:
            await process.dies()
        self._processes = [process for process in self._processes if process not in chosen]
        self.killed += len(chosen)
        await self._fill()

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Stop both in the middle of whatever they do, for the length of a block."""
        for process in self._processes:
            os.kill(process.pid, signal.SIGSTOP)
        try:
            yield
        finally:
            for process in self._processes:
                os.kill(process.pid, signal.SIGCONT)

    @property
    def last_words(self) -> str:
        """Return the ends of what both said."""
        return "; ".join(process.last_words for process in self._processes)

    async def _fill(self) -> None:
        while len(self._processes) < 2:
            self._processes.append(await self._nursery.starts())
