"""What an operator is told when the database does not answer: which trouble it is, and what to do."""

import sqlite3

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, OperationalError

from groupbot.store import postgres

_SQLITE = {
    sqlite3.SQLITE_BUSY: "another program holds it locked: end that program, or wait until it is done",
    sqlite3.SQLITE_FULL: "the disk is full: make room",
    sqlite3.SQLITE_IOERR: "the disk takes no more (full, over a quota, or broken): make room, or check the disk",
    sqlite3.SQLITE_READONLY: "the file may not be written, or was moved: put it back, and give it to the bot's user",
    sqlite3.SQLITE_CANTOPEN: "the file is not there or may not be opened: put it back, and give it to the bot's user",
}
# SQLSTATE, PostgreSQL Appendix A; two characters name a whole class.
_POSTGRESQL = {
    "55P03": _SQLITE[sqlite3.SQLITE_BUSY],
    "57014": "it took too long over a statement: see what else it is busy with",
    "57P": "the server is stopping or starting: wait, or start it",
    "53": "the server lacks disk, memory or connections: give it more",
    "28": "it does not let the bot in: check user and password in GROUPBOT_DATABASE_URL",
}
# What another program or the machine will end, or its operator without touching our settings.
_PASSING_SQLITE = frozenset(
    {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY}
)
_PASSING_POSTGRESQL = ("08", "53", "55P03", "57")
_AWAY = "the server cannot be reached: start it, or check the network and GROUPBOT_DATABASE_URL"


def told(error: DBAPIError) -> str:
    """Say in our own words what is wrong; never the statement or its parameters, which no log may see."""
    cause = error.orig
    if isinstance(cause, sqlite3.Error):
        # The lower byte of an extended code is the plain one; errors of the module itself carry none.
        why = _SQLITE.get(getattr(cause, "sqlite_errorcode", 0) & 0xFF, type(cause).__name__)
    else:
        state = getattr(cause, "sqlstate", None) or ""
        why = next((_POSTGRESQL[state[:size]] for size in (5, 3, 2) if state[:size] in _POSTGRESQL), _AWAY)
    return f"the database did not answer: {why}"


def passes(error: DBAPIError, engine: sa.Engine) -> bool:
    """Tell whether to wait and try again; False where only another setting, user, file or version would help."""
    cause = error.orig
    if not isinstance(error, OperationalError):
        return False
    if isinstance(cause, sqlite3.Error):
        return getattr(cause, "sqlite_errorcode", 0) & 0xFF in _PASSING_SQLITE
    state = getattr(cause, "sqlstate", None)
    return state.startswith(_PASSING_POSTGRESQL) if state else not postgres.refuses(engine)
