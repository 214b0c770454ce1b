"""Who is what in a group, read when it is asked: members' standing, the admins, and the bot's own rights."""

import logging

from telegram import Bot, User

from adapters.telegram.calls import NAMES, Calls, Refused
from adapters.telegram.members import is_admin, is_inside
from adapters.telegram.senders import GROUPS, chat_of
from groupbot.people import Actor, ActorKind, Chat
from groupbot.ports import Standing, Unavailable

# What Telegram says of a chat that the bot has never met (Bot API server, Client.cpp).
NOT_FOUND = "chat not found"
log = logging.getLogger(__name__)


class TelegramRoster:
    """Reads members through getChatMember, which Telegram guarantees only to bots that are admins."""

    def __init__(self, bot: Bot, calls: Calls) -> None:
        self._bot = bot
        self._calls = calls
        self._we_are_admin: dict[int, bool] = {}

    async def standing(self, chat: Chat, actor: Actor) -> Standing:
        """Read one member's standing now; UNKNOWN when Telegram says nothing.

        Raises Unavailable when it does not answer.

        An anonymous admin of this very group is an admin: Telegram lets nobody else write so.
        """
        if actor.kind is ActorKind.ANONYMOUS_ADMIN:
            return Standing.ADMIN if actor.id == chat.id else Standing.UNKNOWN
        if actor.kind is ActorKind.CHANNEL:
            return Standing.UNKNOWN
        try:
            member = await self._calls.call(int(chat.id), lambda id_: self._bot.get_chat_member(id_, int(actor.id)))
        except Refused as refused:
            if NOT_FOUND in refused.reason:
                # Nothing more to ask of a chat that the bot never met: the time it takes would tell which those are.
                return Standing.UNKNOWN
            # A bot that is no admin may not read members, but the list of admins is open to it (getChatAdministrators).
            listed = any(str(user.id) == actor.id for user in await self.admins(chat))
            return Standing.ADMIN if listed else Standing.UNKNOWN
        if is_admin(member):
            return Standing.ADMIN
        return Standing.MEMBER if is_inside(member) else Standing.OUTSIDE

    async def admins(self, chat: Chat) -> tuple[User, ...]:
        """List the group's human admins, also those who stay anonymous in the group; () when Telegram refuses."""
        try:
            members = await self._calls.call(int(chat.id), self._bot.get_chat_administrators)
        except Refused:
            return ()
        return tuple(member.user for member in members if not member.user.is_bot)

    async def named(self, name: str) -> Chat | None:
        """Return the group that goes by a public name, None where none does; raises Unavailable.

        It is asked for at each time: names change hands. Whoever waits for it must not hold up the updates of others.
        """
        try:
            chat = await self._calls.call(NAMES, lambda _: self._bot.get_chat(f"@{name}"))
        except Refused:
            return None
        return chat_of(chat.id) if chat.type in GROUPS else None

    def learn(self, chat_id: int, *, admin: bool) -> None:
        """Take over what a my_chat_member update says about the bot's own rights."""
        self._we_are_admin[chat_id] = admin

    async def we_are_admin(self, chat_id: int) -> bool:
        """Tell whether the bot is admin in a group; asked once, then kept up by updates. No answer counts as no."""
        known = self._we_are_admin.get(chat_id)
        if known is not None:
            return known
        try:
            member = await self._calls.call(chat_id, lambda id_: self._bot.get_chat_member(id_, self._bot.id))
        except (Refused, Unavailable):
            return False
        self._we_are_admin[chat_id] = is_admin(member)
        return self._we_are_admin[chat_id]
