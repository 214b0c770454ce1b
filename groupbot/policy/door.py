"""The values of a policy's `gate:` part in words."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from groupbot.content import Arg, Count, Name, Text

# Read as one value, because none of its parts means anything alone.
WHOLE = "gate.enter"
_LONGEST = 400


def door_label(path: str) -> str:
    """Return the key of the text that names a value of the gate."""
    for whole in (WHOLE, "gate.bar.local_edits"):
        if path.startswith(whole):
            path = whole
    return f"field-{path}".replace(".", "-")


def door_value(path: str, value: Any, listed: Callable[[list[Arg]], Arg]) -> Arg:
    """Say a value of the gate that is no number, flag or empty; `listed` makes one argument of several."""
    if path == WHOLE:
        return _entering(value, listed)
    if isinstance(value, list):
        return listed([_item(path, one) for one in value])
    return _item(path, value)


def _item(path: str, value: Any) -> Arg:
    if isinstance(value, Mapping):
        wikis = value.get("wikis")
        where: Arg = Name(" / ".join(wikis), _LONGEST) if wikis else Text("value-gate-group-wikis")
        return Text("value-gate-local_edits", (Count(value["edits"]), where))
    if path in {"gate.proofs", "gate.identity"}:
        return Text(f"value-{path.replace('.', '-')}-{value}")
    if path.startswith("gate.consequences.") and path != "gate.consequences.wikis":
        return Text(f"value-gate-consequence-{value}")
    return Name(str(value), _LONGEST)


def _entering(value: Any, listed: Callable[[list[Arg]], Arg]) -> Arg:
    if isinstance(value, str):
        return Text(f"gate-way-{value}")
    way, parts = next((way, parts) for way, parts in value.items() if isinstance(parts, Sequence))
    said = listed([_entering(part, listed) for part in parts])
    if len(parts) == 1:
        return said
    if way == "of":
        return Text("gate-ways-some", (said, Count(value["at_least"])))
    return Text("gate-ways-any" if way == "any_of" else "gate-ways-all", (said,))
