"""What the core asks of the outside, one small Protocol per verb; adapters and fakes implement them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from groupbot.effects import Acknowledge, Hand, Say, TellAdmins, Whisper
from groupbot.people import Actor, Chat, MessageRef


class Reach(StrEnum):
    """How a private word fared: PRIVATE was delivered, EPHEMERAL perhaps, NOWHERE reached nobody."""

    PRIVATE = "private"
    EPHEMERAL = "ephemeral"
    NOWHERE = "nowhere"


class Standing(StrEnum):
    """What a person is in a group at this moment."""

    ADMIN = "admin"
    MEMBER = "member"
    OUTSIDE = "outside"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a platform can do; absence is stated here, never found out by an exception."""

    platform: str
    page_limit: int
    ephemeral: bool
    private_first: bool


class Unavailable(Exception):  # noqa: N818  (a state of the outside, not a mistake)
    """The platform did not take the call and the same call may succeed later; `retry_after` in seconds."""

    def __init__(self, why: str, retry_after: float = 1.0) -> None:
        super().__init__(why)
        self.retry_after = retry_after


class Speaker(Protocol):
    """Posts in a group."""

    async def say(self, effect: Say) -> MessageRef | None:
        """Post and return where it stands, or None when the group cannot be written to."""


class Whisperer(Protocol):
    """Shows one person something in private."""

    async def whisper(self, effect: Whisper) -> Reach:
        """Deliver by the best way there is; raise Unavailable when trying again later makes sense."""


class Hander(Protocol):
    """Hands one person a file in private."""

    async def hand(self, effect: Hand) -> Reach:
        """Deliver the file; NOWHERE when the person has no private chat with the bot."""


class Acknowledger(Protocol):
    """Ends the waiting state of a pressed button."""

    async def acknowledge(self, effect: Acknowledge) -> None:
        """Answer the press; a press too old to be answered is no error."""


class AdminTeller(Protocol):
    """Reaches the admins of a group in private."""

    async def tell_admins(self, effect: TellAdmins) -> int:
        """Return how many admins were reached."""


class Roster(Protocol):
    """Reads who is what in a group, now."""

    async def standing(self, chat: Chat, actor: Actor) -> Standing:
        """Return UNKNOWN where the platform does not say."""


class Ports(Speaker, Whisperer, Hander, Acknowledger, AdminTeller, Roster, Protocol):
    """All verbs of one platform, as bootstrap hands them to the engine; nobody else takes the whole."""

    @property
    def capabilities(self) -> Capabilities:
        """Return what this platform can do."""


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""


class Random(Protocol):
    """Gives unpredictable bytes."""

    def bytes(self, count: int) -> bytes:
        """Return `count` bytes fit for keys."""
