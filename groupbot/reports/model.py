"""What a report is: its states, the reasons to choose from, and how it can end."""

from dataclasses import dataclass, field
from enum import StrEnum


class State(StrEnum):
    """How a report stands; a DRAFT is its reporter's alone."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    UNANSWERED = "unanswered"


class Reason(StrEnum):
    """What a message is reported for, judging nobody; buttons carry the position, so that new ones come last."""

    HARASSMENT = "harassment"
    THREAT = "threat"
    PRIVACY = "privacy"
    HATE = "hate"
    SPAM = "spam"
    OTHER = "other"


class Outcome(StrEnum):
    """With what the admins close a report; buttons carry the position, so that new ones come last."""

    ACTED = "acted"
    NO_ACTION = "no-action"
    PASSED_ON = "passed-on"


REASONS, OUTCOMES = tuple(Reason), tuple(Outcome)


@dataclass(frozen=True, slots=True)
class Report:
    """One report as it is sealed. Days are ordinals; nothing in it names its reporter, or whoever wrote the message.

    `readers` are marks of the admins who have looked at it, another one in each report, and `read` the days on which
    each first did.
    """

    state: State
    opened: int
    link: str = field(default="", repr=False)
    reason: Reason = Reason.OTHER
    words: str = field(default="", repr=False)
    readers: tuple[str, ...] = ()
    read: tuple[int, ...] = ()
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Filed:
    """A report, the number under which buttons find it, whose it is, and the hour (since 1970) at which it ends."""

    number: int
    group: int
    handle: bytes
    ends_hour: int
    report: Report
