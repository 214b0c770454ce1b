"""What the process does against being read from outside."""

import ctypes
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from groupbot.vault import hardening

# In a process of its own: a hardened one would hinder the debugger and the coverage of all tests after this.
HARDENED = """
import ctypes, resource
from groupbot.vault.hardening import harden
assert all(measure.achieved for measure in harden()), harden()
assert resource.getrlimit(resource.RLIMIT_CORE) == (0, 0)
assert ctypes.CDLL(None).prctl(3, 0, 0, 0, 0) == 0
"""


def test_hardened() -> None:
    """Requires that on Linux core dumps are off, hard limit too, and the process cannot be read by its equals."""
    root = Path(hardening.__file__).parents[2]
    subprocess.run([sys.executable, "-c", HARDENED], check=True, cwd=root)  # noqa: S603  (our own interpreter and text)


def test_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Requires that a system which refuses is reported with its reason, and nothing is raised."""

    def refuse(*_: object) -> None:
        raise ValueError("not allowed")

    class Refusing:
        def prctl(self, *_: object) -> int:
            return -1

    monkeypatch.setattr(resource, "setrlimit", refuse)
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: Refusing())
    assert [(measure.achieved, measure.why_not) for measure in hardening.harden()] == [
        (False, "not allowed"),
        (False, "prctl failed with error 0"),
    ]


def test_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Requires that another system than Linux is told what it lacks."""
    monkeypatch.setattr(resource, "setrlimit", lambda *_: None)
    monkeypatch.setattr(sys, "platform", "darwin")
    assert [measure.why_not for measure in hardening.harden()] == ["", "only Linux offers it"]
