"""A bot's files, and the event loop that they are used on."""

from tests.unit.ledger_store.desks import anyio_backend, desk, filed

__all__ = ["anyio_backend", "desk", "filed"]
