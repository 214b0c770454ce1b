"""One database, SQLite or PostgreSQL, as its URL says: the only place that knows both."""

from dataclasses import dataclass

import sqlalchemy as sa

from groupbot.store import postgres, sqlite
from groupbot.store.migrate import SchemaError

_POSTGRESQL = frozenset({"postgresql", "postgres", "postgresql+psycopg"})


@dataclass(frozen=True, slots=True)
class Database:
    """Two ways into one database, for units of work.

    A writer holds the writers' lock from its beginning to its end, and a reader sees one moment.
    """

    writer: sa.Engine
    reader: sa.Engine

    def scrub(self) -> bool:
        """Take erased rows out of the files that are ours to clean; False when that has to be tried again.

        On PostgreSQL there is none: what is erased there is a row without a key, and the server's own files hold its
        sealed bytes until they are written over (docs/SUBPOENA.md).
        """
        return self.writer.dialect.name != "sqlite" or sqlite.checkpoint(self.writer)

    def close(self) -> None:
        """Close every connection."""
        self.reader.dispose()
        self.writer.dispose()


def connect(url: str) -> Database:
    """Return the database that a URL names, without touching it; raises SchemaError for a URL of neither kind."""
    try:
        parsed = sa.make_url(url)
    except sa.exc.ArgumentError:
        parsed = None
    if parsed is not None and parsed.drivername == "sqlite":
        return Database(sqlite.connect(url, writes=True), sqlite.connect(url, writes=False))
    if parsed is not None and parsed.drivername in _POSTGRESQL:
        server = parsed.set(drivername="postgresql+psycopg")
        return Database(postgres.connect(server, writes=True), postgres.connect(server, writes=False))
    # The URL may hold a password: it is not repeated.
    msg = (
        "GROUPBOT_DATABASE_URL is no address of a database that groupbot can use: leave it out, or write "
        "sqlite:////folder/groupbot.db or postgresql://user:password@host/name"
    )
    raise SchemaError(msg)
