"""Cutting text into pages that a platform takes, without losing or tearing anything."""

from collections.abc import Iterator, Sequence

from groupbot.content import Rich, Span
from groupbot.i18n.bidi import FSI, LRM, PDI, RLM, isolates, needs_mark
from groupbot.text.graphemes import is_boundary

GAP = "\n\n"
SMALLEST = 64
_WORD = 2
# Full stop, exclamation and question marks: those that a blank follows, and the wide Chinese ones.
_SENTENCE_ENDS = frozenset(".!?\u061f")
_WIDE_ENDS = frozenset("\u3002\uff01\uff1f")
# What a cut may add: a direction mark, and isolates closed and opened again, which stand two deep at most.
_RESERVE = 8


def join(parts: Sequence[Rich], gap: str = GAP) -> Rich:
    """Return the parts as paragraphs of one text, a blank line (or `gap`) between them, their spans moved along."""
    spans: list[Span] = []
    offset = 0
    for part in parts:
        spans += (Span(span.kind, span.offset + offset, span.length) for span in part.spans)
        offset += len(part.text) + len(gap)
    return Rich(gap.join(part.text for part in parts), tuple(spans))


def units(text: str) -> int:
    """Return the length of `text` as Telegram and Discord count it, in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def paginate(parts: Sequence[tuple[Rich, bool]], limit: int) -> Iterator[Rich]:
    """Yield pages of at most `limit` UTF-16 code units from parts, each given with whether it is right-to-left.

    A cut between parts drops the blank line there; a cut inside a part that is too long for a page drops nothing.
    ValueError for a limit too small to write in.
    """
    if limit < SMALLEST:
        raise ValueError(f"a page needs room for {SMALLEST} characters at least, not {limit}")
    page: list[Rich] = []
    used = 0
    for part, rtl in parts:
        *full, last = _pieces(part, limit, rtl=rtl)
        size = units(last.text)
        if page and (full or used + len(GAP) + size > limit):
            yield join(page)
            page, used = [], 0
        yield from full
        used += size + (len(GAP) if page else 0)
        page.append(last)
    if page:
        yield join(page)


def _pieces(part: Rich, limit: int, *, rtl: bool) -> Iterator[Rich]:
    if units(part.text) <= limit:
        yield part
        return
    inside = _torn(part)
    start = 0
    while units(part.text[start:]) > limit - _RESERVE:
        end = _cut(part.text, start, limit - _RESERVE, inside)
        yield _slice(part, start, end, rtl=rtl)
        start = end
    yield _slice(part, start, len(part.text), rtl=rtl)


def _torn(part: Rich) -> frozenset[int]:
    """Return the places where a cut would tear an isolate or a span."""
    whole = [*isolates(part.text), *((span.offset, span.offset + span.length) for span in part.spans)]
    return frozenset(at for first, last in whole for at in range(first + 1, last))


def _cut(text: str, start: int, room: int, inside: frozenset[int]) -> int:
    """Return the best place after `start` to cut: after a line, else a sentence, a word, a character.

    Lines and sentences count only where they fill a third of the page. An isolate or span longer than a page is
    cut between two characters.
    """
    end = start
    while end < len(text) and room >= units(text[end]):
        room -= units(text[end])
        end += 1
    best: dict[int, int] = {}
    for at in range(end, start, -1):
        if at not in inside and (rank := _rank(text, at)) is not None:
            best.setdefault(rank, at)
    third = start + (end - start) // 3
    for rank in sorted(best):
        if rank >= _WORD or best[rank] > third:
            return best[rank]
    return next((at for at in range(end, start, -1) if is_boundary(text, at)), end)


def _rank(text: str, at: int) -> int | None:
    before = text[at - 1]
    if before == "\n":
        return 0
    if before in _WIDE_ENDS or (before == " " and text[at - 2 : at - 1] in _SENTENCE_ENDS):
        return 1
    if before.isspace():
        return _WORD
    return _WORD + 1 if is_boundary(text, at) else None


def _slice(part: Rich, start: int, end: int, *, rtl: bool) -> Rich:
    """Return a stretch of `part` that can stand by itself.

    An isolate torn by its edges is closed at the one and opened at the other; its first line is set in the
    direction of the whole.
    """
    head = FSI * _depth(part.text[:start])
    text = head + part.text[start:end] + PDI * _depth(part.text[:end])
    if needs_mark(text.partition("\n")[0], rtl=rtl):
        head = (RLM if rtl else LRM) + head
        text = head[0] + text
    spans: list[Span] = []
    for span in part.spans:
        first, last = max(span.offset, start), min(span.offset + span.length, end)
        if first < last:
            spans.append(Span(span.kind, first - start + len(head), last - first))
    return Rich(text, tuple(spans))


def _depth(text: str) -> int:
    depth = 0
    for char in text:
        depth += char == FSI
        depth -= char == PDI and depth > 0
    return depth
