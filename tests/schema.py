"""The schema of an empty database, by alembic once in a process and repeated after that: a start costs half as much."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from groupbot.store import migrate

_Statements = list[tuple[str, Any]]
READING = ("SELECT", "PRAGMA")


class Repeated:
    """Stands for the way to alembic, which is `real`: writes into an empty database what that wrote into the first."""

    def __init__(self, real: Callable[[sa.Connection], None]) -> None:
        self.real = real
        self._written: dict[tuple[str, str], _Statements] = {}

    def __call__(self, connection: sa.Connection) -> None:
        """Give an empty database its schema; an older one goes through what it lacks."""
        if migrate._current(connection):
            self.real(connection)
            return
        which = (connection.dialect.name, str(migrate.SCRIPTS))
        if which not in self._written:
            self._written[which] = self._noted(connection)
            return
        for statement, parameters in self._written[which]:
            connection.exec_driver_sql(statement, parameters or None)

    def _noted(self, connection: sa.Connection) -> _Statements:
        written: _Statements = []

        def note(*execution: Any) -> None:
            _, _, statement, parameters, *_ = execution
            if not statement.lstrip().startswith(READING):
                written.append((statement, parameters))

        sa.event.listen(connection, "before_cursor_execute", note)
        try:
            self.real(connection)
        finally:
            sa.event.remove(connection, "before_cursor_execute", note)
        return written
