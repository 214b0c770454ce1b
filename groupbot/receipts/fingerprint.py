"""Salted fingerprints: they bind a receipt to a group and a notice without telling which."""

import hashlib

from groupbot.vault.framing import framed

SALT_BYTES = 32


def fingerprint(what: str, salt: bytes, *values: str) -> str:
    """Return SHA-256 over a domain, the salt and the values, each behind its length, in 64 hexadecimal digits.

    With 32 random bytes of salt nobody can try names until one fits (EDPB guidelines 02/2025 on commitments).
    """
    parts = framed(salt, *(value.encode() for value in values))
    return hashlib.sha256(f"groupbot/receipt/{what}/v1\n".encode() + parts).hexdigest()
