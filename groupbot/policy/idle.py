"""What a policy says without effect: no mistake, and yet somebody may count on it."""

from collections.abc import Sequence
from pathlib import Path

from groupbot.policy.compile import compile_policy
from groupbot.policy.errors import PolicyError, PolicyErrors
from groupbot.policy.fields import MODULES
from groupbot.policy.located import place

_KNOWN: tuple[str, ...] = MODULES


def idle(path: Path, roots: Sequence[Path]) -> tuple[PolicyError, ...]:
    """Return where a file sets the gate although `modules` does not name it; nothing for a fragment or a bad file."""
    try:
        compiled = compile_policy(path, roots)
    except PolicyErrors:
        return ()
    modules: tuple[str, ...] = compiled.policy.modules
    if compiled.policy.gate is None or "gate" in modules:
        return ()
    source = place(compiled.tree, ("gate",), key=True)
    message = "this has no effect: `modules` does not name the gate, and the bot lets in nobody"
    remedy = "add `gate` to `modules`" if "gate" in _KNOWN else "leave it for a version that has one, or delete it"
    return (PolicyError(source.file, source.line, source.column, message, remedy),)
