"""The vault's file: SQLite set so that what is deleted is gone, and what is committed stays."""

import contextlib
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from groupbot.vault.errors import VaultError, VaultUnavailable
from groupbot.vault.permissions import create_private, refuse_shared

WAIT_SECONDS = 10.0
# journal_mode: no second file outlives a commit. secure_delete: freed bytes are zeroed. synchronous 3 is EXTRA: a
# power cut right after a commit cannot bring a shredded key back. temp_store 2: no temporary file ever.
PRAGMAS = {
    "journal_mode": "delete",
    "secure_delete": 1,
    "synchronous": 3,
    "foreign_keys": 1,
    "temp_store": 2,
    "mmap_size": 0,
}

Value = bytes | int
Row = tuple[Any, ...]


class VaultFile:
    """One connection and its one transaction; for one thread at a time."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._begun = False
        self._saved = False
        self._alone = False
        self._seen = -1
        try:
            self._connection = _connected(path)
        except (OSError, sqlite3.Error) as error:
            why = getattr(error, "strerror", None) or error
            raise VaultError(
                f"The vault {path} cannot be opened: {why}.", "Check the directory and who owns it."
            ) from error
        try:
            self._set_up()
        except VaultError:
            self._connection.close()
            raise

    def _set_up(self) -> None:
        for pragma, wanted in PRAGMAS.items():
            self.rows(f"PRAGMA {pragma}={wanted}")
            got = self.rows(f"PRAGMA {pragma}")
            # A build without memory mapping answers nothing to mmap_size, which is as good as 0.
            if got and got[0][0] != wanted:
                raise VaultError(
                    f"SQLite refused {pragma}={wanted} for the vault {self._path} and keeps {got[0][0]}.",
                    "Use a SQLite built without restrictions on pragmas; the vault does not run with less.",
                )

    @property
    def pending(self) -> bool:
        """Tell whether a transaction is open."""
        return self._begun

    def begin(self) -> None:
        """Begin to write unless that has begun; waits up to ten seconds for another process."""
        if not self._begun:
            if self._connection.in_transaction:
                # A rollback failed, on a disk that took nothing any more.
                self.rows("ROLLBACK")
            self.rows("BEGIN IMMEDIATE")
            self._begun, self._alone = True, False

    def commit(self) -> None:
        """Commit what is pending; on VaultError it is still pending or lost, and rollback is due."""
        if self._begun:
            self.rows("COMMIT")
            self._begun = self._saved = False

    def rollback(self) -> None:
        """Leave everything as it was before begin."""
        self._begun = self._saved = False
        if self._connection.in_transaction:
            self.rows("ROLLBACK")

    def save(self) -> None:
        """Set the point to which `undo` goes back, over the one that was set before."""
        if self._saved:
            self.rows("RELEASE saved")
        self._saved = self._begun
        if self._saved:
            self.rows("SAVEPOINT saved")

    def undo(self) -> None:
        """Leave everything as it was at `save`: what was pending then still is."""
        if self._saved:
            self.rows("ROLLBACK TO saved")
        else:
            self.rollback()

    def rows(self, statement: str, values: Sequence[Value] = ()) -> list[Row]:
        """Run a statement and return all its rows: no reading lock stays behind that another process waits for."""
        self._check()
        try:
            return self._connection.execute(statement, values).fetchall()
        except sqlite3.Error as error:
            raise self._answered(error) from error

    def write(self, statement: str, *rows: Sequence[Value]) -> None:
        """Begin if need be, and run a statement for each of some rows of values."""
        self.begin()
        self._check()
        try:
            self._connection.executemany(statement, rows)
        except sqlite3.Error as error:
            raise self._answered(error) from error

    def changed_elsewhere(self) -> bool:
        """Tell whether another connection has committed since this was last asked; the first answer is yes.

        While a transaction of ours is open no other can commit, so that SQLite is asked once in each.
        """
        if self._begun and self._alone:
            return False
        self._alone = self._begun
        seen, self._seen = self._seen, int(self.rows("PRAGMA data_version")[0][0])
        return seen != self._seen

    def _check(self) -> None:
        if self._begun and not self._connection.in_transaction:
            raise VaultError(
                f"The transaction on the vault {self._path} was ended by an earlier error.", "Roll back and do it anew."
            )

    def _answered(self, error: sqlite3.Error) -> VaultError:
        kind = VaultUnavailable if isinstance(error, sqlite3.OperationalError) else VaultError
        return kind(f"The vault {self._path} answered: {error}.", _remedy(error))

    def close(self) -> None:
        """Let go of the file, and of what is pending; closing again is no error."""
        self._begun = self._saved = False
        self._connection.close()


def _connected(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Two processes that start together: one creates, the other finds the file.
    with contextlib.suppress(FileExistsError):
        create_private(path)
    with path.open("rb") as file:
        refuse_shared(file.fileno(), path, "The vault")
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw",
        uri=True,
        timeout=WAIT_SECONDS,
        isolation_level=None,
        # The store hands the vault to its writer thread after bootstrap opened it.
        check_same_thread=False,
    )


def _remedy(error: sqlite3.Error) -> str:
    remedies = {
        sqlite3.SQLITE_BUSY: "Another process holds it: stop that one, or wait for it to finish.",
        sqlite3.SQLITE_FULL: "The disk is full: make room.",
        sqlite3.SQLITE_IOERR: "The disk takes no more (full, over a quota, or broken): make room, or check the disk.",
        sqlite3.SQLITE_READONLY: "Make it and its directory writable for this user; what was moved away, bring back.",
        sqlite3.SQLITE_NOTADB: "This is another kind of file: move it away, or name the right vault.",
        sqlite3.SQLITE_CANTOPEN: "Make the file and its directory writable for this user.",
    }
    # The lower byte of an extended code is the plain one; errors of the module itself carry none.
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return remedies.get(
        code, "Check the disk; if the file is damaged, move it away and start anew: everybody is asked again."
    )
