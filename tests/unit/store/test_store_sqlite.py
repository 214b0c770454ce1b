"""The database's settings: durable, erasing, and asserted on every connection."""

import stat
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from groupbot.store import sqlite
from tests.unit.store.shelf import Shelf

WANTED = {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "foreign_keys": 1, "temp_store": 2}


def test_every_connection_is_set(filed: Shelf) -> None:
    """REQUIRES a write-ahead log, a sync at each commit, erased bytes zeroed and no temporary file, everywhere."""
    filed.open()
    with filed.engine.connect() as one, filed.reader.connect() as other:
        for connection in (one, other):
            assert {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in WANTED} == WANTED


def test_a_refused_setting_is_no_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """REQUIRES that a SQLite which keeps another setting than ours is not worked with, and the setting is named."""
    monkeypatch.setattr(sqlite, "PRAGMAS", {"application_id": "never"})
    with pytest.raises(sa.exc.NotSupportedError, match="did not take application_id=never"):
        sqlite.connect(f"sqlite:///{tmp_path / 'a.db'}", writes=True).connect()


def test_writers_begin_at_once(filed: Shelf) -> None:
    """REQUIRES that a writer takes the writers' lock when it begins, so that two never decide on the same state."""
    filed.open()
    hasty = sqlite.connect(f"sqlite:///{filed.database}", writes=True)
    with filed.engine.begin(), hasty.connect() as late:
        late.connection.driver_connection.execute("PRAGMA busy_timeout=0")  # type: ignore[union-attr]
        with pytest.raises(sa.exc.OperationalError, match="locked"):
            late.begin()
    hasty.dispose()


def test_errors_name_no_value(filed: Shelf) -> None:
    """REQUIRES that the text of a database error names the statement and nothing of what was to be written."""
    filed.open()
    row = sa.text("INSERT INTO schedule VALUES (:key, 1, 0, NULL)")
    with filed.engine.begin() as connection:
        connection.execute(row, {"key": "private-word"})
        with pytest.raises(IntegrityError) as raised:
            connection.execute(row, {"key": "private-word"})
    assert "private-word" not in str(raised.value)


def test_the_vault_stays_private_beside_it(filed: Shelf) -> None:
    """REQUIRES that opening the database leaves the vault readable by its owner alone."""
    filed.open()
    assert stat.S_IMODE((filed.folder / "vault.db").stat().st_mode) == 0o600
