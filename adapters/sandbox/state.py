"""What the simulated platform holds: people, groups and the messages that stand in them."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from groupbot.content import Button, Content
from groupbot.people import Actor, ActorKind, Chat
from groupbot.ports import Right, Standing

PLATFORM = "sandbox"


class Delivery(StrEnum):
    """How the simulated platform treats what the bot wants to say; everything but WORKS is for fault tests."""

    WORKS = "works"
    UNAVAILABLE = "unavailable"
    NOWHERE = "nowhere"


class WorldError(Exception):
    """Somebody tried what the simulated platform does not allow; the message says what to do instead."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that somebody received."""

    filename: str
    body: bytes = field(repr=False)


@dataclass(slots=True)
class Post:
    """One message as it stands now; `author` is a person's key, or "" for the bot.

    `ephemeral` is the id of the group in which only one person sees it, else "".
    """

    id: str
    author: str
    at: datetime
    content: Content
    ephemeral: str = ""
    edited: bool = False
    file: Attachment | None = None

    @property
    def buttons(self) -> tuple[Button, ...]:
        """Return the buttons in reading order."""
        return tuple(button for row in self.content.rows for button in row)


@dataclass(slots=True)
class Person:
    """One account; `key` is what scripts call it, `id` what the bot sees, `inbox` the person's private view.

    `asked` is the token of a question that waits for this person's next words.
    """

    key: str
    id: str
    name: str
    language: str = "en"
    kind: ActorKind = ActorKind.PERSON
    started: bool = False
    blocked: bool = False
    inbox: list[Post] = field(default_factory=list)
    asked: str = field(default="", repr=False)

    @property
    def actor(self) -> Actor:
        """Return the sender as an adapter tells it."""
        return Actor(PLATFORM, self.id, self.kind, self.name, self.language)

    @property
    def reachable(self) -> bool:
        """Return whether the bot can write to this person in private."""
        return self.kind is ActorKind.PERSON and self.started and not self.blocked


@dataclass(slots=True)
class Group:
    """One group chat; who is not in `standings` is outside.

    `held` are those who cannot write, and until when; `requests` those who asked to be let in.
    """

    id: str
    title: str
    standings: dict[str, Standing] = field(default_factory=dict)
    posts: list[Post] = field(default_factory=list)
    bot_inside: bool = True
    rights: frozenset[Right] = frozenset(Right)
    held: dict[str, datetime] = field(default_factory=dict)
    requests: set[str] = field(default_factory=set)

    @property
    def chat(self) -> Chat:
        """Return the group's address."""
        return Chat(PLATFORM, self.id)

    def standing(self, key: str) -> Standing:
        """Return what the person called `key` is here."""
        return self.standings.get(key, Standing.OUTSIDE)
