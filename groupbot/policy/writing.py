"""A group's own settings as the file that its admins download and send back, and as plain values in between."""

from collections.abc import Mapping
from typing import Any

import yaml

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

Fields = Mapping[str, Any]


def parsed(text: str) -> dict[str, Any]:
    """Return the plain values of an admins' text; raises PolicyErrors."""
    return dict(plain(overlay(text, "settings.yaml"))) if text else {}


def written(fields: Fields, in_force: Policy | None = None) -> str:
    """Return the YAML of a group's own values, each under what it means, in the order of the models.

    With the policy in force, what is not set here follows as comments.
    """
    parts = [HEAD]
    meaning = {name: field.description for name, field in Policy.model_fields.items()}
    parts += [f"\n# {meaning[name]}\n{_dumped({name: fields[name]})}" for name in _ordered(fields)]
    if in_force is None:
        return "".join(parts)
    whole = in_force.model_dump(mode="json", exclude_none=True)
    rest = {name: value for name, value in whole.items() if _offered(name, fields)}
    parts.append(_TAIL)
    for name, value in rest.items():
        parts.append("".join(f"# {line}\n" for line in _dumped({name: value}).splitlines()))
    return "".join(parts)


def with_value(fields: Fields, path: str, value: Any) -> dict[str, Any]:
    """Return the values with another one at a dotted path."""
    name, _, below = path.partition(".")
    if not below:
        return {**fields, name: value}
    inner = fields.get(name)
    return {**fields, name: with_value(inner if isinstance(inner, Mapping) else {}, below, value)}


def without(fields: Fields, path: str) -> dict[str, Any]:
    """Return the values without the one at a dotted path, and without what is then empty."""
    name, _, below = path.partition(".")
    inner = fields.get(name)
    if below and isinstance(inner, Mapping):
        less = without(inner, below)
        if less:
            return {**fields, name: less}
    return {key: value for key, value in fields.items() if key != name}


def _ordered(fields: Fields) -> list[str]:
    return [name for name in Policy.model_fields if name in fields and name != "policy"]


def _offered(name: str, fields: Fields) -> bool:
    return name not in fields and name not in (*OPERATORS, "policy")


def _dumped(value: Fields) -> str:
    return yaml.dump(_plainly(value), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1_000)


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
