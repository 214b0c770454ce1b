"""What an operator is told when the database does not answer: which trouble it is, and what to do."""

import sqlite3

from sqlalchemy.exc import DBAPIError

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
