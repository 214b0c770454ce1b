"""What the simulated Telegram remembers: rooms, members, posts and presses."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from aiogram.types import Chat, Message

from tests.standin.telegram.decode import Upload
from tests.standin.telegram.entities import cut

Kind = Literal["private", "group", "supergroup", "channel"]
Status = Literal["creator", "administrator", "member", "restricted", "left", "kicked"]

INSIDE: frozenset[Status] = frozenset({"creator", "administrator", "member"})
ADMINS: frozenset[Status] = frozenset({"creator", "administrator"})


@dataclass(slots=True)
class Member:
    """What somebody is in a room; `rights` of an admin, `permissions` of a restricted member."""

    status: Status = "left"
    rights: frozenset[str] = frozenset()
    permissions: frozenset[str] = frozenset()
    anonymous: bool = False
    present: bool = True
    until: datetime | None = None

    @property
    def inside(self) -> bool:
        """Return whether this is a member now."""
        return self.status in INSIDE or (self.status == "restricted" and self.present)

    @property
    def admin(self) -> bool:
        """Return whether this is an owner or an administrator."""
        return self.status in ADMINS

    def may(self, right: str) -> bool:
        """Return whether an admin's right is there; an owner has all."""
        return self.status == "creator" or (self.status == "administrator" and right in self.rights)


@dataclass(slots=True)
class Post:
    """A message as it stands now; ephemeral ones are for one person, and `lost` ones never arrived."""

    message: Message
    author: int
    to: int | None = None
    instead_of: int | None = None
    lost: bool = False
    deleted: bool = False
    file: Upload | None = None
    history: list[Message] = field(default_factory=list)

    @property
    def id(self) -> int:
        """Return the id by which it is edited: the ephemeral one where there is one."""
        return self.message.ephemeral_message_id or self.message.message_id

    @property
    def text(self) -> str:
        """Return text or caption."""
        return self.message.text or self.message.caption or ""

    @property
    def buttons(self) -> dict[str, str]:
        """Return what each button carries (data or address), by its label."""
        rows = self.message.reply_markup.inline_keyboard if self.message.reply_markup else []
        return {button.text: button.callback_data or button.url or "" for row in rows for button in row}

    def spans(self, kind: str) -> list[str]:
        """Return the pieces of the text that Telegram shows as this kind of entity."""
        entities = self.message.entities or self.message.caption_entities or []
        return [cut(self.text, each) for each in entities if each.type == kind]


@dataclass(slots=True)
class Press:
    """A pressed button that waits for its answer; `answer` holds text, alert and address once it came."""

    id: str
    person: int
    post: Post
    room: "Room"
    at: datetime
    answered: bool = False
    text: str = ""
    alert: bool = False
    url: str = ""


@dataclass(slots=True, eq=False)
class Room:
    """A chat of any kind; `messages` is what everybody in it sees.

    `silent` when its members may not write, `closed` the topics in which only admins may, 1 being the general one.
    """

    id: int
    kind: Kind
    title: str = ""
    username: str = ""
    forum: bool = False
    by_request: bool = False
    announces_joins: bool = True
    silent: bool = False
    closed: set[int] = field(default_factory=set)
    topics: dict[int, Post] = field(default_factory=dict)
    members: dict[int, Member] = field(default_factory=dict)
    requests: dict[int, datetime] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    migrated_to: int | None = None
    last: int = 0

    @property
    def messages(self) -> list[Post]:
        """Return what everybody in the room sees now, oldest first."""
        return [post for post in self.posts if post.to is None and not post.deleted]

    def member(self, person: int) -> Member:
        """Return what somebody is here, writable; whoever was never here has left."""
        return self.members.setdefault(person, Member())

    def find(self, number: int) -> Post | None:
        """Return a message of everybody's that still stands."""
        return next((post for post in self.messages if post.message.message_id == number), None)

    def chat(self) -> Chat:
        """Return the room as the API shows it within messages."""
        if self.kind == "private":
            return Chat(id=self.id, type="private", first_name=self.title, username=self.username or None)
        return Chat(
            id=self.id,
            type=self.kind,
            title=self.title,
            username=self.username or None,
            is_forum=True if self.forum else None,
        )
