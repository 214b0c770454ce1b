"""Discord's own description of requests, and what is wrong with one."""

import json
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

DESCRIPTION = Path(__file__).with_name("schema.json")
# What discord.py always sends of itself, as false, also where the description does not know it; Discord ignores it.
DRIFT = ("nsfw", "tts")


@cache
def _validators() -> dict[str, Draft202012Validator]:
    whole = json.loads(DESCRIPTION.read_text(encoding="utf-8"))
    defs = whole["$defs"]
    told = {name: _by_type(of, defs) for name, of in defs.items()}
    return {route: Draft202012Validator({**_by_type(of, defs), "$defs": told}) for route, of in whole["routes"].items()}


def _by_type(node: Any, defs: dict[str, Any]) -> Any:
    """Turn "any of these, each with its own `type`" into "by its type, that one": it then says what is wrong inside."""
    if isinstance(node, list):
        return [_by_type(one, defs) for one in node]
    if not isinstance(node, dict):
        return node
    kinds = [_types(one, defs) for one in node.get("anyOf", [])]
    if len(kinds) < 2 or not all(kinds):
        return {key: _by_type(value, defs) for key, value in node.items()}
    every = [one for kind in kinds for one in kind]
    chosen = [
        {"if": {"properties": {"type": {"enum": kind}}}, "then": one}
        for kind, one in zip(kinds, node["anyOf"], strict=True)
    ]
    return {"type": "object", "required": ["type"], "properties": {"type": {"enum": every}}, "allOf": chosen}


def _types(node: dict[str, Any], defs: dict[str, Any]) -> list[int]:
    """Return the values that `type` can have in an object, none where it says nothing of it."""
    of = defs[node["$ref"].rpartition("/")[2]] if "$ref" in node else node
    if "type" not in of.get("required", []):
        return []
    kind = of["properties"]["type"]
    return kind.get("enum") or ([kind["const"]] if "const" in kind else [])


def complaint(method: str, path: str, body: Any) -> str:
    """Return what Discord's description says against a body, with the place in it, or ""; unknown keys count."""
    asked = f"{method} {path}"
    routes = [route for route in _validators() if route.count("/") == asked.count("/") and fnmatchcase(asked, route)]
    if not routes:
        return "no description of this route's body" if body and _described(method, path) else ""
    route = max(routes, key=lambda one: len(one.replace("*", "")))
    wrong = best_match(_validators()[route].iter_errors({} if body is None else _without_drift(body)))
    return f"{wrong.json_path}: {wrong.message[:400]}" if wrong is not None else ""


def _described(method: str, path: str) -> bool:
    """Return whether a body here must be described: the routes of a bot like ours."""
    ours = ("/channels/", "/users/", "/applications/", "/webhooks/", "/interactions/")
    return method in ("POST", "PUT", "PATCH") and path.startswith(ours)


def _without_drift(body: Any) -> Any:
    if isinstance(body, list):
        return [_without_drift(one) for one in body]
    if not isinstance(body, dict):
        return body
    kept = {key: value for key, value in body.items() if value is not False or key not in DRIFT}
    return {key: _without_drift(value) if key == "data" else value for key, value in kept.items()}
