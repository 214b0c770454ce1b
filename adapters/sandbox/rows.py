"""Every row on disk, read past the bot with nothing but SQLite, so that what the inspector shows cannot lie."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

Row = Mapping[str, object]
Rows = dict[str, tuple[Row, ...]]

_MAGIC = b"SQLite format 3\x00"
MAIN = "groupbot.db"


def read_rows(folder: Path) -> Rows:
    """Return the rows of each table under `folder`.

    Tables of the database go by their names, those of any other SQLite file (the vault) by "file.table".
    """
    rows: Rows = {}
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or not _is_sqlite(path):
            continue
        prefix = "" if path.name == MAIN else f"{path.stem}."
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
            connection.row_factory = sqlite3.Row
            for table in _tables(connection):
                found = connection.execute(f'SELECT * FROM "{table}"')  # noqa: S608  (a table's own name, quoted)
                rows[prefix + table] = tuple(dict(row) for row in found)
    return rows


def _is_sqlite(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


def _tables(connection: sqlite3.Connection) -> list[str]:
    query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    return [name.replace('"', '""') for (name,) in connection.execute(query + " ORDER BY name")]
