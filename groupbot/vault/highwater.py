"""How far the log has been signed, and the seed of its signer: apart from the database, which a backup can put back.

The mark is sealed under the root key, so that who can write the file but not open it cannot set the log back. An old
copy of this whole file could; that is why it belongs into no backup.
"""

from dataclasses import dataclass
from struct import Struct

from groupbot.ports import Random
from groupbot.vault.boxes import unwrap, wrap
from groupbot.vault.errors import VaultError
from groupbot.vault.file import VaultFile
from groupbot.vault.framing import framed
from groupbot.vault.root import RootKey

TABLE = """CREATE TABLE ledger (
        one INTEGER PRIMARY KEY CHECK (one = 1), seed BLOB NOT NULL, mark BLOB NOT NULL)"""
SEED_BYTES = 32
_NUMBERS = Struct(">IQI")


@dataclass(frozen=True, slots=True)
class Mark:
    """What was last let be signed: the number of the log's origin, leaves, their root, and the day (an ordinal).

    Before anything was, size and day are 0 and the root is empty.
    """

    number: int = 1
    size: int = 0
    root: bytes = b""
    day: int = 0


class HighWater:
    """The log's place in one vault file."""

    def __init__(self, file: VaultFile, vault: bytes, root: RootKey, random: Random) -> None:
        self._file = file
        self._vault = vault
        self._root = root
        self._random = random

    def seed(self) -> bytes:
        """Return the Ed25519 seed of the log, made for it alone."""
        return unwrap(self._root.subkey("ledger-wrap"), _place(self._vault, "seed"), self._row()[0])

    def mark(self) -> Mark:
        """Return how far the log has been signed."""
        return _read(unwrap(self._root.subkey("ledger-mark"), _place(self._vault, "mark"), self._row()[1]))

    def advance(self, mark: Mark) -> None:
        """Raise the mark; raises VaultError where it would sink, or stay with another root."""
        before = self.mark()
        rises = (mark.number, mark.size) > (before.number, before.size)
        if mark != before and not rises:
            raise VaultError(
                f"The log is signed up to size {before.size} of origin {before.number}, and never goes back.",
                "After a restored backup open a new one with: groupbot ledger origin --new",
            )
        sealed = _sealed_mark(mark, self._vault, self._root, self._random)
        self._file.write("UPDATE ledger SET mark = ? WHERE one = 1", (sealed,))

    def _row(self) -> tuple[bytes, bytes]:
        # A vault of the first format has no such table until it is brought up to date.
        if not self._file.rows("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'ledger'"):
            raise VaultError("The vault has no place for the log yet.", "Start the bot, which makes it.")
        seed, mark = self._file.rows("SELECT seed, mark FROM ledger")[0]
        return seed, mark


def begin(file: VaultFile, vault: bytes, root: RootKey, random: Random) -> None:
    """Enter a fresh seed and a mark below everything, in the transaction at hand."""
    seed = wrap(root.subkey("ledger-wrap"), random, _place(vault, "seed"), random.bytes(SEED_BYTES))
    file.rows("INSERT INTO ledger VALUES (1, ?, ?)", (seed, _sealed_mark(Mark(), vault, root, random)))


def _sealed_mark(mark: Mark, vault: bytes, root: RootKey, random: Random) -> bytes:
    plain = _NUMBERS.pack(mark.number, mark.size, mark.day) + mark.root
    return wrap(root.subkey("ledger-mark"), random, _place(vault, "mark"), plain)


def _read(plain: bytes) -> Mark:
    number, size, day = _NUMBERS.unpack(plain[: _NUMBERS.size])
    return Mark(number, size, plain[_NUMBERS.size :], day)


def _place(vault: bytes, column: str) -> bytes:
    return framed(vault, b"ledger", b"1", column.encode(), b"1")
