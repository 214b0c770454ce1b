"""What happened, past tense: the only words in which an adapter speaks to the engine.

Every event carries `key`, unique for this occurrence on its platform ("update:815"), by which a repeated delivery
is recognised, and `at`, the moment the platform gives (aware, UTC).
"""

from dataclasses import dataclass, field
from datetime import datetime

from groupbot.people import Actor, Chat, MessageLink, MessageRef, Origin, Place


@dataclass(frozen=True, slots=True)
class Happened:
    """What all events share."""

    key: str
    at: datetime
    place: Place
    actor: Actor


@dataclass(frozen=True, slots=True)
class MessagePosted(Happened):
    """Somebody wrote in a group, or privately without a command; the text is gone when the handler returns."""

    text: str = field(repr=False, default="")


@dataclass(frozen=True, slots=True)
class CommandGiven(Happened):
    """Somebody gave a command, without its slash and without the bot's name ("notice").

    `about` is the message that it answers, or the one whose link is all of its argument; `unplaced` says that there is
    such a link, and that the platform does not say now where it leads.
    """

    command: str
    argument: str = field(repr=False, default="")
    origin: Origin = field(default_factory=Origin)
    about: MessageLink | None = None
    unplaced: bool = False

    @property
    def seen_by_all(self) -> bool:
        """Tell whether it stands in a group for everybody, as a message of its sender's."""
        return self.place.chat is not None and bool(self.origin.message) and not self.origin.ephemeral


@dataclass(frozen=True, slots=True)
class ButtonPressed(Happened):
    """Somebody pressed a button of ours; `token` is hostile until groupbot.buttons has opened it."""

    token: str = field(repr=False)
    origin: Origin = field(default_factory=Origin)


@dataclass(frozen=True, slots=True)
class TextGiven(Happened):
    """Somebody answered a question of ours in words, or with a text file; `token`, hostile, says which."""

    token: str = field(repr=False)
    text: str = field(repr=False, default="")
    origin: Origin = field(default_factory=Origin)


@dataclass(frozen=True, slots=True)
class MemberJoined(Happened):
    """`actor` became a member of the group."""


@dataclass(frozen=True, slots=True)
class JoinNoticed(Happened):
    """The platform itself posted that somebody came in, in `message`; a name in it may be an advert."""

    message: MessageRef


@dataclass(frozen=True, slots=True)
class MemberLeft(Happened):
    """`actor` left the group or was removed from it."""

    removed: bool = False


@dataclass(frozen=True, slots=True)
class RestrictionChanged(Happened):
    """What keeps `actor` from writing is, or may be, no longer what it was, and it was not the bot that changed it.

    `by` did it, None where the platform does not say; `until` is then the end of what stands now, None for nothing.
    `held` says whether anything keeps them from writing now.
    """

    by: Actor | None = None
    until: datetime | None = None
    held: bool = False


@dataclass(frozen=True, slots=True)
class BotAdded(Happened):
    """The bot came into a group; `actor` did it."""


@dataclass(frozen=True, slots=True)
class RightsChanged(Happened):
    """What the bot may do in a group that it is in is no longer what it was; `actor` did it."""


@dataclass(frozen=True, slots=True)
class BotRemoved(Happened):
    """The bot was taken out of a group."""


@dataclass(frozen=True, slots=True)
class GroupMigrated(Happened):
    """The group of `place` lives on under `successor` (a Telegram group that became a supergroup)."""

    successor: Chat


Event = (
    MessagePosted
    | CommandGiven
    | ButtonPressed
    | TextGiven
    | MemberJoined
    | JoinNoticed
    | MemberLeft
    | RestrictionChanged
    | BotAdded
    | RightsChanged
    | BotRemoved
    | GroupMigrated
)
