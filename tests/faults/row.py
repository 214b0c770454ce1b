"""One row of docs/faults.md, which the test that it stands on produces."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.faults.trial import Trial

Test = Callable[..., Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Row:
    """What happens, what members see, the words in the log, what to do, and how soon all is well again.

    `within` are the seconds after the fault has ended; 0 where there is nothing to wait for.
    """

    happens: str
    members: str
    log: tuple[str, ...]
    do: str
    within: int


def shows(row: Row) -> Callable[[Test], Test]:
    """Let a test produce a row: what is said of log, load and recovery is asserted here, the rest by the test."""

    def producing(test: Test) -> Test:
        @wraps(test)
        async def produced(trial: "Trial", **fixtures: Any) -> None:
            trial.row = row
            await test(trial, **fixtures)
            trial.proves()

        produced.__dict__["row"] = row
        return produced

    return producing
