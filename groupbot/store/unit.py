"""One unit of work: a database transaction and the vault's beside it, both committed or neither begun."""

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql.dml import UpdateBase

from groupbot.store.prepared import Finding, Insert, Taking, Values
from groupbot.store.tables import erase_job
from groupbot.vault.vault import Vault


class Unit:
    """What a feature's service works with: reads, writes, the vault, and what must follow the commit.

    `dirty` says that something was written; a unit that is not dirty is rolled back and leaves no trace.
    """

    def __init__(self, connection: sa.Connection, vault: Vault) -> None:
        self._connection = connection
        self.vault = vault
        self.dirty = False
        self.superseded: list[bytes] = []
        self.ended_groups: list[int] = []
        self.erasing = False

    def read(self, statement: sa.Select[Any], values: Values | None = None) -> Sequence[sa.Row[Any]]:
        """Return all rows of a query; `values` are those of its bound parameters."""
        return self._connection.execute(statement, values).all()

    def find(self, finding: Finding, values: Values) -> Sequence[sa.Row[Any]]:
        """Return all rows of a query that is made often."""
        return finding.run(self._connection, values)

    def write(self, statement: UpdateBase, values: Values | Sequence[Values] | None = None) -> int:
        """Perform an insert, update or delete, for each of several `values`, and return how many rows it touched."""
        self.dirty = True
        return self._connection.execute(statement, values).rowcount

    def enter(self, insert: Insert, *rows: Values) -> None:
        """Insert rows."""
        self.dirty = True
        insert.run(self._connection, rows)

    def keep(self) -> None:
        """Have the vault's changes committed, though no row was written."""
        self.dirty = True

    def take(self, taking: Taking, values: Values) -> list[bytes]:
        """Delete rows and return what it gives back of them; where no row was, nothing was written."""
        taken = taking.run(self._connection, values)
        self.dirty = self.dirty or bool(taken)
        return taken

    def supersede(self, key_ids: Iterable[bytes]) -> None:
        """Shred these keys once the commit has put others in their place."""
        self.superseded.extend(key_ids)

    def end_group(self, number: int) -> None:
        """Shred everything of a group once the commit has taken its row away."""
        self.ended_groups.append(number)

    def erase(self, handle: bytes, purpose: str) -> None:
        """Enter an erasure that follows this commit: keys first, then rows."""
        same = sa.and_(erase_job.c.handle == handle, erase_job.c.purpose == purpose)
        if not self.read(sa.select(erase_job.c.handle).where(same)):
            self.write(erase_job.insert().values(handle=handle, purpose=purpose))
        self.erasing = True
