"""Run as a process: kills a child of its own at each step of an erasure, in a copy of the same shelf."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from groupbot.consent.model import Purpose
from tests.unit.store.fuse import Fuse
from tests.unit.store.shelf import NOA, Shelf, withdraw


def main(shelf: Shelf, live: Callable[[Shelf, int], None]) -> None:
    """Make copies as a kill before step 1, 2, 3 ... left them, until no step is left; print where each one is."""
    for step in range(1, 200):
        copy = shelf.copied(shelf.folder.parent / f"{shelf.folder.name}-{step}")
        child = os.fork()
        if not child:
            live(copy, step)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            print("ended" if status == 0 else "failed")  # noqa: T201  (what the test reads)
            return
        print(copy.folder, copy.url)  # noqa: T201  (the same)


def die() -> None:
    """End as a power cut would end it."""
    os.kill(os.getpid(), signal.SIGKILL)


def withdrawing(group: int, purposes: tuple[Purpose, ...]) -> Callable[[Shelf, int], None]:
    """Return who withdraws, and is killed before a step of what follows."""

    def live(shelf: Shelf, step: int) -> None:
        Fuse(pytest.MonkeyPatch(), step, die)
        asyncio.run(shelf.open().write(lambda unit: withdraw(unit, group, NOA, *purposes)))

    return live


if __name__ == "__main__":
    folder, url, number, *named = sys.argv[1:]
    main(Shelf(Path(folder), url), withdrawing(int(number), tuple(Purpose(name) for name in named)))
