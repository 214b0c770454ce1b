"""Hostile bytes in, plain values out: everything about a receipt's form, nothing about its signature."""

import base64
import json
from typing import Any, NoReturn

from groupbot.receipts.canonical import REMEDY, check
from groupbot.receipts.errors import ReceiptError
from groupbot.text.patterns import Pattern

LARGEST = 64 * 1024


def read(data: bytes) -> dict[str, Any]:
    """Return the JSON object in `data`.

    Refused are more than 64 KiB, other encodings than UTF-8, more than eight levels, names given twice, and every
    value that canonical text does not have.
    """
    if len(data) > LARGEST:
        raise ReceiptError(f"The file has more than {LARGEST:,} bytes; receipts are far smaller.", REMEDY)
    try:
        value = json.loads(
            data.decode(), object_pairs_hook=_once, parse_float=_no_number, parse_constant=_no_number, parse_int=_whole
        )
    except RecursionError as error:
        raise ReceiptError("The receipt is nested too deeply.", REMEDY) from error
    except ValueError as error:
        raise ReceiptError(f"The file is not the JSON of a receipt: {_short(error)}.", REMEDY) from error
    check(value)
    if not isinstance(value, dict):
        raise ReceiptError("The file holds no receipt.", REMEDY)
    return value


def fields(value: Any, what: str, needed: set[str], optional: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Return an object that has exactly these fields; raise ReceiptError naming what is missing or too much."""
    if not isinstance(value, dict):
        raise ReceiptError(f"The receipt's part {what!r} is not an object.", REMEDY)
    if missing := sorted(needed - value.keys()):
        raise ReceiptError(f"The receipt's part {what!r} lacks {missing[0]!r}.", REMEDY)
    if extra := sorted(value.keys() - needed - optional):
        raise ReceiptError(f"The receipt's part {what!r} has {extra[0]!r}, which receipts do not have.", REMEDY)
    return value


def text(value: Any, what: str, pattern: Pattern) -> str:
    """Return a text that fits its pattern as a whole."""
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise ReceiptError(f"The receipt's {what} does not look like one.", REMEDY)
    return value


def from_base64(value: Any, what: str, length: int) -> bytes:
    """Return the bytes of a base64 text of the one form that RFC 4648, section 4, gives them."""
    try:
        raw = base64.b64decode(value, validate=True)
    except (ValueError, TypeError) as error:
        raise ReceiptError(f"The {what} is not base64.", REMEDY) from error
    if len(raw) != length or base64.b64encode(raw).decode() != value:
        raise ReceiptError(f"The {what} is not the base64 of {length} bytes.", REMEDY)
    return raw


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _ in pairs]
    if len(set(names)) != len(names):
        raise ReceiptError("The receipt gives one field twice, so that it could be read in two ways.", REMEDY)
    return dict(pairs)


def _no_number(_: str) -> NoReturn:
    raise ReceiptError("The receipt holds a fraction, which receipts never do.", REMEDY)


def _whole(digits: str) -> int:
    # Beyond this the number is too large anyway, and turning it round would only take time.
    return int(digits[:20])


def _short(error: ValueError) -> str:
    return f"{error.msg}, line {error.lineno}" if isinstance(error, json.JSONDecodeError) else "it is not UTF-8"
