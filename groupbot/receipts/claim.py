"""What a receipt states, before it is signed and after it was verified."""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from groupbot.receipts.anchor import Anchor


class Kind(StrEnum):
    """What the member did."""

    CONSENT = "consent"
    WITHDRAWAL = "withdrawal"


@dataclass(frozen=True, slots=True)
class Group:
    """A group as its platform knows it: platform, the platform's id, and the title, which is hostile text."""

    platform: str
    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Claim:
    """What shall be signed: no name and no id of the member.

    `day` and `valid_until` are ISO dates; `valid_until` is the day on which the first of the purposes ends. `language`
    is the one the notice was read in, `notice` the SHA-256 of that text in hexadecimal. A withdrawal has none of the
    three: nothing is left of the record that named them. `checkpoint` is the log's newest one as it was signed, ""
    before there is any.
    """

    kind: Kind
    day: str
    purposes: tuple[str, ...]
    group: Group
    valid_until: str = ""
    language: str = ""
    notice: str = ""
    checkpoint: str = ""


@dataclass(frozen=True, slots=True)
class Verified:
    """What a receipt with a valid signature states; `group` and `notice` are known only where it was opened.

    A withdrawal states no end, no language and no notice: all three are "". `anchor` is the log's checkpoint of its
    time, None where the log had none yet.
    """

    kind: Kind
    day: str
    purposes: tuple[str, ...]
    valid_until: str
    language: str
    key_id: str
    group: Group | None
    notice: str
    anchor: Anchor | None = None


def plain(title: str) -> str:
    """Return a title in which nothing steers a terminal or turns the direction of writing."""
    return "".join(" " if _steers(character) else character for character in title)


def is_plain(text: str) -> bool:
    """Tell whether a text is as `plain` leaves it."""
    return not any(_steers(character) for character in text)


def _steers(character: str) -> bool:
    # The two joiners are kept: Persian words and many emoji need them.
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"} and character not in "\u200c\u200d"
