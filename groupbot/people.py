"""Who and where, as a platform tells it: addresses that live only as long as the event they came with."""

from dataclasses import dataclass, field
from enum import StrEnum

LONGEST_LINK = 200


class ActorKind(StrEnum):
    """What stands behind a sender; only a PERSON can be asked, answered or recorded."""

    PERSON = "person"
    BOT = "bot"
    ANONYMOUS_ADMIN = "anonymous-admin"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class Actor:
    """One sender; `name` is hostile text, `language` the platform's own tag ("" when it tells none)."""

    platform: str
    id: str
    kind: ActorKind = ActorKind.PERSON
    name: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Chat:
    """A group on a platform, by the platform's own id."""

    platform: str
    id: str


@dataclass(frozen=True, slots=True)
class Admins:
    """The ids of a group's human admins, as far as its platform names them; `all` says that it has no others."""

    known: frozenset[str] = frozenset()
    all: bool = False


UNNAMED = Admins()


@dataclass(frozen=True, slots=True)
class Place:
    """Where something happened: a group (with its forum topic), or the actor's private chat when `chat` is None."""

    chat: Chat | None = None
    thread: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """The interaction that an effect answers: opaque ids which only the adapter that made them understands.

    `press` names a button press still waiting for its acknowledgement, `message` the message that carries the
    button or the command, `chat` where that message stands, `ephemeral` whether only one member sees it.
    """

    press: str = ""
    chat: str = ""
    message: str = ""
    ephemeral: bool = False


@dataclass(frozen=True, slots=True)
class MessageRef:
    """A message that the bot posted, in a forum with its topic, so that it can be replaced later."""

    chat: str
    message: str
    thread: str = ""


@dataclass(frozen=True, slots=True)
class MessageLink:
    """A message of a group, and the address at which its platform shows it to whoever may see it.

    The adapter makes `url` of ids, at most LONGEST_LINK characters, and never of a text as somebody wrote it: it may be
    a button's.
    """

    chat: Chat
    url: str = field(repr=False)

    def __post_init__(self) -> None:
        """Refuse an address that no platform would make."""
        if not self.url.startswith("https://") or len(self.url) > LONGEST_LINK or not self.url.isascii():
            msg = f"a link to a message is an https address of at most {LONGEST_LINK} ASCII characters"
            raise ValueError(msg)
