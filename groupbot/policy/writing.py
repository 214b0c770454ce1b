"""A group's own settings as the file that its admins download and send back, and as plain values in between."""

from collections.abc import Iterator, Mapping
from typing import Any

import yaml
from pydantic import BaseModel

from groupbot.policy.known import models_in
from groupbot.policy.located import plain
from groupbot.policy.models import Policy
from groupbot.policy.overlay import OPERATORS, overlay

HEAD = """\
# What this group has set. Whatever is not here is as whoever hosts the bot has set it.
# Change it and send it back with /policy; nothing changes before you have seen what would.
# groupbot writes this file anew each time: comments of your own are not kept.
policy: 1
"""
_TAIL = "\n# In force, and not set here. To change one, take its `#` away.\n"
# No folding: a long text stays in the line of its key.
_WIDTH = 10_000

Fields = Mapping[str, Any]


def parsed(text: str) -> dict[str, Any]:
    """Return the plain values of an admins' text; raises PolicyErrors."""
    return dict(plain(overlay(text, "settings.yaml"))) if text else {}


def written(fields: Fields, in_force: Policy | None = None) -> str:
    """Return the YAML of a group's own values, each under what it means, in the order of the models.

    With the policy in force, what is not set here follows as comments that stand where they would be read.
    """
    whole = in_force.model_dump(mode="json", exclude_none=True) if in_force else {}
    rest = {name: value for name, value in whole.items() if name not in fields}
    lines = [line for name in _ordered(Policy, fields) for line in ("", *_set(Policy, name, fields, whole, ""))]
    tail = [line for name in _ordered(Policy, rest) for line in _unset(name, rest[name], "")]
    return HEAD + "".join(f"{line}\n" for line in lines) + (_TAIL if tail else "") + "".join(f"{x}\n" for x in tail)


def with_value(fields: Fields, path: str, value: Any) -> dict[str, Any]:
    """Return the values with another one at a dotted path."""
    name, _, below = path.partition(".")
    if not below:
        return {**fields, name: value}
    inner = fields.get(name)
    return {**fields, name: with_value(inner if isinstance(inner, Mapping) else {}, below, value)}


def _ordered(model: type[BaseModel], fields: Fields) -> list[str]:
    return [name for name in model.model_fields if name in fields and name not in (*OPERATORS, "policy")]


def _set(model: type[BaseModel], name: str, fields: Fields, whole: Fields, indent: str) -> Iterator[str]:
    """Yield the lines of one value under what it means, and of what stands beside it and is not set."""
    field, value = model.model_fields[name], fields[name]
    yield f"{indent}# {field.description}"
    part = next(models_in(field.annotation), None)
    if part is None or not isinstance(value, Mapping) or not value:
        yield from (f"{indent}{line}" for line in _dumped({name: value}))
        return
    yield f"{indent}{name}:"
    deeper, inner = f"{indent}  ", whole.get(name)
    beside = inner if isinstance(inner, Mapping) else {}
    for key in _ordered(part, value):
        yield from _set(part, key, value, beside, deeper)
    for key in _ordered(part, {key: one for key, one in beside.items() if key not in value}):
        yield from _unset(key, beside[key], deeper)


def _unset(name: str, value: Any, indent: str) -> Iterator[str]:
    # No space behind the `#`: whoever takes it away has the indentation that YAML wants.
    yield from (f"{indent}#{line}" for line in _dumped({name: value}))


def _dumped(value: Fields) -> list[str]:
    plainly = _plainly(value)
    return yaml.dump(plainly, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH).splitlines()


def _plainly(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plainly(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plainly(inner) for inner in value]
    # Where nothing is written `none`, as a policy is.
    return "none" if value is None else value


class _Dumper(yaml.SafeDumper):
    """Writes no aliases, which no policy may hold, and lists of short words in one line."""

    def ignore_aliases(self, _data: Any) -> bool:
        """Write everything out."""
        return True


def _list(dumper: _Dumper, items: list[Any]) -> yaml.Node:
    flat = all(isinstance(item, str | int) for item in items)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=flat)


_Dumper.add_representer(list, _list)
