"""How several values become one string of bytes that no other values give."""

# The lengths of nearly all parts: dozens of them are written for one consent.
_SHORT = [length.to_bytes(4, "big") for length in range(256)]


def framed(*parts: bytes) -> bytes:
    """Join the parts, each behind its length (four bytes, big-endian), so that no two lists of parts collide."""
    pieces: list[bytes] = []
    for part in parts:
        length = len(part)
        pieces += (_SHORT[length] if length < len(_SHORT) else length.to_bytes(4, "big"), part)
    return b"".join(pieces)
