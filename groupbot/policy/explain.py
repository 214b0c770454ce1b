"""What is in force, and which line of which file says so."""

import json
from dataclasses import dataclass
from typing import Any

from groupbot.policy.compile import Compiled, values
from groupbot.policy.located import Source
from groupbot.policy.models import Policy

KEPT = Source("kept", 0, 0)


@dataclass(frozen=True, slots=True)
class InForce:
    """One value in force: its dotted path, what it is, and where it comes from."""

    path: str
    value: Any
    source: Source

    @property
    def shown(self) -> str:
        """Return the value as one would write it; texts stand as they are."""
        if self.value is None:
            return "none"
        return self.value if isinstance(self.value, str) else json.dumps(self.value)

    @property
    def origin(self) -> str:
        """Return `file:line`, or `built in` or `kept` where no file says anything."""
        return f"{self.source.file}:{self.source.line}" if self.source.line else self.source.file


def explain(compiled: Compiled) -> tuple[InForce, ...]:
    """Return every value in force, in the order of the reference."""
    return tuple(InForce(path, value, compiled.provenance[path]) for path, value in values(compiled.policy).items())


def explain_kept(policy: Policy) -> tuple[InForce, ...]:
    """Return every value of a policy that is in force although no file says so any more."""
    return tuple(InForce(path, value, KEPT) for path, value in values(policy).items())
