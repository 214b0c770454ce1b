"""Who plays on the stand-in for Telegram: people, and the masks behind which Telegram shows nobody."""

from typing import Protocol

from aiogram.types import CallbackQuery, User

from tests.standin.telegram import Person, Post, Press, Room, World
from tests.standin.telegram.channel import ANONYMOUS_ADMIN, CHANNEL_BOT, Channel
from tests.standin.telegram.speech import utter

OTHER_BOT = User(id=4_000_000_001, is_bot=True, first_name="Another bot", username="another_bot")


class Player(Protocol):
    """Somebody who can be told what to do in a group."""

    async def says(self, group: Room, text: str) -> Post:
        """Write in a group."""

    async def forges(self, post: Post, data: str, *, inaccessible: bool = False) -> Press:
        """Press a button."""


class Mask:
    """An account that shows no person; `behind` is the account that is a member of the group.

    No client lets an anonymous admin or a channel press a button as such: Telegram tells the person. That press is
    forged here, so that whatever Telegram may do one day is answered as silently.
    """

    def __init__(self, world: World, user: User, behind: int) -> None:
        self._world = world
        self.user = user
        self.behind = behind

    async def says(self, group: Room, text: str) -> Post:
        """Write in a group under the account's own name."""
        return utter(self._world, group, author=self.user.id, user=self.user, text=text)

    async def forges(self, post: Post, data: str, *, inaccessible: bool = False) -> Press:
        """Send a press in the account's name."""
        room = self._world.rooms[post.message.chat.id]
        press = Press(self._world.next_query(), self.user.id, post, room, self._world.clock.now())
        self._world.presses[press.id] = press
        query = CallbackQuery(id=press.id, from_user=self.user, chat_instance="1", message=post.message, data=data)
        self._world.tell("callback_query", query)
        return press


class AnonymousAdmin(Mask):
    """An admin who speaks as the group."""

    def __init__(self, world: World, person: Person) -> None:
        super().__init__(world, ANONYMOUS_ADMIN, person.id)
        self._person = person

    async def says(self, group: Room, text: str) -> Post:
        """Write as the group."""
        return await self._person.says(group, text, anonymous=True)


class ChannelVoice(Mask):
    """Somebody who speaks as a channel."""

    def __init__(self, world: World, channel: Channel) -> None:
        super().__init__(world, CHANNEL_BOT, channel.room.id)
        self._channel = channel

    async def says(self, group: Room, text: str) -> Post:
        """Write as the channel."""
        return await self._channel.says(group, text)


def mask(world: World, kind: str, name: str) -> Mask:
    """Return the mask of a kind of account that is no person."""
    match kind:
        case "anonymous-admin":
            return AnonymousAdmin(world, world.person(name))
        case "channel":
            return ChannelVoice(world, world.channel(name))
    return Mask(world, OTHER_BOT, OTHER_BOT.id)
