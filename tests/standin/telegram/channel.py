"""A channel that speaks in groups under its own name."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aiogram.types import User

from tests.standin.telegram.model import Post, Room
from tests.standin.telegram.speech import utter

if TYPE_CHECKING:
    from tests.standin.telegram.world import World

CHANNEL_BOT = User(id=136817688, is_bot=True, first_name="Channel", username="Channel_Bot")
TELEGRAM = User(id=777000, is_bot=False, first_name="Telegram")
ANONYMOUS_ADMIN = User(id=1087968824, is_bot=True, first_name="Group", username="GroupAnonymousBot")
"""The accounts that stand in `from` where no person is shown (Bot API, Message.from)."""


@dataclass(slots=True)
class Channel:
    """Speaks as `sender_chat`; no person stands behind what it says."""

    world: "World"
    room: Room

    async def posts(self, text: str) -> Post:
        """Write in the channel itself."""
        return utter(self.world, self.room, author=self.room.id, user=None, text=text, sender_chat=self.room.chat())

    async def says(self, group: Room, text: str, *, thread: int | None = None, forwarded: bool = False) -> Post:
        """Write in a group; `forwarded` is the automatic copy into the channel's discussion group."""
        user = TELEGRAM if forwarded else CHANNEL_BOT
        more: dict[str, Any] = {"is_automatic_forward": True} if forwarded else {}
        return utter(
            self.world,
            group,
            author=user.id,
            user=user,
            text=text,
            thread=thread,
            sender_chat=self.room.chat(),
            **more,
        )
