"""Hostile text in, plain values out: each value has one text, and no other is taken."""

import base64

from groupbot.ledger.errors import LedgerError
from groupbot.text.patterns import Pattern

REMEDY = "Use the file as it was given, unchanged and whole."

_NUMBER = Pattern("0|[1-9][0-9]{0,18}")


def base64_bytes(written: str, where: str) -> bytes:
    """Return the bytes of a base64 text (RFC 4648, section 4); raise LedgerError for any other text."""
    try:
        raw = base64.b64decode(written, validate=True)
    except ValueError as error:
        raise LedgerError(f"{where} is not base64.", REMEDY) from error
    if base64.b64encode(raw).decode() != written:
        raise LedgerError(f"{where} is base64 that ends in stray bits.", REMEDY)
    return raw


def hash_bytes(written: str, where: str, length: int) -> bytes:
    """Return the bytes of a base64 text that has exactly `length` of them."""
    raw = base64_bytes(written, where)
    if len(raw) != length:
        raise LedgerError(f"{where} has {len(raw)} bytes instead of {length}.", REMEDY)
    return raw


def number(written: str, where: str) -> int:
    """Return a whole number below 10**19 without leading zeroes."""
    if not _NUMBER.fullmatch(written):
        raise LedgerError(f"{where} is not a whole number of at most 19 digits without leading zeroes.", REMEDY)
    return int(written)
