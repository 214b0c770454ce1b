"""PostgreSQL as the house needs it: durable at commit, writers one after another, never a wait without an end."""

from typing import Any

import sqlalchemy as sa

# The writers' lock is the word "groupbot": one for the database, as SQLite has one.
WRITERS = int.from_bytes(b"groupbot", "big")
LOCK_MS = 5000
STATEMENT_MS = 30_000
CONNECT_SECONDS = 5
SYNCS = "SHOW fsync"
# A server that is gone without a word is noticed within half a minute.
KEEPALIVE = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3, "tcp_user_timeout": 30_000}


def connect(url: sa.URL) -> sa.Engine:
    """Return an engine whose sessions wait for a commit to be on disk, whatever the server's default is.

    Transactions begin as the execution option `writer` says: writers take an advisory lock that ends with their
    transaction (PostgreSQL 13.3.5), and then read what is committed, statement by statement; for readers, see
    groupbot.store.database. A server that does not sync its files at all (fsync off) is refused.
    """
    wishes = {"synchronous_commit": "on", "lock_timeout": LOCK_MS, "statement_timeout": STATEMENT_MS, "timezone": "UTC"}
    options = " ".join(f"-c {name}={value}" for name, value in wishes.items())
    own = url.query.get("options", "")
    arguments = {"options": f"{own} {options}".strip(), "connect_timeout": CONNECT_SECONDS, **KEEPALIVE}
    # hide_parameters: an error's text names the statement, never what was to be written.
    engine = sa.create_engine(url.difference_update_query(["options"]), connect_args=arguments, hide_parameters=True)

    @sa.event.listens_for(engine, "connect")
    def _prepare(raw: Any, _record: Any) -> None:
        with raw.cursor() as cursor:
            (found,) = cursor.execute(SYNCS).fetchone()
        raw.rollback()
        if found != "on":
            msg = "this PostgreSQL runs with fsync = off and loses what it committed in a power cut; set fsync = on"
            raise sa.exc.NotSupportedError(SYNCS, None, Exception(msg))

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        if connection.get_execution_options().get("writer", False):
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITERS})")

    return engine
