"""What the bot can do in a group, and which rights it needs for it; each feature adds its own entry here."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from groupbot.policy.models import Policy
from groupbot.ports import Right


@dataclass(frozen=True, slots=True)
class Module:
    """One module: without a right in `needs` it cannot work, without one in `better` something of it is missing."""

    needs: frozenset[Right]
    better: frozenset[Right] = frozenset()


MODULES: Mapping[str, Module] = MappingProxyType(
    {"consent": Module(frozenset({Right.SPEAK}), frozenset({Right.MEMBERS}))},
)
# No group is without it: it says what all others do with people's words.
ALWAYS = frozenset({"consent"})


@dataclass(frozen=True, slots=True)
class Lacking:
    """A right that the bot has not: without it the module cannot work, or not wholly."""

    module: str
    right: Right
    vital: bool


def lacking(policy: Policy, rights: frozenset[Right]) -> tuple[Lacking, ...]:
    """Return what the bot lacks for exactly what a group has chosen."""
    found = []
    for name in policy.modules:
        module = MODULES[name]
        better = module.better | ({Right.REMOVE} if policy.join_notices == "remove" else set())
        found += [Lacking(name, right, vital=True) for right in Right if right in module.needs - rights]
        found += [Lacking(name, right, vital=False) for right in Right if right in better - rights]
    return tuple(found)
