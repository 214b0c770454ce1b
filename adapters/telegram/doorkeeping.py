"""Holding members and letting people in on Telegram."""

from collections.abc import Set as AbstractSet
from datetime import datetime

from telegram import Bot, ChatMember, ChatMemberRestricted, ChatPermissions
from telegram.constants import ChatMemberStatus

from adapters.telegram.calls import Calls, Refused
from adapters.telegram.members import is_admin, is_inside, may_nothing
from adapters.telegram.private import note_refusal
from groupbot.deeds import Deed
from groupbot.effects import Admit, Decline, Release, Restrict

# What Telegram says when it refuses one of these, in the order in which it is looked for.
_REASONS = (
    ("not enough rights", Deed.NO_RIGHT),
    ("chat_admin_required", Deed.NO_RIGHT),
    ("administrator of the chat", Deed.ADMIN),
    ("chat owner", Deed.ADMIN),
    ("only for supergroups", Deed.CANNOT),
    ("hide_requester_missing", Deed.GONE),
    ("participant_id_invalid", Deed.GONE),
    ("user_id_invalid", Deed.GONE),
    ("user not found", Deed.GONE),
    ("chat not found", Deed.GONE),
)
_IN_ALREADY = "user_already_participant"


class TelegramDoor:
    """Implements groupbot.ports.Doorkeeper. Source: Bot API, restrictChatMember and approveChatJoinRequest."""

    def __init__(self, bot: Bot, calls: Calls) -> None:
        self._bot = bot
        self._calls = calls

    async def restrict(self, effect: Restrict, ours: AbstractSet[datetime]) -> Deed:
        """Take all permissions from a member, until the end."""
        group, person = int(effect.chat.id), int(effect.who.id)
        try:
            member = await self._member(group, person)
            if is_admin(member):
                return Deed.ADMIN
            if isinstance(member, ChatMemberRestricted):
                if not _is_ours(member, ours):
                    return Deed.HELD
                if member.until_date == effect.until:
                    return Deed.DONE
            if not is_inside(member):
                return Deed.GONE
            await self._set(group, person, ChatPermissions.no_permissions(), effect.until)
        except Refused as refused:
            return _why(refused, "a restriction")
        return Deed.DONE

    async def release(self, effect: Release, ours: AbstractSet[datetime]) -> Deed:
        """Give all permissions back, which leaves a member with what the group allows everybody."""
        group, person = int(effect.chat.id), int(effect.who.id)
        try:
            member = await self._member(group, person)
            if member.status == ChatMemberStatus.BANNED:
                return Deed.NOT_OURS
            if not isinstance(member, ChatMemberRestricted):
                return Deed.DONE
            if not _is_ours(member, ours):
                return Deed.NOT_OURS
            await self._set(group, person, ChatPermissions.all_permissions(), None)
        except Refused as refused:
            return _why(refused, "lifting a restriction")
        return Deed.DONE

    async def admit(self, effect: Admit) -> Deed:
        """Approve a request to join."""
        person = int(effect.who.id)
        try:
            await self._calls.call(int(effect.chat.id), lambda id_: self._bot.approve_chat_join_request(id_, person))
        except Refused as refused:
            return Deed.DONE if _IN_ALREADY in refused.reason else _why(refused, "letting somebody in")
        return Deed.DONE

    async def decline(self, effect: Decline) -> Deed:
        """Decline a request to join."""
        person = int(effect.who.id)
        try:
            await self._calls.call(int(effect.chat.id), lambda id_: self._bot.decline_chat_join_request(id_, person))
        except Refused as refused:
            return Deed.GONE if _IN_ALREADY in refused.reason else _why(refused, "turning somebody away")
        return Deed.DONE

    async def _member(self, group: int, person: int) -> ChatMember:
        return await self._calls.call(group, lambda id_: self._bot.get_chat_member(id_, person))

    async def _set(self, group: int, person: int, permissions: ChatPermissions, until: datetime | None) -> None:
        await self._calls.call(
            group, lambda id_: self._bot.restrict_chat_member(id_, person, permissions, until_date=until)
        )


def _is_ours(member: ChatMemberRestricted, ours: AbstractSet[datetime]) -> bool:
    """Tell our restriction from others: by its end, and because it allows nothing at all."""
    return member.until_date in ours and may_nothing(member)


def _why(refused: Refused, doing: str) -> Deed:
    for words, deed in _REASONS:
        if words in refused.reason:
            return deed
    if refused.forbidden:
        return Deed.NO_RIGHT
    note_refusal(refused, doing)
    return Deed.REFUSED
