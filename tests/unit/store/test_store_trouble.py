"""The words for what ails the database."""

import sqlite3

import psycopg
import pytest
from sqlalchemy import create_engine
from sqlalchemy.exc import DatabaseError, OperationalError

from groupbot.store.trouble import passes, told


def sqlite_trouble(code: int) -> sqlite3.Error:
    """Return an error as SQLite raises it."""
    error = sqlite3.OperationalError("words of SQLite")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("cause", "words"),
    [
        (sqlite_trouble(sqlite3.SQLITE_BUSY_SNAPSHOT), "locked"),
        (sqlite_trouble(sqlite3.SQLITE_FULL), "make room"),
        (sqlite_trouble(sqlite3.SQLITE_IOERR_WRITE), "check the disk"),
        (sqlite_trouble(sqlite3.SQLITE_READONLY_DBMOVED), "put it back"),
        (sqlite_trouble(sqlite3.SQLITE_CANTOPEN), "put it back"),
        (sqlite3.OperationalError("of the module itself"), "OperationalError"),
        (psycopg.errors.LockNotAvailable(), "locked"),
        (psycopg.errors.DiskFull(), "disk"),
        (psycopg.errors.AdminShutdown(), "start it"),
        (psycopg.errors.InvalidPassword(), "password"),
        (psycopg.OperationalError("connection refused"), "cannot be reached"),
    ],
)
def test_the_operator_is_told_what_to_do(cause: Exception, words: str) -> None:
    """REQUIRES for each trouble its own remedy, and neither the statement, its values nor the database's words."""
    line = told(OperationalError("INSERT INTO secret", {"name": "Noa"}, cause))
    assert words in line
    assert not any(word in line for word in ("INSERT", "Noa", "words of SQLite", "of the module itself"))


@pytest.mark.parametrize(
    ("cause", "waits"),
    [
        (sqlite_trouble(sqlite3.SQLITE_BUSY), True),
        (sqlite_trouble(sqlite3.SQLITE_FULL), True),
        (sqlite_trouble(sqlite3.SQLITE_IOERR_WRITE), True),
        (sqlite_trouble(sqlite3.SQLITE_READONLY), True),
        (sqlite_trouble(sqlite3.SQLITE_CANTOPEN), False),
        (psycopg.errors.LockNotAvailable(), True),
        (psycopg.errors.AdminShutdown(), True),
        (psycopg.errors.TooManyConnections(), True),
        (psycopg.errors.InvalidPassword(), False),
        (psycopg.errors.UndefinedTable(), False),
    ],
)
def test_what_is_waited_for(cause: Exception, waits: bool) -> None:  # noqa: FBT001  (a row of the table above)
    """REQUIRES that what others end is waited for, and not what only another setting, user or file would mend."""
    assert passes(OperationalError("SELECT 1", None, cause), create_engine("sqlite://")) == waits
    assert not passes(DatabaseError("SELECT 1", None, cause), create_engine("sqlite://"))
