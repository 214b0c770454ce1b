"""What pydantic found, in words for an admin and with a remedy."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from pydantic_core import ErrorDetails

from groupbot.policy.characters import quoted
from groupbot.policy.known import keys_at, remedy_for_missing, where_known
from groupbot.policy.located import Path

# Words that YAML 1.1 read as true or false; here they are text.
_YES = {"yes": "true", "on": "true", "y": "true", "no": "false", "off": "false", "n": "false"}
_OTHER_LANGUAGES = {"iw": "he", "zh": "zh-hans` or `zh-hant", "zh-cn": "zh-hans", "zh-tw": "zh-hant"}
_KEY = "[key]"


def reworded(error: ErrorDetails, value: Any) -> tuple[str, str]:
    """Return message and suggestion for one error of pydantic about the plain `value` that stands at its path."""
    path, context = error["loc"], error.get("ctx", {})
    match error["type"]:
        case "policy":
            return context["message"], context["suggestion"]
        case "missing":
            return f"{_name(path)} is missing", remedy_for_missing(path)
        case "extra_forbidden":
            return f"{quoted(str(path[-1]))} is no key of a policy", _unknown(path)
        case kind:
            return _about_value(kind, path, value, context)


def _about_value(kind: str, path: Path, value: Any, context: Mapping[str, Any]) -> tuple[str, str]:
    name = _name(path)
    if value is None:
        return f"{name} has no value", "write one after the colon, or delete the line"
    if kind == "literal_error":
        return _choice(path, value, context)
    if kind in _BOUNDS:
        message, suggestion = _BOUNDS[kind]
        return f"{name} {message.format_map(context)}", suggestion.format_map(context)
    return _wrong_kind(kind, name, value)


_BOUNDS: Mapping[str, tuple[str, str]] = {
    "greater_than_equal": ("is too small", "write {ge} or more"),
    "less_than_equal": ("is too large", "write {le} or less"),
    "string_too_long": ("is too long", "shorten it to {max_length} characters"),
    "string_too_short": ("is empty", "write at least one character, or delete the line"),
    "too_long": ("has too many entries", "keep {max_length} at most"),
    "too_short": ("has no entry", "write at least one"),
}

_KINDS: Mapping[str, tuple[str, str]] = {
    "int_type": ("must be a whole number", "write the digits alone, without quotes and without a leading zero"),
    "string_type": ("must be a text", "put it in quotes"),
    "tuple_type": ("must be a list", "write it as [a, b], or one `- a` per line"),
    "model_type": ("must have keys of its own", "indent them by two spaces in the lines below"),
    "dict_type": ("must have keys of its own", "indent them by two spaces in the lines below"),
}


def _wrong_kind(kind: str, name: str, value: Any) -> tuple[str, str]:
    if kind == "bool_type":
        word = _YES.get(value.lower(), value.lower()) if isinstance(value, str) else ""
        advice = f"write {word}, without quotes" if word in {"true", "false"} else "write true or false"
        return f"{name} must be true or false, not {_shown(value)}", advice
    message, suggestion = _KINDS.get(kind, ("cannot be read", "compare it with the examples that come with groupbot"))
    if kind in {"model_type", "dict_type"} and isinstance(value, str) and ":" in value:
        suggestion = "put a space after the colon"
    if kind == "tuple_type" and isinstance(value, str):
        suggestion = f"write [{_bare(value)}]"
    if kind == "string_type" and isinstance(value, (list, dict)):
        suggestion = "write one text after the colon"
    return f"{name} {message}, not {_shown(value)}", suggestion


def _choice(path: Path, value: Any, context: Mapping[str, Any]) -> tuple[str, str]:
    options = str(context["expected"]).split("'")[1::2] or [str(context["expected"])]
    said = str(value)
    near = _OTHER_LANGUAGES.get(said.lower().replace("_", "-")) if "he" in options else None
    near = near or next(iter(get_close_matches(said[:60].lower(), options, n=1)), None)
    advice = f"write `{near}`" if near else f"write {_one_of(options)}"
    if path and path[0] == "policy":
        return f"{_shown(value)} is no version of this format", "write `policy: 1`"
    if "he" in options:
        return f"{_shown(value)} is no language that groupbot speaks", advice + ("" if near is None else _rest(options))
    return f"{_name(path)} cannot be {_shown(value)}", advice


def _rest(options: list[str]) -> str:
    return f"; there are {', '.join(options)}"


def _one_of(options: list[str]) -> str:
    return options[0] if len(options) == 1 else ", ".join(options[:-1]) + " or " + options[-1]


def _unknown(path: Path) -> str:
    key = str(path[-1])
    elsewhere = where_known(key)
    if elsewhere:
        return f"it belongs under `{elsewhere}:`"
    known = keys_at(path[:-1])
    close = get_close_matches(key[:60].lower(), known, n=1, cutoff=0.5)
    return f"did you mean `{close[0]}`?" if close else f"there are {', '.join(known)}"


def _name(path: Path) -> str:
    steps = [step for step in path if step != _KEY]
    return "".join(f" (entry {step + 1})" if isinstance(step, int) else f".{_bare(step)}" for step in steps).lstrip(".")


def _bare(key: str) -> str:
    return quoted(key)[1:-1]


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "a set of keys"
    return quoted(value) if isinstance(value, str) else str(value)
