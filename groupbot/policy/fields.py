"""The kinds of values a policy is made of, each bounded."""

import unicodedata
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from types import MappingProxyType
from typing import Annotated, Any, Literal, get_args
from zoneinfo import available_timezones

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError

from groupbot.policy.characters import code_point, first_unseen, quoted
from groupbot.policy.countries import COUNTRIES, MISTAKEN
from groupbot.text.patterns import SPACE, Pattern

Language = Literal["en", "he", "ar", "zh-hans", "zh-hant", "de", "fr", "es", "ru"]
Purpose = Literal["events", "digest", "name", "recheck"]

# What the bot can do in a group, by the name under which a group chooses it; each feature adds its own.
Module = Literal["consent"]

PURPOSES: tuple[Purpose, ...] = get_args(Purpose)
MODULES: tuple[Module, ...] = get_args(Module)


def wrong(message: str, suggestion: str, index: int | None = None) -> PydanticCustomError:
    """Build a validation error that carries its own remedy, and the item of a list that it is about."""
    # The texts travel as context only: pydantic reads braces in a message as its own template.
    return PydanticCustomError("policy", "wrong", {"message": message, "suggestion": suggestion, "index": index})


# Far more than any field takes. Beyond it a text is refused as too long, and not put in order first: that takes
# the square of its length where it is all combining marks.
_LONGEST = 2_000


def _clean(value: Any) -> Any:
    if not isinstance(value, str) or len(value) > _LONGEST:
        return value
    text = unicodedata.normalize("NFC", value.strip())
    at = first_unseen(text)
    if at >= 0 and text[at] == "\n":
        raise wrong("this text has more than one line", "write it in one line, or begin it with `>` alone")
    if at >= 0:
        raise wrong(f"this text holds an invisible character ({code_point(text[at])})", "delete that character")
    return text


_HOST = rf"[^{SPACE}@:/<>\"\\?#]+"
_MAIL = Pattern(rf"[^{SPACE}@:/<>]+@[^{SPACE}@:/<>.]+(?:\.[^{SPACE}@:/<>.]+)+")
_WEB = Pattern(rf"https://{_HOST}\.{_HOST}(?::[0-9]{{1,5}})?(?:[/?#][^{SPACE}<>\"\\]*)?")
# A page begins with a letter; its name stands behind the first colon, begins with no space, and not with `//`.
_NAME = r"[^<>\[\]{}|\\]*"
_PAGE = Pattern(
    r"[\p{L}\p{Nl}\p{No}][^:/@<>\[\]{}|#\\]*:"
    rf"(?:[^{SPACE}<>\[\]{{}}|\\/]{_NAME}|/(?:[^<>\[\]{{}}|\\/]{_NAME})?)"
)
# Before the colon of a page stands a namespace or a wiki, never one of these.
_SCHEMES = {"about", "blob", "data", "discord", "file", "ftp", "http", "https", "javascript", "mailto", "sms", "tel"}
_SCHEMES |= {"tg", "vbscript", "xmpp"}


def _reachable(value: str) -> str:
    scheme = value.partition(":")[0].lower()
    if _MAIL.fullmatch(value) or _WEB.fullmatch(value):
        return value
    if _PAGE.fullmatch(value) and scheme not in _SCHEMES:
        return value
    advice = {
        "http": "begin the address with https://",
        "mailto": "write the mail address without `mailto:`",
    }.get(scheme, "write a mail address, an address that begins with https://, or a wiki page such as User talk:Name")
    raise wrong(f"{quoted(value)} is no way to reach anybody", advice)


def _country(value: str) -> str:
    if value in COUNTRIES:
        return value
    meant = MISTAKEN.get(value.upper(), value.upper() if value.upper() in COUNTRIES else "")
    advice = f"write {meant}" if meant else "write the two capital letters of ISO 3166, such as DE or IN"
    raise wrong(f"{quoted(value)} is no country code", advice)


_PROJECTS = ("wiktionary", "wikibooks", "wikinews", "wikiquote", "wikisource", "wikiversity", "wikivoyage")
_WIKI = Pattern(rf"[a-z][a-z0-9_]{{1,30}}(?:wiki|{'|'.join(_PROJECTS)})")
_LANGUAGE_CODE = 3
# How the name of a wiki ends whose address ends so; without an address it is a language's code, which means Wikipedia.
_SITES = {"": "wiki", "wikipedia.org": "wiki", "wikimedia.org": "wiki", **{f"{name}.org": name for name in _PROJECTS}}


