"""Where a text may be cut without tearing a character that readers see as one."""

from unicodedata import category

ZWJ = "\u200d"
_MODIFIERS = range(0x1F3FB, 0x1F400)
_REGIONAL = range(0x1F1E6, 0x1F200)
_JAMO = range(0x1100, 0x1200)


def is_boundary(text: str, at: int) -> bool:
    """Say whether `text` may be cut before index `at`.

    The simple part of Unicode Standard Annex 29 that names need: marks, joined emoji, skin tones, flags and Hangul
    letters stay with what they belong to.
    """
    if at <= 0 or at >= len(text):
        return True
    before, after = text[at - 1], text[at]
    if ZWJ in (before, after) or category(after)[0] == "M" or ord(after) in _MODIFIERS:
        return False
    if ord(after) in _JAMO and ord(before) in _JAMO:
        return False
    if ord(after) in _REGIONAL:
        start = at
        while start and ord(text[start - 1]) in _REGIONAL:
            start -= 1
        return (at - start) % 2 == 0
    return True


def cut(text: str, limit: int) -> str:
    """Shorten `text` to at most `limit` code points, the last one an ellipsis where something was left out."""
    if len(text) <= limit:
        return text
    end = limit - 1
    while not is_boundary(text, end):
        end -= 1
    return text[:end].rstrip() + "…"
