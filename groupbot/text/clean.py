"""Text that a stranger chose, made harmless to stand inside a sentence of ours.

What can reach out of its place (line breaks, direction controls, stacked marks) or hides (zero-width and tag
characters) is taken away; letters of every script stay as they are.
"""

from unicodedata import category, normalize

from groupbot.text.graphemes import ZWJ, cut

PLACEHOLDER = "?"
ZWNJ = "\u200c"
# Hebrew with vowels, accents and dagesh needs four; a tower of marks would cover the neighbouring lines.
_MARKS_IN_A_ROW = 4
# Letters, symbols and a mark that show as nothing at all: a name made of them would be invisible.
_BLANKS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
# Format characters that are visible signs standing before Arabic, Syriac or Kaithi digits and letters.
_VISIBLE_FORMATS = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u08e2\U000110bd\U000110cd")
# Scripts whose spelling uses ZWJ and ZWNJ: Arabic to N'Ko with its extensions, India, South-East Asia, Mongolia.
_JOINING = ((0x0600, 0x07FF), (0x0860, 0x0DFF), (0x0F00, 0x109F), (0x1780, 0x18AF))
# The last two code points of each plane are no characters.
_LAST_TWO = 0xFFFE
_PICTURES = ((0x2190, 0x2BFF), (0x1F000, 0x1FAFF))


def clean_name(text: str, limit: int = 64) -> str:
    """Return `text` as one harmless line in NFC of at most `limit` code points, never empty.

    What is too long ends in an ellipsis, what has nothing to show becomes "?". Cleaning twice changes nothing more.
    """
    # More than any honest name needs; to put a tower of marks in order takes the square of its height.
    text = text[: limit * 4]
    if not (text.isascii() and text.isprintable()):
        text = _cap_marks(normalize("NFC", _visible(normalize("NFC", text))))
    return cut(" ".join(text.split()), limit) or PLACEHOLDER


def _visible(text: str) -> str:
    kept: list[str] = []
    for at, char in enumerate(text):
        kind = category(char)
        if kind in ("Cc", "Zl", "Zp", "Zs"):
            kept.append(" ")
        elif kind == "Cf":
            if char in _VISIBLE_FORMATS or (char in (ZWJ, ZWNJ) and _joins(text, at)):
                kept.append(char)
        elif kind not in ("Cs", "Co") and char not in _BLANKS and not _noncharacter(char):
            kept.append(char)
    return "".join(kept)


def _joins(text: str, at: int) -> bool:
    if not 0 < at < len(text) - 1:
        return False
    before, after = text[at - 1], text[at + 1]
    if _within(before, _JOINING) and _within(after, _JOINING):
        return category(before)[0] in "LM" and category(after)[0] in "LM"
    if text[at] != ZWJ:
        return False
    # A picture may carry its variation selector before the joiner: heart, VS16, ZWJ, fire.
    return (_within(before, _PICTURES) or before == "\ufe0f") and _within(after, _PICTURES)


def _within(char: str, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= ord(char) <= last for first, last in ranges)


def _noncharacter(char: str) -> bool:
    return ord(char) & _LAST_TWO == _LAST_TWO or "\ufdd0" <= char <= "\ufdef"


def _cap_marks(text: str) -> str:
    kept: list[str] = []
    # A mark at the very start would sit on whatever stands before the name.
    row = _MARKS_IN_A_ROW
    for char in text:
        if category(char) in ("Mn", "Me"):
            row += 1
            if row > _MARKS_IN_A_ROW:
                continue
        else:
            row = _MARKS_IN_A_ROW if char == " " else 0
        kept.append(char)
    return "".join(kept)
