"""Reads what the bot has written to Discord as a client shows it, and tells where markup would do harm."""

import re

SIGNS = re.compile(r"\\([!-/:-@\[-`{-~])")
CODE = re.compile(r"(?<!\\)(`+)(.+?)(?<!`)\1(?!`)", re.DOTALL)
BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
# Each begins something in a client where no backslash stands before it; code is taken out before.
HARM = (
    ("mention", re.compile(r"<(?:@[!&]?|#|/|t:|a?:|id:|sound:)")),
    ("everyone", re.compile(r"@(?:everyone|here)\b")),
    ("address", re.compile(r"\b[a-z][a-z+.-]*://\S", re.IGNORECASE)),
    ("invitation", re.compile(r"\bdiscord(?:app)?\.(?:gg|com)/\w", re.IGNORECASE)),
    ("link", re.compile(r"\[[^\]]*\]\([^)]*\)")),
    ("spoiler", re.compile(r"\|\|")),
    ("underline", re.compile(r"__")),
    ("strike", re.compile(r"~~")),
    ("heading", re.compile(r"^\s*(?:#{1,3}|-#) ", re.MULTILINE)),
    ("quote", re.compile(r"^\s*>{1,3} ", re.MULTILINE)),
)
# An escaped sign is replaced by this, so that it neither begins nor continues anything.
PLAIN = "\ufffc"


def shown(markdown: str) -> str:
    """Return the words as a reader sees them."""
    pieces: list[str] = []
    at = 0
    for code in CODE.finditer(markdown):
        pieces += [_unmarked(markdown[at : code.start()]), code[2]]
        at = code.end()
    return "".join([*pieces, _unmarked(markdown[at:])])


def harms(markdown: str) -> list[str]:
    """Return what a client would make of it besides bold words and code."""
    plain = SIGNS.sub(PLAIN, CODE.sub(PLAIN, markdown))
    return [kind for kind, pattern in HARM if pattern.search(plain)]


def _unmarked(markdown: str) -> str:
    """Take bold marks and backslashes away; escaped stars are hidden meanwhile, for they mark nothing."""
    hidden = markdown.replace("\\*", "\ue000")
    return SIGNS.sub(r"\1", BOLD.sub(r"\1", hidden)).replace("\ue000", "*")
