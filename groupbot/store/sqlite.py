"""SQLite as the house needs it: durable at commit, writers one after another, deleted bytes gone."""

from typing import Any

import sqlalchemy as sa

_PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "foreign_keys": 1}
BUSY_MS = 5000


def connect(url: str) -> sa.Engine:
    """Return an engine whose connections have the pragmas of DESIGN section 7, asserted on each connection.

    Transactions begin as the execution option `writer` says: IMMEDIATE for writers, since a deferred transaction
    that turns into a writer fails or loses updates when two processes meet; deferred for readers.
    """
    engine = sa.create_engine(url, connect_args={"timeout": BUSY_MS / 1000})

    @sa.event.listens_for(engine, "connect")
    def _prepare(raw: Any, _record: Any) -> None:
        raw.isolation_level = None  # the driver must not begin transactions of its own
        for name, wanted in _PRAGMAS.items():
            raw.execute(f"PRAGMA {name}={wanted}")
            found = raw.execute(f"PRAGMA {name}").fetchone()[0]
            if found != wanted:
                msg = (
                    f"SQLite did not take {name}={wanted} (it says {found}); use a local file system and a stock SQLite"
                )
                raise RuntimeError(msg)

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        writer = connection.get_execution_options().get("writer", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writer else "BEGIN")

    return engine


def checkpoint(engine: sa.Engine) -> bool:
    """Copy the write-ahead log into the database and truncate it; False when a reader kept part of it in use."""
    raw = engine.raw_connection()
    try:
        busy, _pages, _moved = raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        raw.close()
    return not busy
