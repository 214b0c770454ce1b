"""Every row on disk, read past the bot with nothing but SQLite, so that what the inspector shows cannot lie."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

Row = Mapping[str, object]

_MAGIC = b"SQLite format 3\x00"
MAIN = "groupbot.db"


@dataclass(frozen=True, slots=True)
class Table:
    """One table: the columns of its primary key, and its rows."""

    keys: tuple[str, ...]
    rows: tuple[Row, ...]


Tables = Mapping[str, Table]


def read_tables(folder: Path) -> Tables:
    """Return each table under `folder` with all rows.

    Tables of the database go by their names, those of any other SQLite file (the vault) by "file.table".
    """
    tables: dict[str, Table] = {}
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or not _is_sqlite(path):
            continue
        prefix = "" if path.name == MAIN else f"{path.stem}."
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
            tables |= {prefix + name: table for name, table in _read(connection)}
    return tables


def _is_sqlite(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


def _read(connection: sqlite3.Connection) -> Iterator[tuple[str, Table]]:
    connection.row_factory = sqlite3.Row
    connection.execute("BEGIN")  # one moment for all tables of the file
    for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").fetchall():
        if name.startswith("sqlite_"):
            continue
        columns = connection.execute("SELECT name, pk FROM pragma_table_info(?)", (name,)).fetchall()
        keys = tuple(column["name"] for column in columns if column["pk"])
        quoted = name.replace('"', '""')
        found = connection.execute(f'SELECT * FROM "{quoted}"')  # noqa: S608  (a table's own name, quoted)
        yield name, Table(keys, tuple(dict(row) for row in found))
