"""Statements that go to the driver as text: for one row, SQLAlchemy takes longer than the database does.

Values go to the driver as they are: bytes, strings and whole numbers, which are the same to both databases.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import result_tuple

Values = Mapping[str, Any]
_AT_ONCE = 16


class Finding:
    """A query of whole columns, which gives back rows as SQLAlchemy's own; `values` are those of bound parameters."""

    def __init__(self, statement: sa.Select[Any]) -> None:
        self._statement = statement
        self._columns = list(statement.selected_columns)
        self._row = result_tuple([column.name for column in self._columns])
        self._compiled: dict[str, tuple[str, list[str] | None, list[Callable[[Any], Any]]]] = {}

    def run(self, connection: sa.Connection, values: Values) -> Sequence[sa.Row[Any]]:
        """Return all rows; raises what SQLAlchemy would."""
        compiled = self._compiled.get(connection.dialect.name)
        if compiled is None:
            compiled = self._compiled[connection.dialect.name] = self._compile(connection.dialect)
        text, order, readers = compiled
        given = values if order is None else [values[name] for name in order]
        found = _execute(connection, text, given).fetchall()
        return [self._row([read(value) for read, value in zip(readers, row, strict=True)]) for row in found]

    def _compile(self, dialect: sa.Dialect) -> tuple[str, list[str] | None, list[Callable[[Any], Any]]]:
        made: Any = self._statement.compile(dialect=dialect)
        types = [column.type.dialect_impl(dialect) for column in self._columns]
        readers: list[Callable[[Any], Any]] = [type_.result_processor(dialect, None) or _as_it_is for type_ in types]
        return made.string, made.positiontup, readers


class Insert:
    """The insert of whole rows, several by one statement: on PostgreSQL each is a round trip.

    With `replacing` a row takes the place of the one with the same primary key. The clause reads the same in SQLite
    (since 3.24) and in PostgreSQL (since 9.5).
    """

    def __init__(self, table: sa.Table, *, replacing: bool = False) -> None:
        self._table = table
        self._replacing = replacing
        self._columns = [column.name for column in table.columns]
        self._texts: dict[tuple[str, int], str] = {}

    def run(self, connection: sa.Connection, rows: Sequence[Values]) -> None:
        """Insert the rows; raises what SQLAlchemy would."""
        for start in range(0, len(rows), _AT_ONCE):
            part = rows[start : start + _AT_ONCE]
            which = (connection.dialect.name, len(part))
            text = self._texts.get(which)
            if text is None:
                text = self._texts[which] = self._text(connection.dialect, len(part))
            _execute(connection, text, [row[name] for row in part for name in self._columns])

    def _text(self, dialect: sa.Dialect, rows: int) -> str:
        quoted = {column: dialect.identifier_preparer.quote(column.name) for column in self._table.columns}
        mark = "?" if dialect.paramstyle == "qmark" else "%s"
        row = f"({', '.join(mark for _ in quoted)})"
        table = dialect.identifier_preparer.format_table(self._table)
        text = f"INSERT INTO {table} ({', '.join(quoted.values())}) VALUES {', '.join([row] * rows)}"  # noqa: S608  (names of our own tables)
        if not self._replacing:
            return text
        key = ", ".join(name for column, name in quoted.items() if column.primary_key)
        others = ", ".join(f"{name} = excluded.{name}" for column, name in quoted.items() if not column.primary_key)
        return f"{text} ON CONFLICT ({key}) DO UPDATE SET {others}"


class Taking:
    """The deletion of some rows, which gives back what stood in one column of each."""

    def __init__(self, which: sa.ColumnElement[bool], column: sa.Column[bytes]) -> None:
        self._statement = sa.delete(column.table).where(which).returning(column)
        self._compiled: dict[str, tuple[str, list[str] | None]] = {}

    def run(self, connection: sa.Connection, values: Values) -> list[bytes]:
        """Delete the rows; raises what SQLAlchemy would."""
        dialect = connection.dialect
        compiled = self._compiled.get(dialect.name)
        if compiled is None:
            made: Any = self._statement.compile(dialect=dialect)
            compiled = self._compiled[dialect.name] = (made.string, made.positiontup)
        text, order = compiled
        given = values if order is None else [values[name] for name in order]
        return [bytes(value) for (value,) in _execute(connection, text, given).fetchall()]


def _as_it_is(value: Any) -> Any:
    return value


def _execute(connection: sa.Connection, text: str, values: Values | Sequence[Any]) -> Any:
    """Run a statement past SQLAlchemy and return the driver's cursor."""
    dialect = connection.dialect
    if not connection.in_transaction():
        connection.begin()
    raw: Any = connection.connection.driver_connection
    try:
        return raw.execute(text, values)
    except dialect.loaded_dbapi.Error as error:
        if dialect.is_disconnect(error, raw, None):
            connection.invalidate(error)
        # The values stay out of the error: they may hold what no log may see.
        told = sa.exc.DBAPIError.instance(text, None, error, dialect.loaded_dbapi.Error, hide_parameters=True)
        raise told from error
