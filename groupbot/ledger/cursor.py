"""Reads one part of an opening after another, and nothing beyond its end."""

from groupbot.ledger.errors import LedgerError
from groupbot.ledger.reading import REMEDY


class Cursor:
    """A place in bytes that somebody else wrote; raises LedgerError where they end too early or too late."""

    __slots__ = ("_at", "_data")

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def take(self, count: int) -> bytes:
        """Return the next bytes."""
        taken = self._data[self._at : self._at + count]
        if len(taken) != count:
            raise LedgerError("The opening of the entry is cut off.", REMEDY)
        self._at += count
        return taken

    def prefixed(self, width: int) -> bytes:
        """Return a part that stands behind its length, which is written in `width` bytes, big-endian."""
        return self.take(int.from_bytes(self.take(width), "big"))

    def end(self) -> None:
        """Require that nothing is left."""
        if self._at != len(self._data):
            raise LedgerError("The opening of the entry goes on behind its end.", REMEDY)
