"""Processes that are measured: where they run, what they take of memory, and that none outlives its measuring."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import AnyStr

ROOT = Path(__file__).parents[1]
_PATIENCE = 20


@contextmanager
def ended(process: subprocess.Popen[AnyStr]) -> Iterator[subprocess.Popen[AnyStr]]:
    """End it with SIGTERM, and by force where that does not help."""
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                stream.close()


def memory(pid: int) -> tuple[float, float]:
    """Return the most and the present resident memory in MiB (proc(5): VmHWM and VmRSS, in units of 1,024 bytes)."""
    lines = (line.split() for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    values = {words[0]: int(words[1]) for words in lines if words and words[0] in ("VmHWM:", "VmRSS:")}
    return values["VmHWM:"] / 1024, values["VmRSS:"] / 1024
