"""One key, many uses: each use gets a key of its own, so that none tells anything about another."""

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from groupbot.vault.framing import framed

KEY_BYTES = 32


def derived(key: bytes, room: str, use: str, length: int = KEY_BYTES) -> bytes:
    """Return the key for one use in one room of names; HKDF-SHA-256 without salt, 32 bytes unless more are asked.

    The keys put in are random, which is why no salt is needed (RFC 5869, sections 3.1 and 3.3).
    """
    info = framed(b"groupbot/subkey/v1", room.encode(), use.encode())
    return HKDF(algorithm=SHA256(), length=length, salt=None, info=info).derive(key)
