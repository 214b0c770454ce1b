"""What keys a policy knows, read from the models."""

from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel

from groupbot.policy.located import Path
from groupbot.policy.models import PolicyFile

_EXAMPLES = {
    "policy": "begin the file with `policy: 1`",
    "languages": "add `languages: [en]`",
    "confidentiality": "add `confidentiality: public`, `no-names` or `closed`",
    "jurisdiction": "add the two letters of a country, such as `jurisdiction: DE`",
    "kind": "add `kind: organisation`, `role` or `person`",
    "contact": "add `contact:` with a mail address, an https:// address or a wiki page",
}


def keys_at(path: Path) -> tuple[str, ...]:
    """Return the keys that may stand in the mapping at `path`; none where the path is unknown."""
    model: type[BaseModel] | None = PolicyFile
    for step in path:
        if isinstance(step, int):
            continue
        field = model.model_fields.get(step) if model else None
        model = next(models_in(field.annotation), None) if field else None
    return tuple(model.model_fields) if model else ()


def where_known(key: str) -> str:
    """Return the mapping in which `key` is known, "retention" for `events_days`; empty if none or several."""
    parents = [
        name
        for name, field in PolicyFile.model_fields.items()
        for model in models_in(field.annotation)
        if key in model.model_fields
    ]
    return parents[0] if len(parents) == 1 and key not in PolicyFile.model_fields else ""


def remedy_for_missing(path: Path) -> str:
    """Say what to add where a required key is missing."""
    name = str(path[-1])
    if name in _EXAMPLES:
        return _EXAMPLES[name]
    model_keys = keys_at(path)
    if not model_keys:
        return f"add `{name}:` and a value"
    wanted = [key for key in model_keys if key != "publish_confirmed"]
    return f"add `{name}:` and below it, indented, {' and '.join(wanted)}"


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """Yield the models that a field may hold."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from models_in(inner)
