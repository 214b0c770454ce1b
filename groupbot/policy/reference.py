"""The table of all keys in the guide, from the same models that check them."""

from typing import Any

from groupbot.policy.countries import COUNTRIES
from groupbot.policy.models import PolicyFile
from groupbot.policy.schema import schema


def reference() -> str:
    """Return a Markdown table of every key, what it may hold, what holds without it, and what it means."""
    whole = schema()
    required = set(whole["then"]["required"])
    rows = ["| key | values | without it | meaning |", "|---|---|---|---|"]
    for name in PolicyFile.model_fields:
        rows += _rows(name, whole["properties"][name], whole["$defs"], required=name in required)
    return "\n".join(rows) + "\n"


def _rows(path: str, field: dict[str, Any], parts: dict[str, Any], *, required: bool) -> list[str]:
    either = field.get("anyOf", [field])[0]
    part = parts.get(either.get("$ref", "").rpartition("/")[2])
    items = parts.get(field.get("items", {}).get("$ref", "").rpartition("/")[2])
    if part is None:
        rows = [f"| `{path}` | {_values(field)} | {_without(field, required=required)} | {field['description']} |"]
        for name, inner in (items or {}).get("properties", {}).items():
            rows += _rows(f"{path}[].{name}", inner, parts, required="default" not in inner)
        return rows
    return [
        row
        for name, inner in part["properties"].items()
        for row in _rows(f"{path}.{name}", inner, parts, required=required and "default" not in inner)
    ]


def _without(field: dict[str, Any], *, required: bool) -> str:
    if required:
        return "must be given"
    default = field.get("default")
    if isinstance(default, bool):
        return "true" if default else "false"
    if isinstance(default, list) and default:
        return f"[{', '.join(default)}]"
    return str(default) if default else "nothing"


def _values(field: dict[str, Any]) -> str:  # noqa: PLR0911  (a table: one return per kind of value)
    match field:
        case {"const": value}:
            return f"{value}"
        case {"enum": list(codes)} if set(codes) == COUNTRIES:
            return "two capital letters"
        case {"enum": list(words)}:
            return ", ".join(words)
        case {"minimum": low, "maximum": high}:
            return f"{low} to {high}"
        case {"type": "boolean"}:
            return "true, false"
        case {"type": "array", "items": inner}:
            return f"list of {field.get('minItems', 0)} to {field['maxItems']}{_of(inner)}"
        case {"type": "object", "additionalProperties": inner}:
            return f"language: {_values(inner)}"
        case {"anyOf": [first, *_]}:
            return _values(first)
        case {"maxLength": most}:
            return f"text up to {most} characters"
        case _:
            return "text"


def _of(inner: dict[str, Any]) -> str:
    return "" if "$ref" in inner else f": {_values(inner)}"
