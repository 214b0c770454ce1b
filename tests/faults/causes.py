"""What goes wrong, for the length of a block."""

import resource
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg

from groupbot.store.postgres import WRITERS
from tests.postgres import OwnServer


@contextmanager
def locked(path: Path, how: str) -> Iterator[None]:
    """Hold a SQLite file as another program would."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute(f"BEGIN {how}")
        yield
        other.execute("ROLLBACK")


@contextmanager
def moved_away(folder: Path) -> Iterator[None]:
    """Take a folder away and bring it back, as a disk that is unmounted for a while."""
    elsewhere = folder.with_name("elsewhere")
    folder.rename(elsewhere)
    try:
        yield
    finally:
        elsewhere.rename(folder)


@contextmanager
def no_room(process: int) -> Iterator[None]:
    """Have the kernel refuse every byte that would make a file of this process longer."""
    before = resource.prlimit(process, resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))
    try:
        yield
    finally:
        resource.prlimit(process, resource.RLIMIT_FSIZE, before)


@contextmanager
def stopped(server: OwnServer) -> Iterator[None]:
    """Stop a PostgreSQL and start it again."""
    server.stop()
    yield
    server.start()


@contextmanager
def nobody_writes(server: OwnServer) -> Iterator[None]:
    """Hold the lock without which nobody writes to a PostgreSQL, as another session would."""
    with psycopg.connect(server.url) as other:
        other.execute(f"SELECT pg_advisory_xact_lock({WRITERS})".encode())
        yield
