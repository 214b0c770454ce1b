"""SQLite as the house needs it: durable at commit, writers one after another, deleted bytes gone."""

import sqlite3
from typing import Any

import sqlalchemy as sa

from groupbot.store import beginning

# temp_store 2: what SQLite sorts or keeps for a rollback stays in memory, never in a temporary file.
PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "foreign_keys": 1, "temp_store": 2}
BUSY_MS = 5000
READERS_MS = 250


def connect(url: str, *, writes: bool) -> sa.Engine:
    """Return an engine whose connections have the pragmas of DESIGN section 7, asserted on each connection.

    Transactions begin IMMEDIATE where one writes, since a deferred transaction that turns into a writer fails or loses
    updates when two processes meet; deferred for readers.
    """
    # hide_parameters: an error's text names the statement, never what was to be written.
    engine = sa.create_engine(url, connect_args={"timeout": BUSY_MS / 1000}, hide_parameters=True)

    @sa.event.listens_for(engine, "connect")
    def _prepare(raw: Any, _record: Any) -> None:
        raw.isolation_level = None  # the driver must not begin transactions of its own
        for name, wanted in PRAGMAS.items():
            raw.execute(f"PRAGMA {name}={wanted}")
            found = raw.execute(f"PRAGMA {name}").fetchone()[0]
            if found != wanted:
                msg = (
                    f"SQLite did not take {name}={wanted} (it says {found}); use a local file system and a stock SQLite"
                )
                raise sqlite3.NotSupportedError(msg)

    beginning.with_statement(engine, "BEGIN IMMEDIATE" if writes else "BEGIN")
    return engine


def checkpoint(engine: sa.Engine) -> bool:
    """Copy the write-ahead log into the database and truncate it; False when that has to be tried again.

    Another process that is reading keeps the log in use, and we wait for it a quarter of a second, not longer: nobody
    else's answer may hang on it.
    """
    raw = engine.raw_connection()
    cursor = raw.cursor()
    try:
        cursor.execute(f"PRAGMA busy_timeout={READERS_MS}")
        busy, _pages, _moved = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.OperationalError:
        return False
    finally:
        cursor.execute(f"PRAGMA busy_timeout={BUSY_MS}")
        raw.close()
    return not busy
