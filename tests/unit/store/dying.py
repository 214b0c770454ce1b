"""Run as a process: kills a child of its own at each step that follows a withdrawal, in a copy of the same folder."""

import asyncio
import os
import shutil
import signal
import sys
from pathlib import Path

import pytest

from groupbot.consent.model import Purpose
from tests.unit.store.fuse import Fuse
from tests.unit.store.shelf import NOA, Shelf, withdraw


def main(folder: Path, group: int, purposes: tuple[Purpose, ...]) -> None:
    """Make folders 1, 2, 3 ... beside `folder`, each as a kill before that step left it, until no step is left."""
    for step in range(1, 200):
        copy = folder.parent / f"{step}"
        shutil.copytree(folder, copy)
        child = os.fork()
        if not child:
            live(copy, group, purposes, step)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            shutil.rmtree(copy)
            print(step - 1 if status == 0 else "failed")  # noqa: T201  (what the test reads)
            return


def live(folder: Path, group: int, purposes: tuple[Purpose, ...], step: int) -> None:
    """Withdraw, and be killed before a step of what follows."""
    Fuse(pytest.MonkeyPatch(), step, lambda: os.kill(os.getpid(), signal.SIGKILL))
    store = Shelf(folder).open()
    asyncio.run(store.write(lambda unit: withdraw(unit, group, NOA, *purposes)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), tuple(Purpose(name) for name in sys.argv[3:]))
