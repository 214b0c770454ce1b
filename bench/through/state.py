"""What a bot that remembers anything reads before it answers a press: one row of the person's, off the event loop."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

LanguageOf = Callable[[str], Awaitable[str]]
_READ = "SELECT language FROM person WHERE id = ?"


async def nothing_read(_person: str) -> str:
    """Answer everybody in the one language there is."""
    return "en"


@asynccontextmanager
async def read_from_file(folder: Path) -> AsyncIterator[LanguageOf]:
    """Give the way to a person's language in an SQLite file, by a connection that is kept, and in plain sight.

    By asyncio.to_thread, since neither library lets a handler wait for a file in its loop. Source: discord.py's FAQ
    on blocking; Python's documentation, asyncio, Running in Threads.
    """
    connection = sqlite3.connect(folder / "smallest.db", isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA journal_mode=wal")
    connection.execute("CREATE TABLE person (id TEXT PRIMARY KEY, language TEXT NOT NULL)")

    def read(person: str) -> str:
        found = connection.execute(_READ, (person,)).fetchone()
        return str(found[0]) if found else "en"

    async def language_of(person: str) -> str:
        return await asyncio.to_thread(read, person)

    try:
        yield language_of
    finally:
        connection.close()
