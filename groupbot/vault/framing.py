"""How several values become one string of bytes that no other values give."""


def framed(*parts: bytes) -> bytes:
    """Join the parts, each behind its length (four bytes, big-endian), so that no two lists of parts collide."""
    return b"".join([len(part).to_bytes(4, "big") + part for part in parts])
