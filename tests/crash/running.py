"""One whole run: the stand-in, a deployment, two processes on it, a campaign, and what the logs say in the end."""

import json
import random
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from tests.crash.campaign import Campaign
from tests.crash.nursery import Nursery
from tests.crash.pair import Pair
from tests.crash.reading import Reader
from tests.crash.report import Report
from tests.crash.scene import Place, set_scene
from tests.standin.telegram import StandIn

MEMORY = Path("/dev/shm")  # noqa: S108  (a folder of its own is made in it)
"""Files in memory do for kill -9, which loses nothing that the system has taken, and save two thirds of the time."""
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


async def run(plan: Plan) -> Report:
    """Run a plan and return its report."""
    luck = random.Random(plan.seed)  # noqa: S311  (to be repeated, not to be secret)
    memory = str(MEMORY) if MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(prefix="groupbot-crash-", dir=memory) as name:
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
        for log in logs.iterdir():
            _read(log, report)
    return report


def _read(log: Path, report: Report) -> None:
    """Count what a process warned of; an error is a breach, and so is a line that is no JSON."""
    said: Counter[str] = Counter()
    for line in log.read_text(errors="replace").splitlines():
        try:
            entry = json.loads(line)
        except ValueError:
            # Whoever is killed may be in the middle of a line, which then is the last.
            report.breach("log", line) if not line.startswith("{") else None
            continue
        if entry["level"] in ("warning", "error"):
            said[entry["event"]] += 1
        if entry["level"] == "error" and not entry["event"].startswith(ELSEWHERE):
            report.breach("log", line)
    report.log += said
