"""A directory in which policies are written, and the ways they are tried there."""

from pathlib import Path

from groupbot.policy.compile import Compiled, check_policy, compile_policy
from groupbot.policy.errors import PolicyError

COMPLETE = """\
policy: 1
controller: {name: Meadow Society, kind: organisation, contact: desk@meadow.example}
host: {name: Bot keepers, kind: role, contact: "https://keepers.example/"}
confidentiality: closed
storage: {country: DE, provider: Rack House}
jurisdiction: DE
complaint: {name: The Authority, contact: hello@authority.example}
"""


class Desk:
    """Writes files below one root and asks the compiler about them."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, text: str | bytes, name: str = "group.yaml") -> Path:
        """Write a file and return its path."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def errors(self, text: str | bytes, name: str = "group.yaml") -> tuple[PolicyError, ...]:
        """Write a file and return what is wrong with it."""
        return check_policy(self.write(text, name), [self.root])

    def compile(self, text: str | bytes = COMPLETE, name: str = "group.yaml") -> Compiled:
        """Write a file and compile it."""
        return compile_policy(self.write(text, name), [self.root])
