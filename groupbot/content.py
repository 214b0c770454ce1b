"""What a person reads: keys and arguments before a language is chosen, plain text with spans afterwards."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Name:
    """An argument that somebody else chose (a name, a title, a contact): shown literally, never as markup.

    `limit` is the longest form shown, in characters.
    """

    text: str
    limit: int = 64


@dataclass(frozen=True, slots=True)
class Count:
    """A whole number that decides plural forms and is written in the reader's digits."""

    value: int


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day in ISO 8601 (2026-11-24), written as the reader's language writes dates."""

    iso: str


@dataclass(frozen=True, slots=True)
class Country:
    """A country by its ISO 3166 alpha-2 code, named in the reader's language."""

    code: str


@dataclass(frozen=True, slots=True)
class Text:
    """A message key and its arguments `$1`, `$2` ...; an argument may itself be a Text."""

    key: str
    args: tuple["Arg", ...] = ()


Arg = str | Name | Count | Day | Country | Text


class SpanKind(StrEnum):
    """How a stretch of text is set; CODE is where names stand, so that no client turns them into links."""

    CODE = "code"
    BOLD = "bold"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of `Rich.text`, offset and length in code points."""

    kind: SpanKind
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Rich:
    """Text in one language, without any markup syntax, and the spans that set it."""

    text: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """A button before it is bound: what it says, which groupbot.actions.Action it stands for, with what value.

    `shown` is the fingerprint of the text that its presser has before them, `group` the group's number where it is
    not the one at hand. A public button may be pressed by everybody and opens the presser's own private screen.
    """

    label: Text
    action: int
    value: int = 0
    shown: int = 0
    group: int | None = None
    public: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True)
class Lines:
    """Texts that stand line under line in one paragraph, such as a list."""

    items: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Screen:
    """Paragraphs and rows of buttons, in no language yet (save what is Rich already): one form for chat and pages."""

    parts: tuple[Text | Lines | Rich, ...]
    rows: tuple[tuple[Choice, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Button:
    """A bound button: `token` comes back in ButtonPressed; `url` instead of a token is a plain link of ours."""

    label: str
    token: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Prompt:
    """A question that is answered in words, ready to be shown as a form: at most `limit` characters come back.

    `token` goes back with the answer in TextGiven; `file` is the ending of an uploaded text file that answers as well,
    "" where none does.
    """

    title: str
    label: str
    token: str
    limit: int
    file: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """One message ready to be shown, in `language` (a MediaWiki code), written `rtl` or left to right."""

    body: Rich
    rows: tuple[tuple[Button, ...], ...] = ()
    language: str = "en"
    rtl: bool = False
