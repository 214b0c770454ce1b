"""What the core asks of the outside, one small Protocol per verb; adapters and fakes implement them."""

import asyncio
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from groupbot.content import Prompt
from groupbot.deeds import Deed
from groupbot.effects import (
    Acknowledge,
    Admit,
    Ask,
    Decline,
    Hand,
    Leave,
    Release,
    Remove,
    Restrict,
    Say,
    TellAdmins,
    Whisper,
)
from groupbot.events import ButtonPressed, Event
from groupbot.people import Actor, Admins, Chat, MessageRef


class Reach(StrEnum):
    """How a private word fared: PRIVATE was delivered, EPHEMERAL perhaps, NOWHERE reached nobody."""

    PRIVATE = "private"
    EPHEMERAL = "ephemeral"
    NOWHERE = "nowhere"


class Standing(StrEnum):
    """What a person is in a group at this moment; HELD is an admin whom the platform lets decide nothing for a time."""

    ADMIN = "admin"
    HELD = "held"
    MEMBER = "member"
    OUTSIDE = "outside"
    UNKNOWN = "unknown"


class Right(StrEnum):
    """What the bot may do in a group, as far as features need it; the platform's own switch stands for each.

    On a platform with Can.DESK news for the admins goes to a place which they alone read, that is DESK, and to the
    OWNER as far as is known.
    """

    SPEAK = "speak"
    REMOVE = "remove"
    MEMBERS = "members"
    READ = "read"
    HOLD = "hold"
    ADMIT = "admit"
    DESK = "desk"
    OWNER = "owner"


class Can(StrEnum):
    """What one platform has and another has not, where it makes a difference to what a person meets."""

    WRITE_FIRST = "write-first"
    EPHEMERAL = "ephemeral"
    FORMS = "forms"
    TOPICS = "topics"
    JOIN_NOTICES = "join-notices"
    ANONYMOUS_ADMINS = "anonymous-admins"
    CHANNEL_SENDERS = "channel-senders"
    MIGRATE = "migrate"
    BLOCK = "block"
    DESK = "desk"


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a platform can do; absence is stated here, never found out by an exception.

    `page_limit` counts the characters of one message. `keep_way` is the address at which a person makes sure to reach
    the bot in private later, where leaving a group takes that away, and "" where it does not. `longest_hold` is how
    long a member may be restricted at most.
    """

    platform: str
    page_limit: int
    can: frozenset[Can] = frozenset()
    keep_way: str = ""
    longest_hold: timedelta = timedelta(0)


class Unavailable(Exception):  # noqa: N818  (a state of the outside, not a mistake)
    """The platform did not take the call and the same call may succeed later; `retry_after` in seconds."""

    def __init__(self, why: str, retry_after: float = 1.0) -> None:
        super().__init__(why)
        self.retry_after = retry_after


class Impossible(Exception):  # noqa: N818  (as above)
    """A platform will never take what the operator has set; the text says what to do, and repeats no secret."""


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


class Asker(Protocol):
    """Asks one person for words of their own."""

    async def ask(self, effect: Ask) -> Reach:
        """Show the question in private; NOWHERE when the person has no private chat with the bot."""


class Remover(Protocol):
    """Takes the platform's own notices out of a group, and commands that others should not see."""

    async def remove(self, effect: Remove) -> bool:
        """Return whether the message is gone; False where the bot may not."""


class Leaver(Protocol):
    """Goes out of groups."""

    async def leave(self, effect: Leave) -> bool:
        """Return whether the bot is out, also when it was out before."""


class Doorkeeper(Protocol):
    """Holds members, and lets people in.

    Each verb is performed at least once. Who is an admin has been asked just before (groupbot.restraint.doorkeeping).
    `ours` are the ends of the restrictions that the bot may have set: another one that stands is somebody else's.
    Each raises Unavailable when the same call may succeed later.
    """

    async def restrict(self, effect: Restrict, ours: AbstractSet[datetime]) -> Deed:
        """Take the right to write from a member; HELD where others took it before."""

    async def release(self, effect: Release, ours: AbstractSet[datetime]) -> Deed:
        """Give it back as the group gives it to everybody; DONE also where nothing stands any more."""

    async def admit(self, effect: Admit) -> Deed:
        """Let somebody in, never around the platform's own screening; DONE also where they are in."""

    async def decline(self, effect: Decline) -> Deed:
        """Turn a request down."""


class Inspector(Protocol):
    """Reads what the bot itself may do in a group, now."""

    async def rights(self, chat: Chat) -> frozenset[Right] | None:
        """Return the rights that the bot has there, None where the platform does not say."""


class Roster(Protocol):
    """Reads who is what in a group, now."""

    async def standing(self, chat: Chat, actor: Actor) -> Standing:
        """Return UNKNOWN where the platform does not say."""

    async def admins(self, chat: Chat) -> Admins:
        """Return who the human admins are, also one who may decide nothing for a time; raises Unavailable."""


class Ports(
    Speaker,
    Whisperer,
    Hander,
    Acknowledger,
    Asker,
    Remover,
    Leaver,
    Doorkeeper,
    AdminTeller,
    Inspector,
    Roster,
    Protocol,
):
    """All verbs of one platform, as bootstrap hands them to the engine; nobody else takes the whole."""

    @property
    def capabilities(self) -> Capabilities:
        """Return what this platform can do."""


class Handler(Protocol):
    """The engine, as an adapter sees it."""

    async def recognise(self, platform: str, id: str) -> None:  # noqa: A002  (the word that groupbot.people uses)
        """Take in which account the bot has on a platform; called before anything is done or taken there.

        Raises Impossible where it is another one than the groups know, Unavailable when it may be asked again.
        """

    async def handle(self, event: Event) -> object:
        """Return after the commit; raise when the event could not be committed, Unavailable when it may be later."""

    def prompt(self, event: ButtonPressed) -> Prompt | None:
        """Return the form that a button opens instead of being handled, None for every other button.

        Answers at once, without reading a file: a platform's form has to be opened within seconds. Whether the answer
        is taken is decided when it comes.
        """

    def groups(self, platform: str) -> frozenset[Chat]:
        """Return the groups of a platform that the bot is in for all it knows; answers at once."""

    def reads(self, chat: Chat) -> bool:
        """Tell whether a group wants what its members write read; answers at once.

        Where it does not, an adapter that can do without asks for no words, and puts none into an event.
        """


class Platform(Protocol):
    """One chat platform, as the process that serves it sees it."""

    @property
    def ports(self) -> Ports:
        """Return all verbs of the platform."""

    async def run(self, handler: Handler, stop: asyncio.Event) -> None:
        """Hand events to `handler` until `stop`; raises Impossible, and waits out what passes."""


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""


class Random(Protocol):
    """Gives unpredictable bytes."""

    def bytes(self, count: int) -> bytes:
        """Return `count` bytes fit for keys."""
