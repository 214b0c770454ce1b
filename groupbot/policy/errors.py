"""What is wrong with a policy, said so that an admin can mend it."""

from collections.abc import Sequence
from dataclasses import dataclass

# A file can be wrong in thousands of places; nobody reads beyond this many, and a chat cannot show them.
MOST_ERRORS = 200


@dataclass(frozen=True, slots=True, order=True)
class PolicyError:
    """One mistake: where it stands (lines and columns from 1, columns in characters), what it is, what to do."""

    file: str
    line: int
    column: int
    message: str
    suggestion: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}; {self.suggestion}"


class PolicyErrors(Exception):  # noqa: N818  (it holds many errors, and its name is a promise to others)
    """All mistakes that were found in a policy and in the files it extends."""

    def __init__(self, errors: Sequence[PolicyError]) -> None:
        kept = tuple(sorted(set(errors)))
        super().__init__("\n".join(str(error) for error in kept[:MOST_ERRORS]))
        self.errors = kept if len(kept) <= MOST_ERRORS else (*kept[:MOST_ERRORS], _and_more(kept))


class Refusal(Exception):  # noqa: N818  (a PolicyError that does not know its place yet)
    """A reason and a remedy from code that does not know which file it reads, or which line asked for it."""

    def __init__(self, message: str, suggestion: str, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.message = message
        self.suggestion = suggestion
        self.line = line
        self.column = column

    def at(self, file: str, line: int, column: int) -> PolicyError:
        """Return the same complaint with a place."""
        return PolicyError(file, line, column, self.message, self.suggestion)


def _and_more(errors: Sequence[PolicyError]) -> PolicyError:
    first = errors[MOST_ERRORS]
    message = f"there are {len(errors) - MOST_ERRORS} more mistakes from here on"
    return PolicyError(first.file, first.line, first.column, message, "mend those above and check again")
