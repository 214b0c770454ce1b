"""A group as the engine holds it in memory: found without touching the database."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from groupbot.people import Chat, MessageRef
from groupbot.policy.models import Policy


class Mode(StrEnum):
    """Whether the bot acts in a group: a new one is DRY until its admins go live, and PAUSED whenever they like."""

    DRY = "dry"
    LIVE = "live"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class Card:
    """What is sealed of a group: its address, its title as last seen, its standing line and since when it stands.

    A card of the time before there were modes is one of a group that is live. `former` are addresses from before the
    platform moved it, which entries of the log from then are about.
    """

    chat: Chat = field(repr=False)
    title: str = field(default="", repr=False)
    line: MessageRef | None = field(default=None, repr=False)
    line_at: int = 0
    mode: Mode = Mode.LIVE
    former: tuple[Chat, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Group:
    """A group that the bot is in, under the number that buttons and rows carry.

    `served` once the operator has let it in: until then nobody is asked for anything there.
    """

    number: int
    card: Card
    served: bool = True


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a new group begins with: whether the operator has let it in, and whether the bot acts there."""

    accepted: bool = True
    mode: Mode = Mode.LIVE


LIVE = Beginning()


@dataclass(frozen=True, slots=True)
class Former:
    """What the admins of a group had set before another was put together with it: their settings, and the state."""

    text: str = field(repr=False)
    mode: Mode


@dataclass(frozen=True, slots=True)
class Moved:
    """A group at its new address, and the number of the one that ended because both were the same.

    `joined` says that what the admins of both had set was put together, `former` what the group that lives on had
    until then, where that changed.
    """

    group: Group
    ended: int | None = None
    joined: bool = False
    former: Former | None = None


@dataclass(frozen=True, slots=True)
class Law:
    """The policy that a group lives under and the name of the file it came from.

    `kept` says that it is the last accepted one, while the file says something else, or nothing sound.
    """

    policy: Policy = field(repr=False)
    source: str
    kept: bool = False


@dataclass(frozen=True, slots=True)
class TooSoon:
    """Terms that would end somebody's consent a second time within a month.

    `until` is when they may change, `fields` what of them differs from the terms in force.
    """

    until: date
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a group lives under, None where there is nothing; `refused` says why that is not what its file says."""

    law: Law | None
    refused: TooSoon | None = None
