"""The write-ahead log after an erasure, also while somebody reads."""

import sqlite3
from contextlib import closing

import pytest
from structlog.testing import capture_logs

from groupbot.store import sqlite
from tests.unit.store.shelf import Shelf, agree, enter, speak, withdraw

pytestmark = pytest.mark.anyio


def log_size(filed: Shelf) -> int:
    return (filed.folder / "groupbot.db-wal").stat().st_size


async def test_an_erasure_empties_the_log(filed: Shelf) -> None:
    """REQUIRES that after an erasure the write-ahead log has no byte left in which a row could stand."""
    store = await filed.start()
    group = (await store.write(enter)).result.number
    await store.write(lambda unit: agree(unit, group))
    assert log_size(filed) > 0
    await store.write(lambda unit: withdraw(unit, group))
    assert log_size(filed) == 0


async def test_a_reader_delays_it_and_that_is_said(filed: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    """REQUIRES that an erasure beside a reader is logged, its keys gone, and the log emptied once it can be."""
    monkeypatch.setattr(sqlite, "READERS_MS", 20)
    store = await filed.start()
    group = (await store.write(enter)).result.number
    await store.write(lambda unit: agree(unit, group))
    sealed = [value[:24] for (value,) in filed.rows("SELECT sealed FROM consent_grant")]
    with closing(sqlite3.connect(filed.database, isolation_level=None)) as reader, capture_logs() as said:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM consent_grant").fetchone()
        await store.write(lambda unit: withdraw(unit, group))
        assert any(value in filed.live_bytes() for value in sealed)
        assert list(filed.vault.owners()) == []
        assert reader.execute("SELECT count(*) FROM consent_grant").fetchone() == (4,)
        reader.execute("COMMIT")
        await store.write(speak)
    assert not any(value in filed.live_bytes() for value in sealed)
    assert [entry["log_level"] for entry in said] == ["warning", "info"]
