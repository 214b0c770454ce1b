"""One thing that happened in the sandbox, with everything the inspector tells about it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from groupbot.content import Text
from groupbot.effects import Acknowledge, Hand

from .changes import Change, Kind
from .house import Handled
from .telling import Words, decided, done
from .world import World


@dataclass(frozen=True, slots=True)
class Written:
    """What changed on disk, over how much it was compared, and which words were sought there byte by byte."""

    changes: tuple[Change, ...] = ()
    tables: int = 0
    rows: int = 0
    sought: tuple[str, ...] = ()
    found: tuple[str, ...] = ()

    def count(self, kind: Kind) -> int:
        """Return how many rows were inserted, changed or deleted."""
        return sum(1 for change in self.changes if change.kind is kind)

    @property
    def compared(self) -> str:
        """Return over how much the comparison ran, such as "7 rows in 3 tables"."""
        rows = "1 row" if self.rows == 1 else f"{self.rows} rows"
        return f"{rows} in " + ("1 table" if self.tables == 1 else f"{self.tables} tables")

    @property
    def summary(self) -> str:
        """Return one line such as "2 rows inserted, 1 deleted"."""
        parts = [f"{self.count(kind)} {kind.value}" for kind in Kind if self.count(kind)]
        return ", ".join(parts) if parts else "nothing was written"


@dataclass(frozen=True, slots=True)
class Told:
    """What the bot answered, in sentences, and whether there was a file in it."""

    policy: str = ""
    decided: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    why_not: tuple[str, ...] = ()
    effects: tuple[str, ...] = ()
    note: str = ""
    file: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """`verb` is what was done ("joins", "presses" ...) and `who` by whom, "" for the clock and the policy.

    `shown` are the keys of those whose private view changed, and "" when the group's did; `bare` is a command alone.
    """

    number: int
    at: datetime
    headline: str
    verb: str
    who: str = ""
    in_group: bool = False
    bare: bool = False
    told: Told = field(default_factory=Told)
    written: Written = field(default_factory=Written)
    error: str = ""
    shown: frozenset[str] = frozenset()


def told(handled: Handled, world: World, words: Words) -> Told:
    """Put the outcome of an event into sentences."""
    decision, effects = handled.decision, handled.effects
    return Told(
        handled.policy,
        tuple(decided(decision, words)),
        _all(decision.why, words),
        _all(decision.why_not, words),
        tuple(done(effect, world) for effect in effects),
        next((effect.note for effect in effects if isinstance(effect, Acknowledge)), ""),
        any(isinstance(effect, Hand) for effect in effects),
    )


def _all(reasons: Sequence[Text], words: Words) -> tuple[str, ...]:
    return tuple(words(reason) for reason in reasons)
