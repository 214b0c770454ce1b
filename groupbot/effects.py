"""What shall be done, imperative: the only words in which the engine speaks to an adapter."""

from dataclasses import dataclass, field
from datetime import datetime

from groupbot.content import Content
from groupbot.people import Actor, Chat, MessageRef, Origin

# What waits since before there were reasons has none.
_UNSTATED = "unstated"


@dataclass(frozen=True, slots=True)
class Say:
    """Post in the group for everybody; `replaces` is removed once the new message stands.

    `stands` says that it is the group's line, whose place has to be remembered.
    """

    chat: Chat
    content: Content
    thread: str = ""
    replaces: MessageRef | None = None
    stands: bool = False


@dataclass(frozen=True, slots=True)
class Whisper:
    """Show one person a screen that nobody else sees.

    With `origin` the screen that was pressed is replaced where it is the person's own; `near` is the group in which
    an ephemeral copy may help. Ways are tried in the platform's order, the private chat first; when none reaches
    the person nothing is shown anywhere.
    """

    to: Actor
    content: Content
    near: Chat | None = None
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Hand:
    """Give one person a file in private, and only there.

    `otherwise` is whispered near the group in `near`, as an answer to the command in `origin`, when the person has no
    private chat with the bot.
    """

    to: Actor
    filename: str
    body: bytes = field(repr=False)
    content: Content
    otherwise: Content | None = None
    near: Chat | None = None
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Acknowledge:
    """End the waiting state of a pressed button, with at most 200 characters for its presser."""

    origin: Origin
    note: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask one person, in private, for words of their own; what they write comes back as TextGiven with `token`.

    `file` says that an uploaded text file answers as well. A platform that can asks in a form of its own, which it
    opens by groupbot.ports.Handler.prompt before any effect is made.
    """

    to: Actor
    content: Content
    token: str = field(repr=False)
    file: bool = False
    near: Chat | None = None
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Remove:
    """Take out of the group a notice of the platform's own, or a command that is no business of everybody's."""

    message: MessageRef


@dataclass(frozen=True, slots=True)
class Leave:
    """Go out of the group for good."""

    chat: Chat


@dataclass(frozen=True, slots=True)
class TellAdmins:
    """Tell the group's admins something in private, each who can be reached, save the one in `beside`."""

    chat: Chat
    content: Content
    beside: Actor | None = None


@dataclass(frozen=True, slots=True)
class Restrict:
    """Let one member of the group write nothing until a moment (aware, UTC, of a whole second).

    `reason` is the log's code for why (groupbot.ledger.kinds.Reason); platforms are not told.
    """

    chat: Chat
    who: Actor
    until: datetime
    reason: str = _UNSTATED


@dataclass(frozen=True, slots=True)
class Release:
    """Lift the restriction that the bot set, and no other (law L11); `reason` as in Restrict."""

    chat: Chat
    who: Actor
    reason: str = _UNSTATED


@dataclass(frozen=True, slots=True)
class Admit:
    """Let one person in: grant what they asked for, or give the role that opens the group where a role does."""

    chat: Chat
    who: Actor
    role: str = ""


@dataclass(frozen=True, slots=True)
class Decline:
    """Turn down what one person asked for: to be let in."""

    chat: Chat
    who: Actor


Door = Restrict | Release | Admit | Decline
Telling = Say | Whisper | Hand | Acknowledge | Ask | Remove | Leave | TellAdmins
Effect = Telling | Door
