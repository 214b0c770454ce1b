"""Content -> message bodies of Discord: text, buttons, and nothing that pings anybody."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from adapters.discord.markdown import render
from groupbot.content import Button, Content, Prompt, Rich, Span, SpanKind
from groupbot.i18n.pages import GAP, paginate, units
from groupbot.text.graphemes import cut

# Discord, Message Object and Component Reference. Its API counts code points, its clients UTF-16 code units, of which
# there are never fewer: what is short enough in these is short enough in both.
MESSAGE_LIMIT = 2000
# Escaping makes a text longer; a screen is made for so many characters and split where that is not enough.
PAGE_LIMIT = 1800
ROWS, PER_ROW, LABEL_LIMIT = 5, 5, 80
TITLE_LIMIT, WORDS_LIMIT, LINE_LIMIT = 45, 4000, 100
SUPPRESS_EMBEDS, EPHEMERAL = 1 << 2, 1 << 6
NOBODY: dict[str, Any] = {"parse": []}
SECONDARY, LINK = 2, 5
WORDS, FILE = "words", "file"

Body = dict[str, Any]


def bodies(content: Content, *, ephemeral: bool = False) -> list[Body]:
    """Return the messages that a screen takes, one where it fits; its buttons stand under the last."""
    flags = SUPPRESS_EMBEDS | (EPHEMERAL if ephemeral else 0)
    texts = list(pieces(content.body, rtl=content.rtl))
    made: list[Body] = [
        {"content": text, "flags": flags, "allowed_mentions": NOBODY, "components": []} for text in texts
    ]
    made[-1]["components"] = components(content)
    return made


def components(content: Content) -> list[Body]:
    """Return the buttons in at most five rows of five; more than twenty-five are a defect of ours."""
    rows = [list(row) for row in content.rows if row]
    while len(rows) > ROWS:
        at = min(range(len(rows) - 1), key=lambda index: len(rows[index]) + len(rows[index + 1]))
        rows[at : at + 2] = [rows[at] + rows[at + 1]]
    if any(len(row) > PER_ROW for row in rows):
        every = [button for row in rows for button in row]
        if len(every) > ROWS * PER_ROW:
            raise AssertionError(f"a screen of Discord has at most {ROWS * PER_ROW} buttons, not {len(every)}")
        rows = [every[at : at + PER_ROW] for at in range(0, len(every), PER_ROW)]
    return [{"type": 1, "components": [_button(button) for button in row]} for row in rows]


def form(prompt: Prompt) -> Body:
    """Return the form that asks for words, and for a file where one answers as well (Discord, Modals)."""
    long = prompt.limit > LINE_LIMIT
    words = {
        "type": 4,
        "custom_id": WORDS,
        "style": 2 if long else 1,
        "max_length": min(prompt.limit, WORDS_LIMIT),
        "required": not prompt.file,
    }
    fields: list[Body] = [{"type": 18, "label": _short(prompt.label, TITLE_LIMIT), "component": words}]
    if prompt.file:
        upload = {"type": 19, "custom_id": FILE, "min_values": 0, "max_values": 1, "required": False}
        fields.append({"type": 18, "label": f"\N{PAPERCLIP} {prompt.file}", "component": upload})
    return {"custom_id": prompt.token, "title": _short(prompt.title, TITLE_LIMIT), "components": fields}


def pieces(rich: Rich, *, rtl: bool = False, room: int = PAGE_LIMIT) -> Iterator[str]:
    """Yield a text as Markdown in pieces that Discord takes, torn between paragraphs, else as pages are torn.

    `room` is how long a piece may be before its signs are escaped; where that makes it too long it is torn again.
    """
    # What others chose stands in code, always; a text without any is ours alone, and the same for everybody.
    foreign = any(span.kind is SpanKind.CODE for span in rich.spans)
    whole, fits = _written(rich) if foreign else _ours(rich)
    if fits:
        yield whole
        return
    for page in paginate([(paragraph, rtl) for paragraph in _paragraphs(rich)], room):
        if page.text.strip():
            yield from pieces(page, rtl=rtl, room=room * 2 // 3)


def _written(rich: Rich) -> tuple[str, bool]:
    """Return a text as Markdown, and whether one message holds it."""
    whole = render(rich)
    return whole, units(whole) <= MESSAGE_LIMIT


_ours = lru_cache(512)(_written)


def _paragraphs(rich: Rich) -> Iterator[Rich]:
    start = 0
    for text in rich.text.split(GAP):
        end = start + len(text)
        spans = []
        for span in rich.spans:
            first, last = max(span.offset, start), min(span.offset + span.length, end)
            if first < last:
                spans.append(Span(span.kind, first - start, last - first))
        yield Rich(text, tuple(spans))
        start = end + len(GAP)


def _short(text: str, limit: int) -> str:
    """Shorten a text to a limit of Discord's, which is counted in UTF-16 code units here."""
    if len(text) <= limit // 2:
        return text  # no character takes more than two units
    room = limit
    while units(shortened := cut(text, room)) > limit:
        room -= 1
    return shortened


def _button(button: Button) -> Body:
    label = _short(button.label, LABEL_LIMIT)
    if button.url:
        return {"type": 2, "label": label, "style": LINK, "url": button.url}
    return {"type": 2, "label": label, "style": SECONDARY, "custom_id": button.token}
