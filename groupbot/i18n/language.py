"""Languages: which one a reader gets, what stands in for a missing one, and what each needs to be written."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from babel import Locale, UnknownLocaleError

SOURCE = "en"
_LONGEST_TAG = 64
# Plural categories in the order in which CLDR, and so MediaWiki, counts the forms of a message.
_CATEGORIES = ("zero", "one", "two", "few", "many", "other")

# MediaWiki's own chains ($fallback of its message files), English left out: it ends every chain. Only those that
# lead to a language shipped here. Ukrainian is not sent to Russian: its readers choose that themselves, or not.
FALLBACKS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("arz",), ("ar",)),
    **dict.fromkeys(("de-at", "de-ch", "de-formal", "bar", "dsb", "frr", "gsw", "hsb", "ksh", "lb", "nds"), ("de",)),
    **dict.fromkeys(("pdc", "pdt", "pfl", "sli", "stq", "vmf"), ("de",)),
    **dict.fromkeys(("an", "arn", "ay", "cbk-zam", "gn", "lad", "nah", "qu"), ("es",)),
    **dict.fromkeys(("bm", "ff", "frc", "frp", "ht", "ln", "mg", "pcd", "sg", "ty", "wa", "wo"), ("fr",)),
    **dict.fromkeys(("yi",), ("he",)),
    **dict.fromkeys(("ab", "av", "ba", "ce", "crh-cyrl", "cv", "inh", "koi", "krc", "kv", "lbe", "lez"), ("ru",)),
    **dict.fromkeys(("mhr", "mrj", "myv", "os", "sah", "tt", "tt-cyrl", "udm", "xal"), ("ru",)),
    **dict.fromkeys(("zh", "zh-cn", "zh-hant", "zh-sg", "wuu", "za"), ("zh-hans",)),
    "zh-my": ("zh-sg", "zh-hans"),
    "zh-tw": ("zh-hant", "zh-hans"),
    "zh-hk": ("zh-hant", "zh-hans"),
    "zh-mo": ("zh-hk", "zh-hant", "zh-hans"),
    "gan-hans": ("zh-hans",),
    "gan-hant": ("zh-hant", "zh-hans"),
    "gan": ("gan-hant", "zh-hant", "zh-hans"),
}
# Codes that platforms still send for a language whose code has changed (IANA language subtag registry).
_RENAMED = {"iw": "he", "ji": "yi", "cmn": "zh", "arb": "ar", "als": "gsw"}
# MediaWiki's own names for its languages, where CLDR's differ.
_AUTONYMS = {"zh-hans": "简体中文", "zh-hant": "繁體中文"}


@dataclass(frozen=True, slots=True)
class Language:
    """A language that messages can be written in; `categories` are its plural categories in MediaWiki's order."""

    code: str
    locale: Locale
    rtl: bool
    categories: tuple[str, ...]

    def plural(self, count: int) -> int:
        """Return which of the positional plural forms, counted from 0, `count` takes."""
        return self.categories.index(self.locale.plural_form(count))


@cache
def language(code: str) -> Language:
    """Return what CLDR knows of a MediaWiki code; ValueError where it knows nothing."""
    try:
        locale = Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError) as error:
        raise ValueError(f"no plural rules and dates are known for the language {code[:20]!r}") from error
    used = locale.plural_form.tags | {"other"}
    return Language(code, locale, locale.text_direction == "rtl", tuple(c for c in _CATEGORIES if c in used))


def is_rtl(code: str) -> bool:
    """Say whether the language of a MediaWiki code is written from right to left; ValueError for an unknown one."""
    return language(code).rtl


def autonym(code: str) -> str:
    """Return the language's own name for itself; ValueError for an unknown one."""
    return _AUTONYMS.get(code) or language(code).locale.get_display_name() or code


def chain(code: str) -> tuple[str, ...]:
    """Return `code` and all that stand in for it, nearest first, English last."""
    return tuple(dict.fromkeys((code, *FALLBACKS.get(code, ()), SOURCE)))


def negotiate(tag: str, available: Collection[str]) -> str:
    """Return the available MediaWiki code nearest to a platform's language tag; English when nothing is near.

    Never raises: a tag is hostile text. Source of its form: RFC 5646 (BCP 47); underscores are taken for hyphens.
    """
    code = _code(tag)
    while code:
        for candidate in chain(code)[:-1]:
            if candidate in available:
                return candidate
        code = code.rpartition("-")[0]
    return SOURCE


def _code(tag: str) -> str:
    """Return the MediaWiki code that a tag means, or "" where it cannot be one."""
    tag = tag[:_LONGEST_TAG].replace("_", "-").lower()
    first, *rest = tag.split("-")
    if not (tag.isascii() and first.isalpha()):
        return ""
    first = _RENAMED.get(first, first)
    if first == "zh":
        # The script, where it is told, decides over the region: a reader in Taiwan may read simplified.
        for script in ("hans", "hant"):
            if script in rest:
                return f"zh-{script}"
        for region in ("tw", "hk", "mo", "cn", "sg", "my"):
            if region in rest:
                return f"zh-{region}"
    return "-".join((first, *rest))
