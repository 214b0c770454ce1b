"""Reading transactions on a connection that is kept at hand: to take one from the pool costs more than to read."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa


class Reading:
    """One connection of an engine, for one thread at a time."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._kept: list[sa.Connection] = []

    def run(self, work: Callable[[sa.Connection], Any]) -> Any:
        """Run `work` in a transaction that is rolled back; a connection on which anything fails is not used again."""
        connection = self._kept.pop() if self._kept else self._engine.connect()
        try:
            # Begun by the first statement: of most people who press the vault knows nothing, and no row is looked for.
            result = work(connection)
            connection.rollback()
        except BaseException:
            connection.close()
            raise
        self._kept.append(connection)
        return result

    def close(self) -> None:
        """Give the connection back; it may be closed by another thread than the one that read."""
        while self._kept:
            self._kept.pop().close()
