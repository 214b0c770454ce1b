"""How long a start takes: from the birth of the process until Telegram is told that the first update is handled.

`groupbot run` with 10,000 groups, the same over an empty database, and the smallest bot of python-telegram-bot, each as
a process against the stand-in for Telegram, one after the other in each round. One /help waits; groupbot answers it and
confirms afterwards, the smallest bot confirms it and does nothing. Memory is settled a while after that.
"""

import asyncio
import os
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.outside import Outside, outside
from bench.prepared import prepare
from bench.processes import ROOT, ended, memory
from bench.site import Site

GROUPS = 10_000
# How many different settings of their own the groups have between them: none, a few, each its own.
SETTINGS = (0, 20, GROUPS)
ROUNDS = 5
SETTLE = 2.0
PATIENCE = 120.0


@dataclass(frozen=True, slots=True)
class Start:
    """One way to start: seconds to the first update handled, and resident memory in MiB; medians of all rounds."""

    case: str
    groups: int
    seconds: float
    peak_mib: float
    settled_mib: float


@dataclass(frozen=True, slots=True)
class Case:
    """What is started, in which environment, and the signal that ends it: groupbot has a lease to give back."""

    name: str
    groups: int
    command: Sequence[str]
    environment: Mapping[str, str]
    end: signal.Signals


async def measure() -> list[Start]:
    """Start groupbot over many groups and over none, and the smallest bot."""
    with TemporaryDirectory() as folder, outside() as telegram:
        cases = [await _groupbot(Path(folder) / str(settings), GROUPS, settings, telegram) for settings in SETTINGS]
        empty = await _groupbot(Path(folder) / "empty", 0, 0, telegram)
        return await compare([*cases, empty, minimal(telegram)], telegram)


def minimal(telegram: Outside) -> Case:
    """Return the smallest bot; the library waits for its open question to end, so that it is killed."""
    return Case("minimal", 0, ["bench.minimal", telegram.token, telegram.base_url], {}, signal.SIGKILL)


async def compare(
    cases: Sequence[Case], telegram: Outside, rounds: int = ROUNDS, settle: float = SETTLE
) -> list[Start]:
    """Start each case in each round, with `settle` seconds between the first update and the look at memory."""
    found: dict[str, list[tuple[float, float, float]]] = {case.name: [] for case in cases}
    for _ in range(rounds):
        for case in cases:
            found[case.name].append(await asyncio.to_thread(_started, case, telegram, settle))
    return [_median(case, found[case.name]) for case in cases]


async def _groupbot(folder: Path, groups: int, settings: int, telegram: Outside) -> Case:
    site = Site(folder)
    await prepare(site, groups, settings)
    token = {"GROUPBOT_TELEGRAM_TOKEN": telegram.token, "GROUPBOT_TELEGRAM_API": telegram.base_url}
    name = f"groupbot-{settings}-settings" if settings else "groupbot" if groups else "groupbot-empty"
    return Case(name, groups, ["groupbot", "run"], site.variables | token, signal.SIGTERM)


def _started(case: Case, telegram: Outside, settle: float) -> tuple[float, float, float]:
    number = telegram.says_help()
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **case.environment}
    command = [sys.executable, "-m", *case.command]
    begun = time.time()
    quiet = subprocess.DEVNULL
    with ended(subprocess.Popen(command, cwd=ROOT, env=environment, stdout=quiet, stderr=quiet)) as process:
        while (confirmed := telegram.confirmed(number)) is None:
            if process.poll() is not None or time.time() - begun > PATIENCE:
                raise AssertionError(f"{case.name} handles nothing")
            time.sleep(0.05)
        time.sleep(settle)
        used = memory(process.pid)
        process.send_signal(case.end)
        return confirmed - begun, *used


def _median(case: Case, rounds: Sequence[tuple[float, float, float]]) -> Start:
    seconds, peak, settled = (statistics.median(values) for values in zip(*rounds, strict=True))
    return Start(case.name, case.groups, round(seconds, 2), round(peak, 1), round(settled, 1))
