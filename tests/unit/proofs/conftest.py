"""A bot's files, each test on SQLite and on PostgreSQL, and the event loop that they are used on."""

from tests.unit.ledger_store.desks import anyio_backend, desk, filed

__all__ = ["anyio_backend", "desk", "filed"]
