"""One whole run: the stand-in, a deployment, two processes on it, a campaign, and what the logs say in the end."""

import json
import random
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.crash.campaign import Campaign
from tests.crash.nursery import Nursery
from tests.crash.pair import Pair
from tests.crash.reading import Reader
from tests.crash.report import Report
from tests.crash.scene import Place, set_scene
from tests.standin.telegram import StandIn

ELSEWHERE = "somebody else receives this bot's updates"
"""A process that was killed while it waited for updates may still seem to wait, for a moment."""


@dataclass(frozen=True)
class Plan:
    """What to run; `url` is the database's, "" for SQLite, `between` how many kills lie between two quiet points."""

    kills: int
    seed: int = 1
    url: str = ""
    bug: str | None = None
    between: int = 20


@contextmanager
def in_memory() -> Iterator[None]:
    """Keep temporary files, and a PostgreSQL that is started meanwhile, in memory where the system has such a folder.

    That does for kill -9, which loses nothing that the system has taken, and saves two thirds of the time.
    """
    memory = Path("/dev/shm")  # noqa: S108  (what is put there gets a folder of its own)
    former, tempfile.tempdir = tempfile.tempdir, str(memory) if memory.is_dir() else tempfile.tempdir
    try:
        yield
    finally:
        tempfile.tempdir = former


async def run(plan: Plan) -> Report:
    """Run a plan and return its report."""
    luck = random.Random(plan.seed)  # noqa: S311  (to be repeated, not to be secret)
    with tempfile.TemporaryDirectory(prefix="groupbot-crash-") as name:
        place, logs = Place(Path(name), plan.url), Path(name) / "logs"
        logs.mkdir()
        async with StandIn() as tg:
            root, settings = place.lay_out(tg)
            async with Nursery(settings, logs, plan.bug) as nursery:
                pair = Pair(nursery, luck)
                await pair.opens()
                town = await set_scene(tg, root, luck)
                reader = Reader(place.data, plan.url, root)
                report = await Campaign(town, pair, reader, luck).run(plan.kills, plan.between)
        _read(logs, report)
    return report


def _read(logs: Path, report: Report) -> None:
    """Count what the processes warned of; an error is a breach, and so is a line that is no JSON."""
    said: Counter[str] = Counter()
    for line in [line for log in sorted(logs.iterdir()) for line in log.read_text(errors="replace").splitlines()]:
        try:
            entry = json.loads(line)
        except ValueError:
            # Whoever is killed may be in the middle of a line, which then is the last.
            if not line.startswith("{"):
                report.breach("log", line)
            continue
        if entry["level"] in ("warning", "error"):
            said[entry["event"].partition(" (")[0]] += 1
        if entry["level"] == "error" and not entry["event"].startswith(ELSEWHERE):
            report.breach("log", line)
    report.log += said
