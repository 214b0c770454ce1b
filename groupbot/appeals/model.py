"""What an appeal is: its states, what it is about, and how it can end."""

from dataclasses import dataclass, field
from enum import StrEnum


class State(StrEnum):
    """How an appeal stands; ANSWERED says that an admin has answered and another one has to agree."""

    OPEN = "open"
    ANSWERED = "answered"
    UPHELD = "upheld"
    OVERTURNED = "overturned"
    WITHDRAWN = "withdrawn"
    UNANSWERED = "unanswered"


PENDING = frozenset({State.OPEN, State.ANSWERED})


class About(StrEnum):
    """What somebody disagrees with; buttons carry the position, so that new ones come last."""

    WORD = "word"
    ENTRY = "entry"
    RESTRICTION = "restriction"
    GATE = "gate"
    OTHER = "other"


class Ruling(StrEnum):
    """The admins' reason, which says the outcome as well; buttons carry the position, so that new ones come last.

    HEARD appeals to no rule: what was disagreed with may be none of the group's acts at all.
    """

    RULES = "rules"
    NEEDED = "needed"
    MISTAKE = "mistake"
    CONTEXT = "context"
    HEARD = "heard"

    @property
    def outcome(self) -> State:
        """Return the state that it ends an appeal in."""
        return State.OVERTURNED if self in (Ruling.MISTAKE, Ruling.CONTEXT) else State.UPHELD


ABOUTS, RULINGS = tuple(About), tuple(Ruling)


@dataclass(frozen=True, slots=True)
class Vote:
    """What one admin has answered; `who` is a keyed mark that is another one in each appeal.

    `words` for the member wait here until the appeal is decided.
    """

    who: str
    ruling: Ruling
    words: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Office:
    """The marks of the admins whom the platform names, less whoever appealed; `all` says that it names them all."""

    known: frozenset[str] = frozenset()
    all: bool = False


@dataclass(frozen=True, slots=True)
class Appeal:
    """One appeal as it is sealed. Days are ordinals; who opened it is known while it is pending, to be answered.

    `entry` is the leaf of an entry of the log in hexadecimal digits, `kind` and `day` what that entry says, which the
    member so shows to the admins. `readers` are marks of the admins who have looked
    at it, and `read` the days on which each first did; `acted` of those whose act it is about, as far as they said so,
    and one alone, or "" for none, in what was sealed before there could be several. `alone` says that one admin decided
    it, `unseen` that the platform did not tell whether there are others.
    """

    state: State
    opened: int
    due: int
    about: About
    entry: str = ""
    platform: str = ""
    person: str = field(default="", repr=False)
    language: str = ""
    words: str = field(default="", repr=False)
    acted: tuple[str, ...] | str = ()
    readers: tuple[str, ...] = ()
    read: tuple[int, ...] = ()
    votes: tuple[Vote, ...] = ()
    ruling: Ruling | None = None
    alone: bool = False
    unseen: bool = False
    closed: int = 0
    kind: str = ""
    day: str = ""

    @property
    def actors(self) -> tuple[str, ...]:
        """Return the marks of those whose act it is about."""
        if isinstance(self.acted, str):
            return (self.acted,) if self.acted else ()
        return self.acted


@dataclass(frozen=True, slots=True)
class Filed:
    """An appeal, the number under which buttons find it, and the group and the handle that it belongs to."""

    number: int
    group: int
    handle: bytes
    appeal: Appeal
