"""The simulated Telegram as a whole: who is there, where, and what the bot is told of it."""

import itertools
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from aiogram.types import BotCommand, Document, ForumTopicCreated, Message, Update, User

from tests.standin.telegram.channel import ANONYMOUS_ADMIN, Channel
from tests.standin.telegram.clock import Clock
from tests.standin.telegram.faults import Faults
from tests.standin.telegram.members import ALL_RIGHTS
from tests.standin.telegram.model import Kind, Member, Post, Press, Room
from tests.standin.telegram.person import Person
from tests.standin.telegram.record import Record
from tests.standin.telegram.speech import publish
from tests.standin.telegram.updates import UpdateQueue
from tests.standin.telegram.webhook import Webhook
from tests.standin.telegram.wire import proven

CommandKey = tuple[str, int, int, str]


@dataclass(slots=True)
class BotState:
    """What the bot is, and what its owner set with BotFather."""

    id: int
    username: str = "groupbot_test_bot"
    name: str = "Groupbot"
    privacy: bool = True
    commands: dict[CommandKey, list[BotCommand]] = field(default_factory=dict)

    def user(self) -> User:
        """Return the bot as others see it."""
        return User(id=self.id, is_bot=True, first_name=self.name, username=self.username)


class World:
    """Everything that Telegram knows; tests make people and groups here and let them act."""

    def __init__(self, bot: int, clock: Clock) -> None:
        self.clock = clock
        self.bot = BotState(bot)
        self.updates = UpdateQueue(clock)
        self.webhook = Webhook(clock, self.updates)
        self.record = Record(clock)
        self.faults = Faults()
        self.people: dict[int, Person] = {}
        self.rooms: dict[int, Room] = {}
        self.presses: dict[str, Press] = {}
        self.files: dict[str, bytes] = {}
        self.loses_ephemeral = False
        self._numbers = itertools.count(1)
        self._messages = itertools.count(1)
        self._ephemeral = itertools.count(1)

    def person(self, name: str, *, language: str = "en", username: str = "", started: bool = False) -> Person:
        """Return a new person; ids lie above 32 bits, as new accounts' ids do."""
        number = 5_000_000_000 + next(self._numbers)
        person = Person(self, number, name, language, username, started=started)
        self.people[number] = person
        self.rooms[number] = Room(number, "private", title=name, username=username)
        return person

    def group(  # noqa: PLR0913  (what a group can be, all by name)
        self,
        title: str,
        *,
        kind: Kind = "supergroup",
        owner: Person | None = None,
        members: tuple[Person, ...] = (),
        bot: Member | None = None,
        forum: bool = False,
        by_request: bool = False,
    ) -> Room:
        """Return a new group that has stood for a while: nobody is told of it; the bot is an admin unless said."""
        number = next(self._numbers)
        address = -5_000_000 - number if kind == "group" else -1_000_000_000_000 - number
        room = Room(address, kind, title=title, forum=forum, by_request=by_request)
        room.last = 1 if forum else 0  # message 1 of a forum is its general topic, which has no thread id
        room.members[self.bot.id] = bot or Member("administrator", rights=ALL_RIGHTS)
        if owner is not None:
            room.members[owner.id] = Member("creator", rights=ALL_RIGHTS)
        for person in members:
            room.members[person.id] = Member("member")
        self.rooms[address] = room
        return room

    def channel(self, title: str, *, username: str = "") -> Channel:
        """Return a new channel, which can speak in groups under its own name."""
        room = Room(-1_000_000_000_000 - next(self._numbers), "channel", title=title, username=username)
        self.rooms[room.id] = room
        return Channel(self, room)

    def topic(self, forum: Room, title: str) -> int:
        """Open a topic and return its thread id, which is the id of the message that announces it."""
        news = ForumTopicCreated(name=title, icon_color=7322096)
        number = self.next_message(forum)
        post = publish(
            self,
            forum,
            author=0,
            user=ANONYMOUS_ADMIN,
            message_id=number,
            message_thread_id=number,
            sender_chat=forum.chat(),
            is_topic_message=True,
            forum_topic_created=news,
        )
        forum.topics[number] = post
        return number

    def keep(self, body: bytes, name: str, kind: str) -> Document:
        """Put a file of somebody's on the file host, under an id of its own."""
        number = f"file-{next(self._numbers)}"
        self.files[number] = body
        return Document(
            file_id=number, file_unique_id=f"u-{number}", file_name=name, mime_type=kind, file_size=len(body)
        )

    def next_message(self, room: Room) -> int:
        """Return the next message id: supergroups and channels count by themselves, all else together."""
        if room.kind in ("supergroup", "channel"):
            room.last += 1
            return room.last
        return next(self._messages)

    def next_ephemeral(self) -> int:
        """Return the next id of an ephemeral message."""
        return next(self._ephemeral)

    def next_query(self) -> str:
        """Return an id that no query had before."""
        return str(9_000_000_000_000 + next(self._numbers))

    def tell(self, kind: str, body: Any) -> int | None:
        """Give the bot an update, if it gets this kind, and return its id."""
        plain = proven(Update, {"update_id": 0, kind: body})
        return self.updates.put(kind, plain[kind])

    def hears(self, room: Room, message: Message) -> bool:
        """Return whether the bot is shown a message: its membership and its privacy mode decide."""
        if room.kind == "private":
            return True
        me = room.member(self.bot.id)
        if not me.inside:
            return False
        service = not (message.text or message.photo or message.document)
        if me.admin or not self.bot.privacy or service:
            return True
        reply = message.reply_to_message
        if reply is not None and reply.from_user is not None and reply.from_user.id == self.bot.id:
            return True
        return self._is_command(message.text or "")

    def _is_command(self, text: str) -> bool:
        command, _, addressed = text.split(maxsplit=1)[0].partition("@") if text.startswith("/") else ("", "", "")
        return len(command) > 1 and addressed.lower() in ("", self.bot.username.lower())

    def ephemeral_commands(self, *, admin: bool = False) -> frozenset[str]:
        """Return the commands that, typed in a group, only the bot sees: those of the lists that a member is shown."""
        hidden = {"all_private_chats"} | (set() if admin else {"all_chat_administrators", "chat_administrators"})
        shown = [commands for (scope, *_), commands in self.bot.commands.items() if scope not in hidden]
        return frozenset(each.command for each in itertools.chain.from_iterable(shown) if each.is_ephemeral)

    def live_press(self, number: str, seconds: float) -> Press | None:
        """Return a press that is not older than so many seconds."""
        press = self.presses.get(number)
        return press if press and self.clock.now() - press.at <= timedelta(seconds=seconds) else None

    def inbox(self, person: int) -> list[Post]:
        """Return what one person sees and others do not: the private chat, and ephemeral messages in groups."""
        private = self.rooms[person].messages
        near = [post for room in self.rooms.values() for post in room.posts if post.to == person]
        return private + [post for post in near if not post.lost and not post.deleted]
