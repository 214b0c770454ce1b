"""Which characters a policy may hold, and how hostile text is quoted in a message."""

import unicodedata

# Characters that reorder their neighbours let a text read differently from what it is (UAX #9, UTS #55).
_BIDI_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_NO_TEXT = frozenset({"Cc", "Cs", "Co", "Zl", "Zp"})
_BYTE_ORDER_MARK = "\ufeff"
_TAGS = range(0xE0000, 0xE0080)
# The last two code points of every plane are no characters (Unicode 15, section 23.7).
_NO_CHARACTERS = (0xFFFE, 0xFFFF)
_LOW_BITS = 0xFFFF
_QUOTED = 60


def unseen(character: str) -> bool:
    """Tell whether a character is invisible and can deceive a reader: controls, bidi controls, surrogates, tags."""
    point = ord(character)
    if point in range(0x20, 0x7F):
        return False
    return (
        character in _BIDI_CONTROLS
        or character == _BYTE_ORDER_MARK
        or point in _TAGS
        or point & _LOW_BITS in _NO_CHARACTERS
        or unicodedata.category(character) in _NO_TEXT
    )


def first_unseen(text: str, allowed: str = "") -> int:
    """Return the index of the first unseen character that is not allowed, or -1."""
    if text.isascii() and text.isprintable():
        return -1
    # Each character is looked at once, however often it stands there: large files hold few.
    wanted = {c for c in set(text) if c not in allowed and unseen(c)}
    return next((at for at, c in enumerate(text) if c in wanted), -1) if wanted else -1


def code_point(character: str) -> str:
    """Write a character as Unicode does, U+202E."""
    return f"U+{ord(character):04X}"


def quoted(text: str) -> str:
    """Quote a stranger's text for a message: cut to 60 characters, all that has no shape written as code points."""
    short = text if len(text) <= _QUOTED else text[:_QUOTED] + "…"
    return '"' + "".join(c if c.isprintable() else f"<{code_point(c)}>" for c in short) + '"'
