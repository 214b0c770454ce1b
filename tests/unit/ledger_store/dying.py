"""Run as a process: kills a child of its own at each step of a day of the log, in a copy of the same shelf."""

import asyncio
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from tests.unit.ledger_store.desk import Desk
from tests.unit.store.dying import die, main
from tests.unit.store.fuse import Fuse
from tests.unit.store.shelf import Shelf


def live(shelf: Shelf, step: int) -> None:
    """Open the copy a day later, and be killed before a step of what is due."""

    async def day() -> None:
        desk = await Desk(shelf).opens()
        desk.day += timedelta(days=1)
        Fuse(pytest.MonkeyPatch(), step, die, all_of_it=True)
        await desk.ticks()

    asyncio.run(day())


if __name__ == "__main__":
    folder, url = sys.argv[1:]
    main(Shelf(Path(folder), url), live)
