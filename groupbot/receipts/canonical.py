"""One text for one value: what is signed is never in doubt.

The form is a part of RFC 8785 (JSON Canonicalization Scheme): UTF-8, no white space, keys sorted, no needless
escapes. Taken are str, int (up to 2**53 - 1 either way), bool, list and dict with keys of lower-case ASCII letters,
digits and underscores; floats and null are refused, for their text forms are where implementations differ.
"""

import json
from collections.abc import Mapping, Sequence

from groupbot.receipts.errors import ReceiptError
from groupbot.text.patterns import Pattern

Value = str | int | bool | Sequence["Value"] | Mapping[str, "Value"]

DEEPEST = 8
LARGEST_INT = 2**53 - 1
KEY = Pattern("[a-z][a-z0-9_]{0,63}")
REMEDY = "Use the file as it was given, unchanged."


def canonical(value: Value) -> bytes:
    """Return the one text of a value; raise ReceiptError for a value that has none."""
    check(value)
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def check(value: object, depth: int = 0) -> None:
    """Raise ReceiptError when a value holds anything without a canonical text, or is nested beyond eight levels."""
    if depth > DEEPEST:
        raise ReceiptError("The receipt is nested too deeply.", REMEDY)
    match value:
        case bool():
            pass
        case str():
            _check_text(value)
        case int():
            _check_number(value)
        case list() | tuple():
            for part in value:
                check(part, depth + 1)
        case dict():
            for key, part in value.items():
                _check_key(key)
                check(part, depth + 1)
        case _:
            raise ReceiptError("The receipt holds a kind of value that receipts never have.", REMEDY)


def _check_number(number: int) -> None:
    if abs(number) > LARGEST_INT:
        raise ReceiptError("The receipt holds a number that is too large.", REMEDY)


def _check_key(key: object) -> None:
    if not isinstance(key, str) or not KEY.fullmatch(key):
        raise ReceiptError("The receipt has a field of a strange name.", REMEDY)


def _check_text(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ReceiptError("The receipt holds half a character.", REMEDY) from error
