"""A small reader of Discord's Markdown, after the rules of its clients: what a person sees, and what it sets off.

It reads from the left, tries each rule in the clients' order where it stands, and takes one character as plain text
where none fits. Its rules are those of Discord's own parser in form, more eager than it where in doubt.
"""

import re
from dataclasses import dataclass, field
from typing import Final

ESCAPE: Final = re.compile(r"\\([^0-9A-Za-z\s])")
CODE_BLOCK: Final = re.compile(r"```(?:[a-z0-9_+\-.#]+?\n)?\n*([^\n].*?)\n*```", re.DOTALL)
CODE: Final = re.compile(r"(`+)(.*?[^`])\1(?!`)", re.DOTALL)
BOLD: Final = re.compile(r"\*\*((?:\\.|[^\\])+?)\*\*(?!\*)", re.DOTALL)
HARMS: Final = (
    ("mention", re.compile(r"<(?:@[!&]?|#)\d+>")),
    ("everyone", re.compile(r"@(?:everyone|here)")),
    ("emoji", re.compile(r"<a?:\w+:\d+>|:[^\s:]+?:")),
    ("command or time", re.compile(r"<(?:/[^>]+:\d+|t:-?\d+(?::\w)?|id:\w+)>")),
    ("address", re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[^\s<]|<[A-Za-z][A-Za-z0-9+.-]*:[^ >]+>|mailto:\S")),
    ("invitation", re.compile(r"discord(?:app)?\.(?:gg|com)/\w")),
    ("link", re.compile(r"\[(?:[^\[\]\\]|\\.)*\]\([^)\s]*\)")),
    ("spoiler", re.compile(r"\|\|.+?\|\|", re.DOTALL)),
    ("strike", re.compile(r"~~.+?~~", re.DOTALL)),
    ("underline", re.compile(r"__.+?__", re.DOTALL)),
    ("italics", re.compile(r"_[^_\s].*?_|\*(?=\S)[^*]+?\*(?!\*)", re.DOTALL)),
)
# These are looked for at the start of a line only, invisible characters and blanks before them or not.
LINE_HARMS: Final = (
    ("heading", re.compile(r"#{1,3}(?= |\S)|-# ")),
    ("quote", re.compile(r">{1,3} ?")),
    ("list", re.compile(r"(?:[-+*]|\d+\.) ")),
)


@dataclass(slots=True)
class Read:
    """What is seen, what of it is code or bold, and what else happens."""

    text: str = ""
    code: list[str] = field(default_factory=list)
    bold: list[str] = field(default_factory=list)
    harms: list[str] = field(default_factory=list)


def read(markdown: str) -> Read:
    """Read a message as a client does."""
    found = Read()
    _read(markdown, found)
    return found


def _read(markdown: str, found: Read) -> None:
    at, fresh = 0, True
    while at < len(markdown):
        end = _rule(markdown, at, fresh, found)
        if end == at:
            found.text += markdown[at]
            end = at + 1
        last = markdown[end - 1]
        fresh = last in "\n\r\u2028\u2029\x0b\x0c\x85" or (fresh and (last.isspace() or not last.isprintable()))
        at = end


def _rule(markdown: str, at: int, fresh: bool, found: Read) -> int:  # noqa: FBT001  (where in the line it stands)
    if escaped := ESCAPE.match(markdown, at):
        found.text += escaped[1]
        return escaped.end()
    if fresh:
        found.harms += [name for name, pattern in LINE_HARMS if pattern.match(markdown, at)]
    if block := CODE_BLOCK.match(markdown, at):
        found.harms.append("code block")
        return block.end()
    if code := CODE.match(markdown, at):
        found.code.append(code[2])
        found.text += code[2]
        return code.end()
    if bold := BOLD.match(markdown, at):
        inner = Read()
        _read(bold[1], inner)
        found.bold.append(inner.text)
        found.text += inner.text
        found.harms += inner.harms
        return bold.end()
    found.harms += [name for name, pattern in HARMS if pattern.match(markdown, at)]
    return at
