"""Text as Telegram treats it: cleaned, measured in UTF-16 units, and searched for what becomes a link or a mention."""

import re
import unicodedata

from aiogram.enums import MessageEntityType
from aiogram.types import MessageEntity

from tests.standin.telegram.refusal import bad

STYLES = frozenset(
    {"bold", "italic", "underline", "strikethrough", "spoiler", "blockquote", "expandable_blockquote", "date_time"}
)
"""Inside these links and mentions are still found; inside anything else, code above all, nothing is."""

MOST = 100
"""How many entities of a message are kept: what lies behind would lose its marking, unseen."""

KINDS = frozenset(MessageEntityType)

DROPPED = re.compile("[\r\u2028-\u202e\u0333\u033f\u030a]")
"""Characters that the server removes: bidi embeddings and overrides among them, isolates not."""

GENERIC = "com|org|net|info|edu|gov|dev|app|wiki|site|xyz|onion|online|link|page|blog|news|shop|club|live|pro|mobi|name"
ABROAD = "рф|укр|中国|中國|香港|台灣|السعودية|امارات|ישראל"
TLD = rf"(?:{GENERIC}|{ABROAD}|[a-z]{{2}})(?![\w-])"
"""Endings by which a bare domain becomes a link: fewer long ones than the real thousand, and any two letters."""

HOST = r"(?:[\w-]+\.)+"
TAIL = r"(?::\d+)?(?:[/?#](?:[^\s<>\"«»“”\[\]{}]*[^\s<>\"«»“”\[\]{}.,;:!?'()])?)?"

PATTERNS = (
    ("email", re.compile(rf"(?<![\w.+-])[\w.+-]+@{HOST}{TLD}", re.IGNORECASE)),
    ("url", re.compile(rf"(?<![\w])(?:https?|ftp|tonsite)://(?:[^\s/?#@]+@)?[\w.-]+{TAIL}", re.IGNORECASE)),
    ("url", re.compile(rf"(?<![\w])(?:tg|ton)://[\w-]+{TAIL}", re.IGNORECASE)),
    ("url", re.compile(rf"(?<![\w@.-]){HOST}{TLD}{TAIL}", re.IGNORECASE)),
    ("mention", re.compile(r"(?<!\w)@[A-Za-z0-9_]{2,32}(?!\w)")),
    ("bot_command", re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>])")),
    ("hashtag", re.compile(r"(?<!\w)#(?=\w*[^\W\d_])[\w·]{1,256}(?:@[A-Za-z0-9_]{3,32})?")),
    ("cashtag", re.compile(r"(?<![\w$])\$(?:1INCH|[A-Z]{1,8})(?!\w)")),
    ("phone_number", re.compile(r"(?<![\w+.-])\+\d[\d ()-]{5,18}\d(?!\w)")),
)
"""Kind and shape, in the order in which they win where they overlap.

Where Telegram's own rule is not known to the letter, more is found rather than less: tests of hostile names ask for
nothing to be found.
"""


def units(text: str) -> int:
    """Return the length in UTF-16 code units, by which Telegram measures."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, entity: MessageEntity) -> str:
    """Return the piece of the text that an entity covers."""
    raw = text.encode("utf-16-le", "surrogatepass")
    return raw[entity.offset * 2 : (entity.offset + entity.length) * 2].decode("utf-16-le")


def formatted(text: str, given: list[MessageEntity] | None) -> tuple[str, list[MessageEntity]]:
    """Return text and entities as they will be shown; wrong offsets are refused."""
    given = list(given or [])
    if len(given) > MOST:
        raise bad(f"can't parse entities: Telegram shows {MOST} and forgets the others, here {len(given)}")
    for entity in given:
        _check(text, entity)
    cleaned, moved = _clean(text, given)
    found = find(cleaned, [each for each in moved if each.type not in STYLES])
    return cleaned, sorted(moved + found, key=lambda each: (each.offset, -each.length))


def find(text: str, silent: list[MessageEntity] | None = None) -> list[MessageEntity]:
    """Return what Telegram finds by itself in plain text, outside the silent spans."""
    taken = [(each.offset, each.offset + each.length) for each in silent or []]
    found = []
    for kind, pattern in PATTERNS:
        for match in pattern.finditer(text):
            start = units(text[: match.start()])
            end = start + units(match.group())
            if not any(start < other_end and other_start < end for other_start, other_end in taken):
                taken.append((start, end))
                found.append(MessageEntity(type=kind, offset=start, length=end - start))
    return sorted(found, key=lambda each: each.offset)


def _check(text: str, entity: MessageEntity) -> None:
    if entity.type not in KINDS:
        raise bad(f'can\'t parse entities: unsupported type "{entity.type}"')
    raw = text.encode("utf-16-le", "surrogatepass")
    start, end = entity.offset, entity.offset + entity.length
    if entity.length <= 0 or start < 0 or end * 2 > len(raw):
        raise bad(f"ENTITY_BOUNDS_INVALID: {entity.type} at {start}+{entity.length} lies outside the text")
    for edge in (start, end):
        if edge * 2 < len(raw) and 0xDC <= raw[edge * 2 + 1] <= 0xDF:
            raise bad(f"ENTITY_BOUNDS_INVALID: {entity.type} at {start}+{entity.length} splits a surrogate pair")


def _clean(text: str, given: list[MessageEntity]) -> tuple[str, list[MessageEntity]]:
    place = [0]
    kept = []
    for character in text:
        out = "" if DROPPED.match(character) else character
        if unicodedata.category(out or "x") == "Cc" and out != "\n":
            out = " "
        kept.append(out)
        place += [place[-1] + units(out)] * units(character)
        if units(out) > 1:
            place[-2] = place[-3] + 1
    cleaned = "".join(kept).rstrip()
    moved = []
    for each in given:
        start = place[each.offset]
        end = min(place[each.offset + each.length], units(cleaned))
        if end > start:
            moved.append(each.model_copy(update={"offset": start, "length": end - start}))
    return cleaned, moved
