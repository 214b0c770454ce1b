"""Every row in the files of one bot, read past it and anew only where a file has changed: a step must cost little."""

import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path

Rows = Mapping[str, Sequence[Mapping[str, object]]]


class Reader:
    """One SQLite file through one connection that is kept; what it returns is the same object until a commit."""

    def __init__(self, path: Path, prefix: str = "") -> None:
        self._connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, isolation_level=None)
        self._connection.row_factory = sqlite3.Row
        names = self._connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        self._tables = {prefix + name: f'SELECT * FROM "{name}"' for (name,) in names}  # noqa: S608  (our own names)
        self._version = -1
        self._rows: Rows = {}

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def rows(self) -> Rows:
        """Return each table's rows as they are now.

        Source: sqlite.org/pragma.html, data_version, which changes with every commit of another connection.
        """
        (version,) = self._connection.execute("PRAGMA data_version").fetchone()
        if version != self._version:
            self._connection.execute("BEGIN")
            self._rows = {
                table: [dict(row) for row in self._connection.execute(query)] for table, query in self._tables.items()
            }
            self._connection.execute("COMMIT")
            self._version = version
        return self._rows
