"""PostgreSQL as the house needs it: durable at commit, writers one after another, never a wait without an end."""

from typing import Any

import sqlalchemy as sa

from groupbot.store import beginning

# The writers' lock is the word "groupbot": one for the database, as SQLite has one.
WRITERS = int.from_bytes(b"groupbot", "big")
LOCK = f"SELECT pg_advisory_xact_lock({WRITERS})"
LOCK_MS = 5000
STATEMENT_MS = 30_000
CONNECT_SECONDS = 5
SYNCS = "SHOW fsync"
# A server that is gone without a word is noticed within half a minute.
KEEPALIVE = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3, "tcp_user_timeout": 30_000}


def connect(url: sa.URL, *, writes: bool) -> sa.Engine:
    """Return an engine whose sessions wait for a commit to be on disk, whatever the server's default is.

    Where one writes, a transaction begins with an advisory lock that ends with it (PostgreSQL 13.3.5), and then reads
    what is committed, statement by statement: a snapshot would be older than the lock. A reader sees one moment. A
    server that does not sync its files at all (fsync off) is refused.
    """
    wishes = {"synchronous_commit": "on", "lock_timeout": LOCK_MS, "statement_timeout": STATEMENT_MS, "timezone": "UTC"}
    options = " ".join(f"-c {name}={value}" for name, value in wishes.items())
    own = url.query.get("options", "")
    arguments = {"options": f"{own} {options}".strip(), "connect_timeout": CONNECT_SECONDS, **KEEPALIVE}
    # hide_parameters: an error's text names the statement, never what was to be written.
    engine = sa.create_engine(
        url.difference_update_query(["options"]),
        connect_args=arguments,
        hide_parameters=True,
        isolation_level="READ COMMITTED" if writes else "REPEATABLE READ",
    )

    @sa.event.listens_for(engine, "connect")
    def _prepare(raw: Any, _record: Any) -> None:
        with raw.cursor() as cursor:
            (found,) = cursor.execute(SYNCS).fetchone()
        raw.rollback()
        if found != "on":
            raw.close()
            msg = "this PostgreSQL runs with fsync = off and loses what it committed in a power cut; set fsync = on"
            raise sa.exc.NotSupportedError(SYNCS, None, Exception(msg))

    if writes:
        beginning.with_statement(engine, LOCK)
    return engine


def refuses(engine: sa.Engine) -> bool:
    """Tell whether the server takes connections, but not this one: wrong user, password or database.

    A refused connection has no SQLSTATE (libpq keeps it to itself) and its words are in the server's language, so the
    server is asked whether it serves anybody (PQping, PostgreSQL 32.1), and then once more to let us in.
    """
    from psycopg.conninfo import make_conninfo  # noqa: PLC0415  (who runs on SQLite does not wait for its import)
    from psycopg.pq import PGconn, Ping  # noqa: PLC0415  (as above)

    _, wishes = engine.dialect.create_connect_args(engine.url)
    wishes.pop("context", None)  # psycopg's own, of which libpq knows nothing
    wishes.setdefault("connect_timeout", CONNECT_SECONDS)
    if PGconn.ping(make_conninfo(**wishes).encode()) != Ping.OK:
        return False
    try:
        engine.connect().close()
    except sa.exc.DBAPIError:
        return True
    return False
