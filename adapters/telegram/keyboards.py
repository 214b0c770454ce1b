"""Lays out buttons so that a small phone shows every label whole.

Assumed is a screen 360 px wide, the narrowest that is common. In a group Telegram's app for Android keeps 122 of them
free beside a message, for the sender's picture and the margins, which leaves 238; labels are set at 15 px, with 10 px
of padding on either side and 5 px between two buttons of a row, all of one width. A letter takes 8 px on average over
our languages, an ideograph or a symbol 16. In private 40 px more are free, and are left as reserve for large type.
"""

from collections.abc import Iterator
from itertools import pairwise
from unicodedata import category, east_asian_width

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from groupbot.content import Button
from groupbot.text.graphemes import is_boundary

TOKEN_BYTES = 64
KEYBOARD, PADDING, GAP, CELL = 238, 20, 5, 8
MOST_ABREAST = 4


def cells(label: str) -> int:
    """Measure a label: one cell per letter as a reader sees it, two where it is wide (Unicode Annex 11) or a symbol."""
    width = [_width(character) for character in label]
    starts = [at for at in range(len(label)) if is_boundary(label, at)]
    return sum(max(width[start:end]) for start, end in pairwise([*starts, len(label)]))


def room(abreast: int) -> int:
    """Tell how many cells of a label a button shows of which so many stand in a row."""
    return ((KEYBOARD - (abreast - 1) * GAP) // abreast - PADDING) // CELL


def keyboard(rows: tuple[tuple[Button, ...], ...]) -> InlineKeyboardMarkup | None:
    """Keep the order and, where the labels fit, the rows; others are broken, and a long label stands alone.

    No label is cut here: one too long even by itself is for its author to shorten.
    """
    laid = [[_button(button) for button in part] for row in rows for part in _broken(row)]
    return InlineKeyboardMarkup(laid) if laid else None


def _broken(row: tuple[Button, ...]) -> Iterator[tuple[Button, ...]]:
    """Part a row into the fewest rows whose buttons show their labels whole."""
    part: tuple[Button, ...] = ()
    for button in row:
        if part and not _fits((*part, button)):
            yield part
            part = ()
        part = (*part, button)
    if part:
        yield part


def _fits(part: tuple[Button, ...]) -> bool:
    return len(part) <= MOST_ABREAST and max(cells(button.label) for button in part) <= room(len(part))


def _width(character: str) -> int:
    # U+FE0F asks for the picture of a character that has both a picture and a letter's form.
    if east_asian_width(character) in ("W", "F") or category(character) == "So" or character == "\ufe0f":
        return 2
    # The marks that keep the directions of writing apart, and others that show nothing by themselves.
    return 0 if category(character) == "Cf" else 1


def _button(button: Button) -> InlineKeyboardButton:
    if button.url:
        return InlineKeyboardButton(button.label, url=button.url)
    if not 1 <= len(button.token.encode()) <= TOKEN_BYTES:
        raise AssertionError(f"a button's token has 1 to {TOKEN_BYTES} bytes: make it shorter where it is bound")
    return InlineKeyboardButton(button.label, callback_data=button.token)
