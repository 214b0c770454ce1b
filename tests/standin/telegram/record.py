"""What the bot asked for, in order, and how it ended."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tests.standin.telegram.clock import Clock


@dataclass(slots=True)
class Call:
    """One call: `code` is the HTTP status, 0 while it runs and when the connection was dropped."""

    method: str
    values: dict[str, Any]
    at: datetime
    files: tuple[str, ...] = ()
    code: int = 0
    description: str = ""
    performed: bool = False
    result: Any = field(default=None, repr=False)


class Record:
    """All calls, polling included."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.calls: list[Call] = []

    def begin(self, method: str, values: dict[str, Any], files: tuple[str, ...] = ()) -> Call:
        """Note that a call came in."""
        call = Call(method, values, self._clock.now(), files)
        self.calls.append(call)
        return call

    def of(self, method: str) -> list[Call]:
        """Return the calls of one method, oldest first."""
        return [call for call in self.calls if call.method == method]

    @property
    def refused(self) -> list[Call]:
        """Return the calls that Telegram would not perform: empty after an honest conversation."""
        return [call for call in self.calls if call.code >= 400]
