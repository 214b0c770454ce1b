"""What is in force, and which line of which file says so."""

import json
from dataclasses import dataclass
from typing import Any

from groupbot.policy.compile import BUILT_IN, Compiled, values
from groupbot.policy.located import Source


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
        """Return `file:line`, or `built in` where no file says anything."""
        return self.source.file if self.source == BUILT_IN else f"{self.source.file}:{self.source.line}"


def explain(compiled: Compiled) -> tuple[InForce, ...]:
    """Return every value in force, in the order of the reference."""
    return tuple(InForce(path, value, compiled.provenance[path]) for path, value in values(compiled.policy).items())
