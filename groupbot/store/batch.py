"""Units of work that share one transaction: each all or nothing by itself, all durable by one commit.

There are no save points in the database, where each would cost a round trip: the rare unit that fails after it has
written takes the transaction down, and all are run anew, that one alone. So a unit may run more than once.
"""

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, InterfaceError, InternalError, OperationalError

from groupbot.ports import Unavailable
from groupbot.store.unit import Unit
from groupbot.vault.vault import Vault, VaultUnavailable

Guard = Callable[[sa.Connection], None]
OUTAGE = (OperationalError, InterfaceError, InternalError)


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a unit of work: its result, whether anything was written, whether an erasure was carried out."""

    result: Any
    wrote: bool
    erased: bool


@dataclass(frozen=True, slots=True, eq=False)
class Waiting:
    """A unit of work that waits for its turn, and where its answer goes."""

    work: Callable[[Unit], Any]
    guarded: bool
    answer: asyncio.Future[Done]

    def told(self, outcome: Done | BaseException) -> None:
        """Give the answer, in the loop of who waits, unless nobody waits any more."""
        done = outcome if isinstance(outcome, Done) else None
        _settle(self.answer, done, outcome if isinstance(outcome, BaseException) else None)


def tell(waiting: Sequence[Waiting], outcomes: Sequence[Done | BaseException]) -> None:
    """Answer from the store's thread, everybody by one call: each call wakes the loop, which costs more than a row."""
    loops = {one.answer.get_loop() for one in waiting}
    for loop in loops:
        mine = [pair for pair in zip(waiting, outcomes, strict=True) if pair[0].answer.get_loop() is loop]
        # A loop that was closed has nobody left who waits.
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(_tell, mine)


def settle(answer: asyncio.Future[Any], result: Any, error: BaseException | None = None) -> None:
    """Answer one who waits, from the store's thread."""
    with contextlib.suppress(RuntimeError):
        answer.get_loop().call_soon_threadsafe(_settle, answer, result, error)


def _settle(answer: asyncio.Future[Any], result: Any, error: BaseException | None) -> None:
    if answer.done():
        return
    if error is None:
        answer.set_result(result)
    else:
        answer.set_exception(error)


def _tell(pairs: Sequence[tuple[Waiting, Done | BaseException]]) -> None:
    for one, outcome in pairs:
        one.told(outcome)


@dataclass(slots=True)
class Following:
    """What must follow the commit of a batch."""

    superseded: list[bytes] = field(default_factory=list)
    ended_groups: list[int] = field(default_factory=list)
    erasing: bool = False

    def __bool__(self) -> bool:
        """Tell whether something has to follow."""
        return bool(self.superseded or self.ended_groups or self.erasing)

    @property
    def ends_the_batch(self) -> bool:
        """Tell whether no other unit may decide before this is done: it would see an erasure half done."""
        return self.erasing or bool(self.ended_groups)


class SpoiledError(Exception):
    """A unit failed after it had written, or broke the transaction that it shares: that has to be undone as a whole.

    `at` is its place in the batch, and `error` what is its caller's.
    """

    def __init__(self, at: int, error: Exception) -> None:
        super().__init__(at)
        self.at = at
        self.error = error


@dataclass(slots=True)
class Batch:
    """What came of the units that share a transaction; nobody is told before it has ended."""

    outcomes: list[Done | Exception] = field(default_factory=list)
    following: Following = field(default_factory=Following)
    dirty: bool = False

    def run(self, waiting: Sequence[Waiting], connection: sa.Connection, vault: Vault, guard: Guard | None) -> None:
        """Run units one after another, until one of them ends the batch; one that wrote nothing leaves nothing.

        Raise SpoiledError where a unit cannot be undone alone, and as it is what is no fault of a unit: the database
        lost, the disk full.
        """
        asked: list[Unavailable | None] = []
        for place, one in enumerate(waiting):
            if one.guarded and guard is not None:
                asked = asked or [_refusal(guard, connection)]
                if asked[0] is not None:
                    self.outcomes.append(asked[0])
                    continue
            self._enter(place, one, Unit(connection, vault))
            if self.following.ends_the_batch:
                return

    def _enter(self, place: int, one: Waiting, unit: Unit) -> None:
        unit.vault.save()
        try:
            result = one.work(unit)
        except (*OUTAGE, VaultUnavailable):
            raise
        except Exception as error:
            if unit.dirty or isinstance(error, DBAPIError):
                raise SpoiledError(place, error) from error
            self.outcomes.append(error)
        else:
            self.outcomes.append(Done(result, unit.dirty, unit.erasing))
        if not unit.dirty:
            unit.vault.undo()
            return
        self.dirty = True
        self.following.superseded += unit.superseded
        self.following.ended_groups += unit.ended_groups
        self.following.erasing = self.following.erasing or unit.erasing


def _refusal(guard: Guard, connection: sa.Connection) -> Unavailable | None:
    try:
        guard(connection)
    except Unavailable as error:
        return error
    return None
