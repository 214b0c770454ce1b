"""A user name as people type it, brought into the form in which a wiki holds it.

Sources: mediawiki.org, Manual:Page title and Manual:$wgInvalidUsernameCharacters; the names of the user namespace are
those of MediaWiki's own translations.
"""

from enum import StrEnum
from ipaddress import ip_address
from unicodedata import category, normalize

from groupbot.text.patterns import Pattern

LONGEST_BYTES = 255
# More than any name takes: to put a tower of marks in order takes the square of its height.
_LONGEST_TYPED = 600
# What stands before a name on a wiki, in the shipped languages, both genders where a language tells them apart.
_PREFIXES = (
    *("user", "משתמש", "משתמשת", "مستخدم", "مستخدمة", "用户", "用戶", "使用者", "benutzer", "benutzerin"),
    *("utilisateur", "utilisatrice", "usuario", "usuaria", "участник", "участница"),
)
# What shows as nothing and stands in no name, and the isolates that our own texts put around one.
_UNSEEN = dict.fromkeys((*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF))
_SIGNS = frozenset("#<>[]{}|\ufffd")
# Percent signs and ampersands that a title would take for a character written otherwise.
_ENCODED = Pattern(r"(?s).*(?:%[0-9A-Fa-f]{2}|&[0-9A-Za-z\x80-\x{10ffff}]+;|&#[0-9]+;|~~~).*")
# MediaWiki leaves Georgian letters as they are, where Unicode has capitals for them.
_GEORGIAN = ("\u10d0", "\u10ff")


class Fault(StrEnum):
    """Why no account can be called so."""

    EMPTY = "empty"
    LONG = "long"
    ADDRESS = "address"
    SIGN = "sign"
    SUBPAGE = "subpage"


class NotAName(ValueError):  # noqa: N818  (says what it is better than an ...Error would)
    """No account can be called so; `fault` says why, the text repeats nothing of what was typed."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(f"no account can be called so: {fault}")
        self.fault = fault


def wiki_name(typed: str) -> str:
    """Return the name as the wiki has it: NFC, spaces for underscores, first letter upper, no `User:` before it.

    `[[User:Name|Name]]` and `@Name` are understood as well. Raises NotAName.
    """
    if len(typed) > _LONGEST_TYPED:
        raise NotAName(Fault.LONG)
    name = _bare(_spaced(normalize("NFC", typed.translate(_UNSEEN))))
    if fault := _fault(name):
        raise NotAName(fault)
    return _capital(name[0]) + name[1:]


def _spaced(text: str) -> str:
    return " ".join(text.replace("_", " ").split())


def _bare(text: str) -> str:
    if _is_address(text):
        return text  # an address may begin with colons, which are taken from a name
    if text.startswith("[[") and text.endswith("]]"):
        text = text[2:-2].partition("|")[0]
    text = text.lstrip(": ")
    before, colon, after = text.partition(":")
    if colon and before.strip().casefold() in _PREFIXES:
        return after.strip()
    return text.removeprefix("@").strip()


def _fault(name: str) -> Fault | None:
    if not name or name in {".", ".."}:
        return Fault.EMPTY
    if _is_address(name):
        return Fault.ADDRESS
    if "/" in name:
        return Fault.SUBPAGE
    if any(sign in _SIGNS or category(sign) in {"Cc", "Co", "Cs", "Zl", "Zp"} for sign in name):
        return Fault.SIGN
    if _ENCODED.fullmatch(name):
        return Fault.SIGN
    return Fault.LONG if len(name.encode()) > LONGEST_BYTES else None


def _is_address(name: str) -> bool:
    try:
        ip_address(name.partition("/")[0])
    except ValueError:
        return False
    return True


def _capital(letter: str) -> str:
    upper = letter.upper()
    return letter if len(upper) > 1 or _GEORGIAN[0] <= letter <= _GEORGIAN[1] else upper
