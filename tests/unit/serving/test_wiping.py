"""Destroying files: what is kept from writing meanwhile, and for how long."""

import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from groupbot.process.wiping import quiet, wipe

# Locks of files are a process's own, so whoever is kept out has to be another one.
OTHER = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None)
for line in sys.stdin:
    try:
        connection.execute(line)
        print("done", flush=True)
    except sqlite3.Error as error:
        print(error, flush=True)
"""


class Other:
    """Another process that has the same database open."""

    def __init__(self, path: Path) -> None:
        command = [sys.executable, "-c", OTHER, str(path)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603  (our own interpreter with our own text)

    def does(self, statement: str) -> str:
        """Have it execute a statement, and return what came of it."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{statement}\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().strip()


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    """Return a database of SQLite's as the vault is one."""
    path = tmp_path / "vault.db"
    with closing(sqlite3.connect(path)) as made:
        made.executescript("PRAGMA journal_mode=delete; CREATE TABLE keys (id); INSERT INTO keys VALUES (1);")
    return path


@pytest.fixture
def other(vault: Path) -> Iterator[Other]:
    """Return another process over the vault, which ends with the test."""
    made = Other(vault)
    assert made.does("SELECT * FROM keys") == "done"
    yield made
    made.process.kill()
    made.process.communicate()


def test_nobody_writes_meanwhile(vault: Path, other: Other) -> None:
    """REQUIRES that who has the file open finds it locked while it is destroyed, and can write nothing then."""
    with quiet(vault, 1):
        assert "locked" in other.does("BEGIN IMMEDIATE")
        wipe(vault)
    assert other.does("INSERT INTO keys VALUES (2)") != "done"
    assert list(vault.parent.iterdir()) == []


def test_who_writes_is_waited_for(vault: Path, other: Other) -> None:
    """REQUIRES that a transaction which is under way ends before the file is destroyed."""
    assert other.does("BEGIN IMMEDIATE") == "done"
    ending = threading.Timer(0.3, other.does, ["COMMIT"])
    begun = time.monotonic()
    ending.start()
    with quiet(vault, 20):
        assert time.monotonic() - begun >= 0.3
    ending.join()


def test_nobody_is_waited_for_without_an_end(vault: Path, other: Other) -> None:
    """REQUIRES that what must happen happens, whoever holds the file."""
    assert other.does("BEGIN IMMEDIATE") == "done"
    with quiet(vault, 0.1):
        wipe(vault)
    assert not vault.exists()


def test_nothing_is_there(tmp_path: Path) -> None:
    """REQUIRES that destroying what is gone, or never was, is no error and makes nothing."""
    with quiet(tmp_path / "vault.db", 0.1):
        wipe(tmp_path / "vault.db")
    assert list(tmp_path.iterdir()) == []