def _wiki(value: str) -> str:
    if _WIKI.fullmatch(value):
        return value
    code, dot, site = value.lower().removeprefix("https://").partition("/")[0].replace(".m.", ".").partition(".")
    meant = f"{code.replace('-', '_')}{_SITES.get(site, '')}" if dot or len(code) <= _LANGUAGE_CODE else ""
    likely = meant if _WIKI.fullmatch(meant) else "the database name of a wiki, such as enwiki or commonswiki"
    raise wrong(f"{quoted(value)} is no wiki", f"write {likely}")


@cache
def _time_zones() -> frozenset[str]:
    # Looked up once, because it reads the system's folders. What the host calls its own zone says nothing to a group.
    return frozenset(available_timezones() - {"localtime", "Factory"} | {"UTC"})


def _time_zone(value: str) -> str:
    if value in _time_zones():
        return value
    near = get_close_matches(value[:60], sorted(_time_zones()), 1)
    advice = f"did you mean {near[0]}?" if near else "write a name such as Europe/Berlin or Asia/Jerusalem, or UTC"
    raise wrong(f"{quoted(value)} is no time zone", advice)


_THREAD = Pattern("(?:[1-9][0-9]{0,19})?")


def _thread(value: Any) -> Any:
    # Only digits, so it is a number as YAML reads it; all that is done with it is to hand it back to the platform.
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if isinstance(value, str) and not _THREAD.fullmatch(value):
        raise wrong(f"{quoted(value)} is no topic or channel", "write its number, or delete the line")
    return value


def _none(value: Any) -> Any:
    return None if value == "none" else value


def _listed(value: Any) -> Any:
    if isinstance(value, (int, dict)):
        raise wrong("extends must name a file", "write `extends: base`, or the name of a file beside this one")
    return [value] if isinstance(value, str) else value


def _number(value: Any) -> Any:
    # true equals 1 in Python, and would pass for version 1.
    return str(value).lower() if isinstance(value, bool) else value


def _distinct(values: tuple[str, ...]) -> tuple[str, ...]:
    for index, value in enumerate(values):
        if value in values[:index]:
            raise wrong(f"{quoted(value)} stands in this list twice", "delete this one", index)
    return values


def _ordered(values: tuple[Purpose, ...]) -> tuple[Purpose, ...]:
    right = [purpose for purpose in PURPOSES if purpose in values]
    if list(values) != right:
        raise wrong("the purposes are not in their order", f"write [{', '.join(right)}]")
    return values


_cleaned = BeforeValidator(_clean)

Name = Annotated[str, Field(min_length=1, max_length=120), _cleaned]
Text = Annotated[str, Field(min_length=1, max_length=200), _cleaned]
Note = Annotated[str, Field(min_length=1, max_length=500), _cleaned]
Contact = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_reachable), _cleaned]
Country = Annotated[str, Field(json_schema_extra={"enum": sorted(COUNTRIES)}), AfterValidator(_country), _cleaned]
absent = BeforeValidator(_none)
MaybeText = Annotated[Text | None, absent]
Flag = Annotated[bool, Field(strict=True)]
Languages = Annotated[
    tuple[Language, ...],
    Field(min_length=1, max_length=9, json_schema_extra={"uniqueItems": True}),
    AfterValidator(_distinct),
]
Purposes = Annotated[
    tuple[Purpose, ...],
    Field(max_length=4, json_schema_extra={"uniqueItems": True}),
    AfterValidator(_distinct),
    AfterValidator(_ordered),
]
Wikis = Annotated[
    tuple[Annotated[str, Field(max_length=40), AfterValidator(_wiki), _cleaned], ...],
    Field(max_length=20, json_schema_extra={"uniqueItems": True}),
    AfterValidator(_distinct),
]
Modules = Annotated[
    tuple[Module, ...],
    Field(min_length=1, max_length=len(MODULES), json_schema_extra={"uniqueItems": True}),
    AfterValidator(_distinct),
]
TimeZone = Annotated[str, Field(min_length=1, max_length=60), AfterValidator(_time_zone), _cleaned]
Thread = Annotated[
    str,
    BeforeValidator(_thread),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "maxLength": 20, "pattern": "^([1-9][0-9]{0,19})?$"},
                {"type": "integer", "minimum": 1},
            ]
        }
    ),
]
Recipients = Annotated[
    tuple[Text, ...], Field(max_length=10, json_schema_extra={"uniqueItems": True}), AfterValidator(_distinct)
]
Version = Annotated[Literal[1], BeforeValidator(_number)]
# Read-only all the way down; dict() only where the value is written out again.
Notes = Annotated[Mapping[Language, Note], AfterValidator(MappingProxyType), PlainSerializer(dict)]
Extends = Annotated[
    tuple[str, ...],
    Field(min_length=1, max_length=10),
    BeforeValidator(_listed),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string"},
                {"type": "array", "items": {"type": "string"}, "minItems": 1, "maxItems": 10},
            ]
        }
    ),
]
