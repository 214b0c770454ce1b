"""Rich text -> Discord's Markdown, in which nothing but our own spans is markup.

Discord has no other way to set text than Markdown, so that every character of a text that could begin a markup is
escaped: a backslash before any ASCII sign makes it a plain one. Names are code spans, in which Discord parses nothing.
Source: Discord's documentation, Message Formatting; the rules of the clients, which all escape alike.
"""

from collections.abc import Iterator
from itertools import groupby

from groupbot.content import Rich, SpanKind

PLAIN, BOLD, CODE = 0, 1, 2
# These begin markup wherever they stand: escapes, code, bold, italics, strikes, spoilers, links, mentions.
ALWAYS = frozenset("\\`*_~|<[@")
# These do so at the start of a line: headings, quotes, lists and small print.
AT_LINE_START = frozenset("#>-+")
BREAKS = frozenset("\n\r\v\f\x85\u2028\u2029")


def render(rich: Rich) -> str:
    """Return the text with its spans as Markdown; CODE wins over BOLD, since code cannot be bold in every client."""
    written: list[str] = []
    fresh = True
    end = 0
    for style, stretch in _stretches(rich):
        end += len(stretch)
        if style == CODE:
            written.append(_code(stretch))
            fresh = _is_fresh_after(stretch, fresh=fresh)
        else:
            # Bold words are parsed by themselves, so that a line may be said to begin with them.
            plain, fresh = _escaped(stretch, rich.text[end : end + 1], fresh=fresh or style == BOLD)
            written.append(_bold(plain) if style == BOLD else plain)
    return "".join(written)


def _stretches(rich: Rich) -> Iterator[tuple[int, str]]:
    """Yield style and text; spans that touch become one, because code right after code would tear both."""
    styles = bytearray(len(rich.text))
    for span in rich.spans:
        style = CODE if span.kind is SpanKind.CODE else BOLD
        for at in range(span.offset, min(span.offset + span.length, len(styles))):
            styles[at] = max(styles[at], style)
    at = 0
    for style, group in groupby(styles):
        length = sum(1 for _ in group)
        yield style, rich.text[at : at + length]
        at += length


def _escaped(text: str, following: str, *, fresh: bool) -> tuple[str, bool]:
    """Return the text with its signs escaped, and whether only invisible characters stand on its last line.

    `fresh` says the same of what stands before it; `following` is the character behind it. A colon is escaped before a
    letter (emoji by name, addresses), a slash after one (invitations without a scheme), a full stop after a digit
    (numbered lists).
    """
    written: list[str] = []
    for at, char in enumerate(text):
        before, after = text[at - 1 : at], text[at + 1 : at + 2] or following
        if (
            char in ALWAYS
            or (char in AT_LINE_START and fresh)
            or (char == ":" and after and not after.isspace())
            or (char == "/" and before and not before.isspace())
            or (char == "." and (not before or before.isdigit()))
        ):
            written.append("\\")
        written.append(char)
        fresh = char in BREAKS or (fresh and (char.isspace() or not char.isprintable()))
    return "".join(written), fresh


def _code(text: str) -> str:
    """Set code piece by piece: no client-proof way exists to have a backtick or a line break inside of it."""
    written: list[str] = []
    for loose, group in groupby(text, lambda char: char == "`" or char in BREAKS):
        piece = "".join(group)
        if loose:
            written.append(piece.replace("`", "\\`"))
        else:
            written.append(f"`{piece}`" if piece.strip() else piece)
    return "".join(written)


def _is_fresh_after(code: str, *, fresh: bool) -> bool:
    """Return whether nothing stands on the last line yet: blanks are no code, so that they begin no line."""
    at = max(map(code.rfind, BREAKS))
    return (fresh or at >= 0) and not code[at + 1 :].strip()


def _bold(escaped: str) -> str:
    """Set each line bold by itself, without the blanks at its ends, which no client takes inside."""
    written: list[str] = []
    for line_break, group in groupby(escaped, BREAKS.__contains__):
        piece = "".join(group)
        inner = piece.strip()
        if line_break or not inner:
            written.append(piece)
        else:
            start = piece.index(inner)
            written.append(f"{piece[:start]}**{inner}**{piece[start + len(inner) :]}")
    return "".join(written)
