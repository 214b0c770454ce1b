"""Keeping left-to-right and right-to-left apart: isolates around arguments, a mark where a line starts wrongly.

Source: Unicode Standard Annex 9, rules P2 and P3 (the first strong character decides, isolates are skipped) and
section 2.7 on isolating text of unknown direction.
"""

from unicodedata import bidirectional

from groupbot.content import Rich, Span

FSI = "\u2068"
PDI = "\u2069"
LRM = "\u200e"
RLM = "\u200f"
_STRONG = {"L": False, "R": True, "AL": True}


def isolate(text: str) -> str:
    """Wrap `text`, which must hold neither line breaks nor direction controls, so that it disturbs nothing around."""
    return f"{FSI}{text}{PDI}"


def direction(char: str) -> bool | None:
    """Return True for a strong right-to-left character, False for a left-to-right one, None for all others."""
    return _STRONG.get(bidirectional(char))


def needs_mark(line: str, *, rtl: bool) -> bool:
    """Say whether a client that guesses by the first strong character would set `line` the wrong way.

    Not every client skips isolates, so that an isolated word of the other direction at the start counts too.
    """
    depth = 0
    for char in line:
        if char == FSI:
            depth += 1
        elif char == PDI:
            depth = max(depth - 1, 0)
        elif (found := direction(char)) is not None:
            if found is not rtl:
                return True
            if depth == 0:
                return False
    return rtl and bool(line.strip())


def directed(rich: Rich, *, rtl: bool) -> Rich:
    """Begin each line that needs it with a mark, so that plain-text clients set it in the direction of its language."""
    if not rtl and rich.text.isascii():
        return rich
    mark = RLM if rtl else LRM
    lines: list[str] = []
    marks: list[int] = []
    at = 0
    for line in rich.text.split("\n"):
        if needs_mark(line, rtl=rtl):
            marks.append(at)
            lines.append(mark + line)
        else:
            lines.append(line)
        at += len(line) + 1
    if not marks:
        return rich
    return Rich("\n".join(lines), tuple(_moved(span, marks) for span in rich.spans))


def _moved(span: Span, marks: list[int]) -> Span:
    before = sum(at <= span.offset for at in marks)
    inside = sum(span.offset < at < span.offset + span.length for at in marks)
    return Span(span.kind, span.offset + before, span.length + inside)


def isolates(text: str) -> tuple[tuple[int, int], ...]:
    """Return start and end of each outermost isolate of `text`, the controls included."""
    found: list[tuple[int, int]] = []
    depth = start = 0
    for at, char in enumerate(text):
        if char == FSI:
            start = start if depth else at
            depth += 1
        elif char == PDI and depth:
            depth -= 1
            if depth == 0:
                found.append((start, at + 1))
    return tuple(found)
