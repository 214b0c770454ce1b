"""A bot's log, and the event loop that it is used on."""

from tests.unit.ledger_store.desks import anyio_backend, desk, filed

__all__ = ["anyio_backend", "desk", "filed"]
