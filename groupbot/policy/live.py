"""A policy that may change while the bot runs, and never becomes a bad one."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from groupbot.policy.compile import Compiled, compile_files
from groupbot.policy.errors import PolicyError, PolicyErrors
from groupbot.policy.files import Files, stamp


@dataclass(frozen=True, slots=True)
class Reloaded:
    """What a look at the files brought: whether another policy is in force now, and what was refused."""

    changed: bool
    errors: tuple[PolicyError, ...] = ()


class LivePolicy:
    """The policy in force for one path.

    Raises PolicyErrors when there is no good one to begin with; a `patient` one waits for it instead.
    """

    def __init__(self, path: Path, roots: Sequence[Path], *, patient: bool = False) -> None:
        # Absolute from now on: the program may change its working directory while it runs.
        self.path = path.absolute()
        self.roots = tuple(root.absolute() for root in roots)
        files = Files(self.roots)
        self._compiled: Compiled | None = None
        self._errors: tuple[PolicyError, ...] = ()
        try:
            self._compiled = compile_files(self.path, files)
        except PolicyErrors as found:
            if not patient:
                raise
            self._errors = found.errors
        self._seen = files.seen

    @property
    def compiled(self) -> Compiled:
        """Return what is in force; raises PolicyErrors while there has been nothing good yet."""
        if self._compiled is None:
            raise PolicyErrors(self._errors)
        return self._compiled

    @property
    def good(self) -> bool:
        """Tell whether there has been a good policy."""
        return self._compiled is not None

    @property
    def errors(self) -> tuple[PolicyError, ...]:
        """Return what keeps the files as they are now from coming into force; empty when they are in force."""
        return self._errors

    def reload(self) -> Reloaded:
        """Compile anew if any file has changed since it was last read; keep the old policy if the new one is bad.

        The errors of a bad file are told once: the next call tells them again only after a file has changed again.
        """
        now = {path: stamp(path) for path in self._seen}
        if now == self._seen:
            return Reloaded(changed=False)
        files = Files(self.roots)
        try:
            compiled = compile_files(self.path, files)
        except PolicyErrors as found:
            # The files of the policy in force stay watched: the bad version may not even have named them all.
            watched = self._compiled.sources if self._compiled else ()
            self._seen = {path: now.get(path) for path in watched} | files.seen
            self._errors = found.errors
            return Reloaded(changed=False, errors=found.errors)
        self._errors = ()
        changed = self._compiled is None or compiled.policy != self._compiled.policy
        self._compiled, self._seen = compiled, files.seen
        return Reloaded(changed=changed)
