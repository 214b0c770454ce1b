"""AES-256-GCM boxes: what is put in, where it belongs, and nothing about its length."""

from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from groupbot.ports import Random
from groupbot.vault.errors import VaultError
from groupbot.vault.framing import framed

NONCE_BYTES = 12
VERSION = b"\x01"
LENGTH_BYTES = 4
BUCKETS = (256, 1024, 4096, 16384)
LARGEST_PAYLOAD = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a sealed value lives; it opens nowhere else. `version` is that of the value's own format."""

    table: str
    row: bytes
    column: str
    version: int = 1

    def place(self) -> bytes:
        """Return the cell as associated data."""
        return framed(self.table.encode(), self.row, self.column.encode(), str(self.version).encode())


def wrap(key: bytes, random: Random, place: bytes, secret: bytes) -> bytes:
    """Return nonce and ciphertext of a secret of fixed length, bound to its place.

    Nonces are random 96-bit ones: one key may wrap 2**32 secrets (NIST SP 800-38D, section 8.3), and ours wrap
    far fewer.
    """
    nonce = random.bytes(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, secret, place)


def unwrap(key: bytes, place: bytes, wrapped: bytes) -> bytes:
    """Return the secret; raise VaultError when key or place are not those it was wrapped with, or a bit changed."""
    try:
        return AESGCM(key).decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], place)
    except (InvalidTag, ValueError) as error:
        raise VaultError(
            "A sealed value does not fit its key and its place: it was changed, moved or cut.",
            "Restore the file it came from; if nobody touched it, look for a failing disk.",
        ) from error


def seal(key: bytes, random: Random, place: bytes, plaintext: bytes) -> bytes:
    """Return a version byte, the nonce and the ciphertext of the padded plaintext.

    With its length (four bytes) the plaintext is padded with zeros to 256, 1,024, 4,096 or 16,384 bytes, beyond
    that to whole multiples of 16,384; more than 1 MiB raises VaultError.
    """
    if len(plaintext) > LARGEST_PAYLOAD:
        raise VaultError(
            f"A value of {len(plaintext):,} bytes is too large to be sealed: {LARGEST_PAYLOAD:,} is the most.",
            "Keep less, or split it over several rows.",
        )
    return VERSION + wrap(key, random, framed(b"groupbot/cell/v1", place), _padded(plaintext))


def open_box(key: bytes, place: bytes, sealed: bytes) -> bytes:
    """Return the plaintext; raise VaultError when anything differs from what was sealed."""
    if sealed[:1] != VERSION:
        raise VaultError(
            "A sealed value has a format that this version does not know.",
            "Use the version of groupbot that wrote it, or a newer one.",
        )
    padded = unwrap(key, framed(b"groupbot/cell/v1", place), sealed[1:])
    length = int.from_bytes(padded[:LENGTH_BYTES], "big")
    return padded[LENGTH_BYTES : LENGTH_BYTES + length]


def _padded(plaintext: bytes) -> bytes:
    framed_length = LENGTH_BYTES + len(plaintext)
    largest = BUCKETS[-1]
    size = next((size for size in BUCKETS if framed_length <= size), -(-framed_length // largest) * largest)
    return (len(plaintext).to_bytes(LENGTH_BYTES, "big") + plaintext).ljust(size, b"\0")
