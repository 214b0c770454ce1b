"""What is sealed of a consent, made small: a zlib stream (RFC 1950) that any zlib reads, put together by hand.

To compress a notice anew for each of those who agree to it costs as much as three of their rows, and it says the same
to all of them. So what belongs to one person lies in the stream as it stands, and what follows it was compressed once.
"""

import zlib
from functools import lru_cache

# Nothing of one person is among them. A notice has some 6 KB, both forms together, and a group few languages.
_NOTICES = 256
# RFC 1950, section 2.2: deflate, a window of 8 KiB, no dictionary; the second byte makes it a multiple of 31.
_HEADER = b"\x58\x09"
# The best compression takes up to three times as long and saves a twelfth, which the padding takes back; a window
# of 8 KiB holds a whole record, and to clear a larger one takes longer than to compress a grant.
_WINDOW, _MEMORY = 13, 6
# What is not compressed up to here is padded to the same length as if it were: 256 bytes, with its length and ours.
_SMALL = 240


def packed(own: bytes, shared: bytes = b"") -> bytes:
    """Return a stream of both, one after the other; what is `shared` among many is kept, compressed, in memory."""
    if len(own) > _SMALL:
        return zlib.compress(own + shared, zlib.Z_BEST_SPEED, _WINDOW)
    block = _as_it_is(own, last=not shared)
    check = zlib.adler32(shared, zlib.adler32(own))
    return b"".join((_HEADER, block, _compressed(shared) if shared else b"", check.to_bytes(4, "big")))


def _as_it_is(plain: bytes, *, last: bool) -> bytes:
    """Return a block that is not compressed (RFC 1951, section 3.2.4): a mark, the length twice, and the bytes."""
    length = len(plain)
    return b"".join((bytes((last,)), length.to_bytes(2, "little"), (length ^ 0xFFFF).to_bytes(2, "little"), plain))


@lru_cache(maxsize=_NOTICES)
def _compressed(plain: bytes) -> bytes:
    """Return the last blocks of a stream, without what RFC 1950 puts around them."""
    packing = zlib.compressobj(zlib.Z_BEST_SPEED, wbits=-_WINDOW, memLevel=_MEMORY)
    return packing.compress(plain) + packing.flush()
