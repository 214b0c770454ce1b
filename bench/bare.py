"""The row of a consent record alone, each in a transaction of its own: the least that being durable costs.

The engine is that of groupbot.store, with its pragmas and its writers' lock, and one thread writes one row after the
other: `bare` through SQLAlchemy Core as the house does, `raw` through the driver with the same statements as text.
"""

import os
import time
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from groupbot.consent.tables import consent_record
from groupbot.store.database import Database
from groupbot.store.postgres import LOCK

ROWS = consent_record.to_metadata(sa.MetaData(), name="bench_row")
Row = Mapping[str, Any]


def prepare(database: Database) -> Row:
    """Make the table of the baseline where it is not there, and return the row of a real consent."""
    with database.writer.begin() as connection:
        ROWS.metadata.create_all(connection)
    with database.reader.connect() as connection:
        return dict(connection.execute(sa.select(consent_record).limit(1)).one()._mapping)  # noqa: SLF001  (its documented name)


def bare(database: Database, row: Row, count: int) -> float:
    """Return the seconds that so many rows take through SQLAlchemy Core."""
    insert = ROWS.insert()
    rows = [{**row, "handle": os.urandom(16)} for _ in range(count)]
    begun = time.perf_counter()
    for values in rows:
        with database.writer.begin() as connection:
            connection.execute(insert, values)
    return time.perf_counter() - begun


def raw(database: Database, row: Row, count: int) -> float:
    """Return the seconds that so many rows take through the driver alone."""
    compiled = ROWS.insert().compile(dialect=database.writer.dialect)
    names = compiled.positiontup or list(compiled.params)
    rows = [{**row, "handle": os.urandom(16)} for _ in range(count)]
    values = [[each[name] for name in names] if compiled.positional else each for each in rows]
    sqlite = database.writer.dialect.name == "sqlite"
    begin = "BEGIN IMMEDIATE" if sqlite else LOCK
    connection = database.writer.raw_connection()
    cursor = connection.cursor()
    try:
        begun = time.perf_counter()
        for each in values:
            cursor.execute(begin)
            cursor.execute(compiled.string, each)
            connection.commit()
        return time.perf_counter() - begun
    finally:
        connection.close()
