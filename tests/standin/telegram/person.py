"""People, as objects that speak, press buttons, come and go."""

from typing import TYPE_CHECKING

from aiogram.types import CallbackQuery, InaccessibleMessage, Message, PhotoSize, User

from tests.standin.telegram.channel import ANONYMOUS_ADMIN
from tests.standin.telegram.entities import find
from tests.standin.telegram.membership import Comings
from tests.standin.telegram.model import Post, Press, Room
from tests.standin.telegram.speech import publish, utter, whisper_to_bot

if TYPE_CHECKING:
    from datetime import datetime

    from tests.standin.telegram.world import World


class Person(Comings):
    """Somebody with an account; `started` whether they opened a private chat, `blocked` whether they shut it."""

    def __init__(self, world: "World", number: int, name: str, language: str, username: str, *, started: bool) -> None:
        self.world = world
        self.id = number
        self.name = name
        self.language = language
        self.username = username
        self.started = started
        self.blocked = False
        self.reachable_until: datetime | None = None

    def user(self) -> User:
        """Return the person as the API shows them."""
        return User(
            id=self.id,
            is_bot=False,
            first_name=self.name,
            username=self.username or None,
            language_code=self.language or None,
        )

    @property
    def private(self) -> Room:
        """Return the private chat with the bot."""
        return self.world.rooms[self.id]

    @property
    def inbox(self) -> list[Post]:
        """Return what only this person sees: the private chat, then ephemeral messages in groups."""
        return self.world.inbox(self.id)

    async def starts(self, parameter: str = "") -> Post:
        """Open the private chat with the Start button, or with a link that carries a parameter."""
        return await self.writes(f"/start {parameter}".rstrip())

    async def writes(self, text: str, *, reply_to: Post | None = None) -> Post:
        """Write to the bot in private; that opens the chat, and unblocks it."""
        if self.blocked:
            await self.unblocks_bot()
        self.started = True
        return utter(self.world, self.private, author=self.id, user=self.user(), text=text, reply_to=reply_to)

    async def sends(
        self, body: bytes, *, name: str = "policy.yaml", kind: str = "application/x-yaml", reply_to: Post | None = None
    ) -> Post:
        """Send the bot a file in private; its bytes can be had from the file host under the path that getFile tells."""
        document = self.world.keep(body, name, kind)
        answered = reply_to.message.model_copy(update={"reply_to_message": None}) if reply_to else None
        author = self.user()
        return publish(
            self.world, self.private, author=self.id, user=author, document=document, reply_to_message=answered
        )

    async def says(
        self,
        group: Room,
        text: str,
        *,
        thread: int | None = None,
        reply_to: Post | None = None,
        anonymous: bool = False,
    ) -> Post:
        """Write in a group; an anonymous admin is shown as the group itself."""
        member = group.member(self.id)
        if not member.inside or (member.status == "restricted" and "can_send_messages" not in member.permissions):
            raise PermissionError(f"{self.name} cannot write in {group.title!r}: {member.status}")
        if anonymous:
            if not member.admin:
                raise PermissionError(f"{self.name} is no admin of {group.title!r} and cannot be anonymous")
            return utter(
                self.world,
                group,
                author=self.id,
                user=ANONYMOUS_ADMIN,
                text=text,
                thread=thread,
                reply_to=reply_to,
                sender_chat=group.chat(),
            )
        command = text.partition(" ")[0].removeprefix("/").partition("@")[0]
        if text.startswith("/") and command in self.world.ephemeral_commands(admin=member.admin):
            return whisper_to_bot(self.world, group, author=self.id, user=self.user(), text=text, reply_to=reply_to)
        return utter(self.world, group, author=self.id, user=self.user(), text=text, thread=thread, reply_to=reply_to)

    async def edits(self, post: Post, text: str) -> Post:
        """Change what was said before."""
        room = self.world.rooms[post.message.chat.id]
        stamp = int(self.world.clock.now().timestamp())
        changed = {"text": text, "entities": find(text) or None, "edit_date": stamp}
        post.history.append(post.message)
        post.message = post.message.model_copy(update=changed)
        if self.world.hears(room, post.message):
            self.world.tell("edited_message", post.message)
        return post

    async def shows(self, group: Room, caption: str = "") -> Post:
        """Post a picture in a group."""
        size = PhotoSize(file_id="picture", file_unique_id="unique-picture", width=800, height=600)
        words = {"caption": caption, "caption_entities": find(caption) or None} if caption else {}
        return publish(self.world, group, author=self.id, user=self.user(), photo=[size], **words)

    async def deletes(self, post: Post) -> None:
        """Remove a message for everybody; a bot is not told of that."""
        post.deleted = True

    async def presses(self, post: Post, label_or_data: str, *, inaccessible: bool = False) -> Press:
        """Press a button that stands under a message, by its label or by what it carries."""
        buttons = post.buttons
        data = buttons.get(label_or_data, label_or_data)
        if data not in buttons.values():
            raise LookupError(f"no button {label_or_data!r} under the message, only {list(buttons)}")
        return await self.forges(post, data, inaccessible=inaccessible)

    async def forges(self, post: Post, data: str, *, inaccessible: bool = False) -> Press:
        """Send a press with any data, as a changed client can; an old message comes without its content."""
        world, room = self.world, self.world.rooms[post.message.chat.id]
        press = Press(world.next_query(), self.id, post, room, world.clock.now())
        world.presses[press.id] = press
        message: Message | InaccessibleMessage = post.message
        if inaccessible:
            message = InaccessibleMessage(chat=room.chat(), message_id=post.message.message_id)
        query = CallbackQuery(
            id=press.id, from_user=self.user(), chat_instance=str(room.id * 31), message=message, data=data
        )
        world.tell("callback_query", query)
        return press
