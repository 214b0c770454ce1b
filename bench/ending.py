"""How long /panic takes: from its unit of work until keys and rows are gone and the freed bytes scrubbed.

A group of a thousand members who agreed to everything, on both databases; without answers that wait, and as after an
outage, with ten thousand of them, all about this group. Each round has a deployment of its own.
"""

import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from groupbot.content import Button, Content, Rich
from groupbot.effects import Whisper
from groupbot.groups import ending
from groupbot.people import Actor
from groupbot.store import outbox
from groupbot.store.unit import Unit
from groupbot.vault.entropy import SystemRandom
from tests.postgres import fresh_database
from tests.unit.store.furnished import furnish
from tests.unit.store.shelf import CHAT, NOON, Shelf

DATABASES = ("sqlite", "postgresql")
WAITING = (0, 10_000)
MEMBERS = 1_000
ROUNDS = 3
AT_ONCE = 500
# As long as the screen after a choice, with its two buttons.
ANSWER = Content(
    Rich("What you chose is saved. " * 16), ((Button("Change", "c" * 60),), (Button("Withdraw", "w" * 60),))
)


@dataclass(frozen=True, slots=True)
class End:
    """Seconds until a group is gone: the median of all rounds, and the longest."""

    database: str
    members: int
    waiting: int
    seconds: float
    longest: float


async def measure(
    databases: Sequence[str] = DATABASES,
    members: int = MEMBERS,
    waiting: Sequence[int] = WAITING,
    rounds: int = ROUNDS,
) -> list[End]:
    """End a group on each database, with each number of answers that wait."""
    found = []
    for database in databases:
        for count in waiting:
            times = [await _ended(database, members, count) for _ in range(rounds)]
            found.append(End(database, members, count, round(statistics.median(times), 4), round(max(times), 4)))
    return found


async def _ended(database: str, members: int, waiting: int) -> float:
    with TemporaryDirectory() as folder:
        shelf = Shelf(Path(folder), fresh_database(on_disk=True) if database == "postgresql" else "")
        try:
            store = await shelf.start()
            group = await furnish(shelf, members)
            for first in range(0, waiting, AT_ONCE):
                some = range(first, min(first + AT_ONCE, waiting))
                await store.write(partial(_wait, group=group, people=some))
            begun = time.perf_counter()
            await store.write(partial(ending.erase, number=group))
            return time.perf_counter() - begun
        finally:
            shelf.stop()


def _wait(unit: Unit, group: int, people: Sequence[int]) -> None:
    for number in people:
        answer = Whisper(Actor("telegram", str(7_000_000_000 + number)), ANSWER, CHAT)
        outbox.put(unit, "telegram", [answer], group, NOON, SystemRandom())
