"""Run as a process: kills a child of its own at each step that follows a withdrawal, in a copy of the same shelf."""

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest

from groupbot.consent.model import Purpose
from tests.unit.store.fuse import Fuse
from tests.unit.store.shelf import NOA, Shelf, withdraw


def main(shelf: Shelf, group: int, purposes: tuple[Purpose, ...]) -> None:
    """Make copies as a kill before step 1, 2, 3 ... left them, until no step is left; print where each one is."""
    for step in range(1, 200):
        copy = shelf.copied(shelf.folder.parent / f"{shelf.folder.name}-{step}")
        child = os.fork()
        if not child:
            live(copy, group, purposes, step)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            print("ended" if status == 0 else "failed")  # noqa: T201  (what the test reads)
            return
        print(copy.folder, copy.url)  # noqa: T201  (the same)


def live(shelf: Shelf, group: int, purposes: tuple[Purpose, ...], step: int) -> None:
    """Withdraw, and be killed before a step of what follows."""
    Fuse(pytest.MonkeyPatch(), step, lambda: os.kill(os.getpid(), signal.SIGKILL))
    store = shelf.open()
    asyncio.run(store.write(lambda unit: withdraw(unit, group, NOA, *purposes)))


if __name__ == "__main__":
    folder, url, number, *named = sys.argv[1:]
    main(Shelf(Path(folder), url), int(number), tuple(Purpose(name) for name in named))
