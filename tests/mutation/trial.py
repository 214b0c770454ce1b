"""One defect against its module's tests: in a process of its own, that fails or passes.

What ends a trial is the time that it computes, not the time that goes by: beside other work a sound trial takes long.
"""

import os
import resource
import signal
import sys
import time
from collections.abc import Iterable, Sequence
from enum import Enum
from importlib import import_module
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType, ModuleType

import pytest

# Loaded once and inherited by each trial: they take longer than most tests. Nothing of them may use what is tried.
HEAVY = (
    *("hypothesis.stateful", "sqlalchemy.dialects.sqlite", "sqlalchemy.dialects.postgresql", "psycopg", "pydantic"),
    *("cryptography.hazmat.primitives.serialization", "msgspec", "yaml", "re2", "babel.plural", "structlog.testing"),
    *("anyio.pytest_plugin", "_pytest.doctest", "xdist.plugin", "groupbot.policy.compile", "groupbot.i18n.render"),
)
ABOVE_THE_LOG = ("groupbot.store.migrate", "groupbot.store.outbox", "groupbot.groups.directory", "groupbot.case")
MEMORY = 4 << 30
# What waits and does not compute is given this many times as long.
PATIENCE = 20
_OPTIONS = (
    *("-x", "-n", "0", "-p", "no:randomly", "-p", "no:cacheprovider", "-p", "no:cov"),
    *("-W", "ignore::pytest.PytestAssertRewriteWarning"),
)


class End(Enum):
    """How a trial ended."""

    PASSED = "passed"
    FAILED = "failed"
    TIMED_OUT = "timed out"


class _Loader(SourceFileLoader):
    def __init__(self, name: str, path: str, code: CodeType) -> None:
        super().__init__(name, path)
        self._code = code

    def get_code(self, fullname: str) -> CodeType:
        """Return the defective module; its file and what Python caches of it stay as they are."""
        return self._code


class _Finder(MetaPathFinder):
    def __init__(self, name: str, path: str, code: CodeType) -> None:
        self._name, self._path, self._code = name, path, code

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return the defective module's specification, and nothing for others."""
        if fullname != self._name:
            return None
        return spec_from_file_location(fullname, self._path, loader=_Loader(fullname, self._path, self._code))


def load_heavy(path: str) -> None:
    """Load what all trials of a file need; raise RuntimeError when the file itself came with it."""
    for name in (*HEAVY, *(() if "/ledger/" in path else ABOVE_THE_LOG)):
        import_module(name)
    if _named(Path(path)) in sys.modules:
        raise RuntimeError(f"{path} is loaded already: its defects would never be seen")


def tried(path: Path, code: CodeType, tests: Iterable[str], seconds: int) -> tuple[End, float]:
    """Run the tests with a module's code in place of its own; return how that ended, and how long it computed.

    It is ended after so many seconds of the processor, or `PATIENCE` times as many of the clock.
    """
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        _run(path, code, tests, seconds)
    try:
        while (waited := os.wait4(child, os.WNOHANG))[0] == 0:
            if time.monotonic() - began > seconds * PATIENCE:
                os.killpg(child, signal.SIGKILL)
                os.waitpid(child, 0)
                return End.TIMED_OUT, seconds
            time.sleep(0.01)
    except KeyboardInterrupt:
        os.killpg(child, signal.SIGKILL)
        raise
    status, used = waited[1:]
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU:
        return End.TIMED_OUT, seconds
    return End.FAILED if status else End.PASSED, used.ru_utime + used.ru_stime


def _run(path: Path, code: CodeType, tests: Iterable[str], seconds: int) -> None:
    status = 1
    try:
        os.setpgid(0, 0)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        silent = os.open(os.devnull, os.O_RDWR)
        for stream in range(3):
            os.dup2(silent, stream)
        sys.meta_path.insert(0, _Finder(_named(path), str(path), code))
        status = int(pytest.main([*_OPTIONS, *tests]))
    finally:
        os._exit(status)


def _named(path: Path) -> str:
    return ".".join(path.with_suffix("").parts)
