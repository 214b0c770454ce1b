"""Durable consents per second beside bare commits of one row, on both databases, by one process and by two.

Every process keeps its house open for the whole run. In each round all levels have their turn, all processes at the
same time; what is reported is the median over the rounds of what the processes did together.
"""

import statistics
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.processes import ROOT, ended
from bench.site import Site
from tests.postgres import fresh_database

COUNTS: Mapping[str, int] = {"raw": 200, "bare": 200, "store": 200, "whole": 200}
ROUNDS = 7
DATABASES = ("sqlite", "postgresql")
PROCESSES = (1, 2)


@dataclass(frozen=True, slots=True)
class Rate:
    """Consents per second of all processes together; `ratio` is consents to bare commits.

    Level `store` is the transaction alone, `whole` a press through the whole house until its answer is delivered.
    """

    database: str
    processes: int
    level: str
    bare_per_s: float
    raw_per_s: float
    consents_per_s: float
    ratio: float


class Worker:
    """One process that writes (bench.worker)."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def tell(self, words: str) -> None:
        """Send a line."""
        if self._process.stdin is not None:
            self._process.stdin.write(f"{words}\n")
            self._process.stdin.flush()

    def hear(self) -> str:
        """Wait for a line; raises AssertionError when the process has ended."""
        line = self._process.stdout.readline() if self._process.stdout is not None else ""
        if not line:
            raise AssertionError("a writing process has ended")
        return line.strip()


async def measure(
    databases: Sequence[str] = DATABASES,
    processes: Sequence[int] = PROCESSES,
    counts: Mapping[str, int] = COUNTS,
    rounds: int = ROUNDS,
) -> list[Rate]:
    """Measure on each database, with one process and with two."""
    return [rate for database in databases for many in processes for rate in _rates(database, many, counts, rounds)]


def _rates(database: str, processes: int, counts: Mapping[str, int], rounds: int) -> Iterator[Rate]:
    with _workers(database, processes) as workers:
        found: dict[str, list[float]] = {level: [] for level in counts}
        for _ in range(rounds):
            for level, count in counts.items():
                found[level].append(_together(workers, level, count))
    per_second = {level: statistics.median(rates) for level, rates in found.items()}
    bare, raw = per_second["bare"], per_second["raw"]
    for level in ("store", "whole"):
        rate = per_second[level]
        yield Rate(database, processes, level, round(bare, 1), round(raw, 1), round(rate, 1), round(rate / bare, 3))


def _together(workers: Sequence[Worker], level: str, count: int) -> float:
    """Let all do the same at the same time and return what they did per second."""
    for worker in workers:
        worker.tell(f"{level} {count}")
    for worker in workers:
        worker.hear()
    for worker in workers:
        worker.tell("go")
    return count * len(workers) / max(float(worker.hear()) for worker in workers)


@contextmanager
def _workers(database: str, processes: int) -> Iterator[list[Worker]]:
    with TemporaryDirectory() as folder, ExitStack() as running:
        site = Site(Path(folder), fresh_database(on_disk=True) if database == "postgresql" else "")
        workers = []
        for number in range(processes):
            command = [sys.executable, "-m", "bench.worker", folder, f"bench-{number}", site.database_url]
            process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)
            workers.append(Worker(running.enter_context(ended(process))))
            if (said := workers[-1].hear()) != "up":
                raise AssertionError(said)
        yield workers
