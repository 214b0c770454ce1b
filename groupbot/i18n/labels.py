"""Text for a button: one short plain line, without spans and with no more controls than it needs."""

from groupbot.content import Rich
from groupbot.i18n.bidi import FSI, PDI, direction, isolates
from groupbot.text.graphemes import cut

LIMIT = 64


def label(rich: Rich, *, rtl: bool) -> str:
    """Return `rich` as a button's label of at most 64 characters.

    An isolate stays only where its content runs against the language; the width of a button is no paragraph, and
    some clients show controls in it as boxes.
    """
    pieces: list[str] = []
    done = 0
    text = " ".join(rich.text.splitlines())
    for start, end in isolates(text):
        pieces.append(text[done:start])
        inner = text[start + 1 : end - 1]
        pieces.append(text[start:end] if _against(inner, rtl=rtl) else inner)
        done = end
    pieces.append(text[done:])
    whole = "".join(pieces)
    room = LIMIT
    while True:
        short = cut(whole, room)
        # A cut inside an isolate leaves it open: close it within the same 64 characters.
        torn = short.count(FSI) - short.count(PDI)
        if len(short) + torn <= LIMIT:
            return short + PDI * torn
        room -= torn


def _against(inner: str, *, rtl: bool) -> bool:
    return any(direction(char) is (not rtl) or (rtl and char.isdigit()) for char in inner)
