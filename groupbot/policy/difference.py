"""Two policies side by side: what differs, in plain words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from groupbot.content import Arg, Count, Country, Name, Text
from groupbot.i18n.language import autonym
from groupbot.policy.door import WHOLE, door_label, door_value
from groupbot.policy.models import Policy

_LONGEST = 120
# Fields whose values are words of the policy's own language; each has a text of its own.
_WORDS = frozenset({"access", "composition", "confidentiality", "join_notices"})
_COUNTRIES = frozenset({"storage.country", "jurisdiction"})
_NUMBERS = frozenset(
    {
        *("policy", "consent.age", "consent.valid_months", "retention.events_days", "line.repost_minutes"),
        *("appeals.due_days", "appeals.deciders"),
    }
)
_CODES = frozenset({"consent.purposes", "languages", "modules", "wikis", "time_zone", "line.thread"})
# Fields that hold nobody's own words. One that is new is taken for words until it is named here.
_CLOSED = _WORDS | _COUNTRIES | _NUMBERS | _CODES
_CLOSED_ENDS = (".kind", ".publish_confirmed")


@dataclass(frozen=True, slots=True)
class Change:
    """One value, by its dotted path, that is another in two policies; values as JSON has them, lists as wholes."""

    path: str
    old: Any
    new: Any


def paths(policy: Policy) -> dict[str, Any]:
    """Return every value of a policy by its dotted path, lists as wholes, in the order of the reference."""
    return dict(_flat(policy.model_dump(mode="json", exclude={"policy"}), ""))


def values_at(policy: Policy, path: str) -> Any:
    """Return the value at a dotted path as JSON has it; None where there is none."""
    value: Any = policy.model_dump(mode="json")
    for step in path.split("."):
        value = value.get(step) if isinstance(value, Mapping) else None
    return value


def differences(old: Policy, new: Policy) -> tuple[Change, ...]:
    """Return every value that differs; a value that only one of them has is None in the other."""
    before, after = paths(old), paths(new)
    names = [*before, *(name for name in after if name not in before)]
    return tuple(
        Change(name, before.get(name), after.get(name)) for name in names if before.get(name) != after.get(name)
    )


def told(change: Change) -> Text:
    """Say what a value was and will be."""
    return Text("change", (label(change.path), _value(change.path, change.old), _value(change.path, change.new)))


def stands(path: str, value: Any) -> Text:
    """Say what a value is."""
    return Text("setting", (label(path), _value(path, value)))


def is_words(path: str) -> bool:
    """Tell whether a field holds words that somebody chose, such as a name, and no entry of a list of ours."""
    return path not in _CLOSED and not path.endswith(_CLOSED_ENDS) and not _of_gate(path)


def label_key(path: str) -> str:
    """Return the key of the text that names a field."""
    if _of_gate(path):
        return door_label(path)
    # Whatever is said in one language or another, and whichever part of an officer it is, has one name.
    for whole in ("notice.note", "dpo"):
        if path == whole or path.startswith(f"{whole}."):
            return f"field-{whole}".replace(".", "-")
    return f"field-{path}".replace(".", "-")


def label(path: str) -> Text:
    """Name a field."""
    return Text(label_key(path))


def _flat(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping) and value and path != WHOLE:
        for key, inner in value.items():
            yield from _flat(inner, f"{path}.{key}" if path else key)
    else:
        yield path, value


def _value(path: str, value: Any) -> Arg:
    if value is None or value in ("", [], {}):
        return Text("value-none")
    if isinstance(value, bool):
        return Text("value-yes" if value else "value-no")
    if isinstance(value, int):
        return Count(value)
    if _of_gate(path):
        return door_value(path, value, _list)
    if isinstance(value, list):
        return _list([item(path, one) for one in value])
    return item(path, value)


def item(path: str, value: Any) -> Arg:
    """Say one value, or one of a list, in words."""
    if isinstance(value, Mapping):
        return Text(
            "party", (Name(str(value.get("name", "")), _LONGEST), Name(str(value.get("contact", "")), _LONGEST))
        )
    if path in _WORDS:
        return Text(f"value-{path}-{value}")
    if path.endswith(".kind"):
        return Text(f"value-kind-{value}")
    if path == "consent.purposes":
        return Text(f"purpose-{value}")
    if path == "languages":
        return autonym(str(value))
    if path == "modules":
        return Text(f"module-{value}")
    return Country(str(value)) if path in _COUNTRIES else Name(str(value), _LONGEST)


def _of_gate(path: str) -> bool:
    return path.partition(".")[0] == "gate"


def _list(items: list[Arg]) -> Arg:
    """Return items as one argument, however many: a text of two halves, because texts may not stand deep in another."""
    if len(items) == 1:
        return items[0]
    half = len(items) // 2
    return Text("value-list", (_list(items[:half]), _list(items[half:])))
