"""Run as a process: kills a child of its own at each step of a group's end, in a copy of the same deployment."""

import asyncio
import sys
from functools import partial
from pathlib import Path

import pytest

from groupbot.groups import ending
from tests.unit.store.dying import die, main
from tests.unit.store.fuse import Fuse
from tests.unit.store.shelf import Shelf


def live(group: int, shelf: Shelf, step: int) -> None:
    """Erase a group, and be killed before a step of it."""
    store = shelf.open()
    Fuse(pytest.MonkeyPatch(), step, die, all_of_it=True)
    asyncio.run(store.write(lambda unit: ending.erase(unit, group)))


if __name__ == "__main__":
    folder, url, number = sys.argv[1:]
    main(Shelf(Path(folder), url), partial(live, int(number)))
