"""What the bot asked for over HTTP, in order, and how it ended."""

from dataclasses import dataclass, field
from datetime import datetime
from fnmatch import fnmatchcase
from typing import Any


@dataclass(slots=True)
class Call:
    """One request: `code` is the HTTP status, 0 while it runs or when it was never answered; `error` Discord's code."""

    method: str
    path: str
    at: datetime
    query: dict[str, str] = field(default_factory=dict)
    body: Any = None
    files: tuple[str, ...] = ()
    code: int = 0
    error: int = 0
    result: Any = field(default=None, repr=False)
    done: bool = False


class Record:
    """All requests; `violations` are those that Discord's own schema or the stand-in does not know."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.violations: list[str] = []

    def of(self, method: str, path: str = "*") -> list[Call]:
        """Return the calls of one method and path; `*` stands for anything."""
        return [call for call in self.calls if call.method == method and fnmatchcase(call.path, path)]

    @property
    def refused(self) -> list[Call]:
        """Return what Discord would not do: empty after an honest conversation."""
        return [call for call in self.calls if call.code >= 400]

    @property
    def running(self) -> list[Call]:
        """Return what is not answered yet."""
        return [call for call in self.calls if not call.done]
