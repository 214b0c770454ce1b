"""A group as the engine holds it in memory: found without touching the database."""

from dataclasses import dataclass

from groupbot.people import Chat, MessageRef
from groupbot.policy.models import Policy


@dataclass(frozen=True, slots=True)
class Card:
    """What is sealed of a group: its address, its title as last seen, its standing line and since when it stands."""

    chat: Chat
    title: str = ""
    line: MessageRef | None = None
    line_at: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """A group that the bot is in, under the number that buttons and rows carry.

    `served` once the operator has let it in: until then nobody is asked for anything there.
    """

    number: int
    card: Card
    served: bool = True


@dataclass(frozen=True, slots=True)
class Moved:
    """A group at its new address, and the number of the one that ended because both were the same."""

    group: Group
    ended: int | None = None


@dataclass(frozen=True, slots=True)
class Law:
    """The policy that a group lives under and the name of the file it came from.

    `kept` says that it is the last accepted one, while the file says something else, or nothing sound.
    """

    policy: Policy
    source: str
    kept: bool = False
