"""The processes of one deployment, from outside: started, frozen, killed, and asked by their logs what they do."""

import asyncio
import itertools
import os
import signal
import sys
from pathlib import Path
from typing import Self

SERVING = b'"event": "serving"'


class Process:
    """One `groupbot run`, known by its id and its log."""

    def __init__(self, pid: int, log: Path) -> None:
        self.pid = pid
        self.log = log
        self._serves = False

    @property
    def alive(self) -> bool:
        """Tell whether it runs; the dead are buried at once, so that an id without a process is no zombie."""
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return False
        return True

    @property
    def serves(self) -> bool:
        """Tell whether it has begun to serve."""
        self._serves = self._serves or SERVING in self.log.read_bytes()
        return self._serves

    @property
    def last_words(self) -> str:
        """Return the end of what it said."""
        return self.log.read_text(errors="replace")[-600:]

    async def dies(self) -> None:
        """Kill it as a power cut would, and return when it is gone."""
        os.kill(self.pid, signal.SIGKILL)
        while self.alive:  # noqa: ASYNC110  (the kernel sets no Event of ours)
            await asyncio.sleep(0.001)


class Nursery:
    """Use as `async with`: makes processes quickly; all of them end with it."""

    def __init__(self, settings: dict[str, str], logs: Path, bug: str | None) -> None:
        self._settings = settings
        self._logs = logs
        self._bug = ["--bug", bug] if bug else []
        self._made: list[Process] = []
        self._numbers = itertools.count()
        self._parent: asyncio.subprocess.Process | None = None

    async def __aenter__(self) -> Self:
        environment = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path)} | self._settings
        self._parent = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.crash.child",
            *self._bug,
            env=environment,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        for process in self._made:
            if process.alive:
                await process.dies()
        if self._parent is not None and self._parent.stdin is not None:
            self._parent.stdin.close()
            await self._parent.wait()

    async def starts(self) -> Process:
        """Start one more process."""
        parent = self._parent
        if parent is None or parent.stdin is None or parent.stdout is None:
            raise RuntimeError("the nursery was not entered: use `async with`")
        log = self._logs / f"{next(self._numbers)}.log"
        log.touch()
        parent.stdin.write(f"{log}\n".encode())
        told = await parent.stdout.readline()
        if not told.strip().isdigit():
            raise RuntimeError("the nursery is dead: what it said stands above")
        self._made = [process for process in self._made if process.alive]
        process = Process(int(told), log)
        self._made.append(process)
        return process
