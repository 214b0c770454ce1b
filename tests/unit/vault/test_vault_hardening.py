"""What the process does against being read from outside."""

import ctypes
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from groupbot.vault import hardening


@pytest.fixture(autouse=True)
def mask() -> Iterator[None]:
    """Give the test process back the mask that hardening takes away."""
    before = os.umask(0o022)
    yield
    os.umask(before)


# In a process of its own: a hardened one would hinder the debugger and the coverage of all tests after this.
HARDENED = """
import ctypes, resource
from groupbot.vault.hardening import harden
assert all(measure.achieved for measure in harden()[:3]), harden()
assert resource.getrlimit(resource.RLIMIT_CORE) == (0, 0)
assert ctypes.CDLL(None).prctl(3, 0, 0, 0, 0) == 0
"""


def test_hardened() -> None:
    """Requires that on Linux core dumps are off, hard limit too, and the process cannot be read by its equals."""
    root = Path(hardening.__file__).parents[2]
    subprocess.run([sys.executable, "-c", HARDENED], check=True, cwd=root)  # noqa: S603  (our own interpreter and text)


def test_asked_rightly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Requires that both limits of core dumps are set to nothing, and the process to undumpable."""
    asked: list[object] = []

    class Willing:
        def prctl(self, *arguments: int) -> int:
            asked.append(arguments)
            return 0

    monkeypatch.setattr(resource, "setrlimit", lambda *arguments: asked.append(arguments))
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: Willing())
    assert all(measure.achieved for measure in hardening.harden()[:3])
    assert asked[:2] == [(resource.RLIMIT_CORE, (0, 0)), (4, 0, 0, 0, 0)]


def test_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Requires that a system which refuses is reported with its reason, and nothing is raised."""

    def refuse(*_: object) -> None:
        raise ValueError("not allowed")

    class Refusing:
        def prctl(self, *_: object) -> int:
            return -1

    monkeypatch.setattr(resource, "setrlimit", refuse)
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: Refusing())
    assert [(measure.achieved, measure.why_not) for measure in hardening.harden()[:2]] == [
        (False, "not allowed"),
        (False, "prctl failed with error 0"),
    ]


@pytest.mark.parametrize("error", [OSError("no library"), AttributeError("no library")])
def test_no_library(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """Requires that a system without prctl is reported as such."""

    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(resource, "setrlimit", lambda *_: None)
    monkeypatch.setattr(ctypes, "CDLL", fail)
    assert [measure.why_not for measure in hardening.harden()[:2]] == ["", "no library"]


def test_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Requires that another system than Linux is told what it lacks."""
    monkeypatch.setattr(resource, "setrlimit", lambda *_: None)
    monkeypatch.setattr(sys, "platform", "darwin")
    assert [measure.why_not for measure in hardening.harden()[:2]] == ["", "only Linux offers it"]


def test_files_are_private(tmp_path: Path) -> None:
    """Requires that whatever file is made afterwards belongs to the process's own user alone."""
    hardening.harden_files()
    (tmp_path / "new").touch()
    assert (tmp_path / "new").stat().st_mode & 0o077 == 0


def swap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *lines: str, capable: str = "0") -> list[tuple[object, ...]]:
    """Let the machine have this swap and the process these capabilities; return what the C library is asked."""
    asked: list[tuple[object, ...]] = []

    class Willing:
        def mlockall(self, flags: int) -> int:
            asked.append(("mlockall", flags))
            return 0

    (tmp_path / "swaps").write_text("\n".join(("Filename Type Size Used Priority", *lines)))
    (tmp_path / "status").write_text(f"Name:\tgroupbot\nCapEff:\t{capable}\n")
    monkeypatch.setattr(hardening, "SWAPS", tmp_path / "swaps")
    monkeypatch.setattr(hardening, "STATUS", tmp_path / "status")
    monkeypatch.setattr(resource, "setrlimit", lambda *arguments: asked.append(arguments))
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: Willing())
    return asked


def test_no_swap_no_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Requires that on a machine without swap nothing is locked: there is nowhere for a key to go."""
    asked = swap(tmp_path, monkeypatch)
    assert hardening._not_swapped() == hardening.Measure("keys not in swap", achieved=True)
    assert asked == []


@pytest.mark.parametrize(("limit", "capable", "held"), [(-1, "0", True), (8, "4000", True), (8, "bfff", False)])
def test_swap_and_limits(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    limit: int,
    capable: str,
    held: bool,  # noqa: FBT001  (a case)
) -> None:
    """Requires that beside swap all memory is locked, now and later, where no limit holds, and else told how."""
    asked = swap(tmp_path, monkeypatch, "/swapfile file 1 0 -2", capable=capable)
    monkeypatch.setattr(resource, "getrlimit", lambda _which: (limit, limit))
    measure = hardening._not_swapped()
    assert measure.achieved is held
    assert (("mlockall", 7) in asked) is held
    assert held or "LimitMEMLOCK=infinity" in measure.why_not


def test_swap_that_cannot_be_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Requires that a system which does not tell of its swap is reported as such, and nothing is raised."""
    swap(tmp_path, monkeypatch)
    (tmp_path / "swaps").unlink()
    measure = hardening._not_swapped()
    assert (measure.achieved, "No such file" in measure.why_not) == (False, True)
