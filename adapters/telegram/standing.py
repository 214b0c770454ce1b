"""What the bot itself may do in a group, read when it is asked, and how it takes its leave."""

from telegram import Bot, ChatMember, ChatMemberAdministrator, ChatMemberRestricted, User

from adapters.telegram.calls import SETTINGS, Calls, Refused
from adapters.telegram.members import is_admin, is_inside
from adapters.telegram.private import note_refusal
from groupbot.people import Chat
from groupbot.ports import Right

# Ids of supergroups lie below this one, those of basic groups above it (Bot API, Chat.id; TDLib's ranges of ids).
SUPERGROUPS_BELOW = -1_000_000_000_000
GONE = ("chat not found", "not a member", "kicked", "deactivated")
_BY_SWITCH = (
    (Right.REMOVE, "can_delete_messages"),
    (Right.HOLD, "can_restrict_members"),
    (Right.ADMIT, "can_invite_users"),
)


class OwnStanding:
    """The bot as a member."""

    def __init__(self, bot: Bot, calls: Calls) -> None:
        self._bot = bot
        self._calls = calls

    async def rights(self, chat: Chat) -> frozenset[Right] | None:
        """Read the bot's rights: none where it is out, None where Telegram does not say.

        Raises Unavailable when Telegram does not answer. Source: Bot API, getChatMember and getChat.
        """
        group = int(chat.id)
        try:
            # Asked anew each time: the privacy mode may have been switched while we run.
            us = await self._calls.call(SETTINGS, lambda _: self._bot.get_me())
            member = await self._calls.call(group, lambda where: self._bot.get_chat_member(where, us.id))
            if not is_inside(member):
                return frozenset()
            return _as_admin(member, group) if is_admin(member) else await self._as_member(member, group, us)
        except Refused as refused:
            return frozenset() if refused.forbidden else None

    async def _as_member(self, member: ChatMember, group: int, us: User) -> frozenset[Right]:
        """Read what a bot that is no admin may do: what the group allows all its members, less what is taken away."""
        info = await self._calls.call(group, self._bot.get_chat)
        for_all = info.permissions is None or bool(info.permissions.can_send_messages)
        taken = isinstance(member, ChatMemberRestricted) and not member.can_send_messages
        rights = {Right.SPEAK} if for_all and not taken else set()
        return frozenset(rights | ({Right.READ} if us.can_read_all_group_messages else set()))

    async def leave(self, chat: Chat) -> bool:
        """Leave a group; True also where the bot was out before, or where the group is no more."""
        try:
            await self._calls.call(int(chat.id), self._bot.leave_chat)
        except Refused as refused:
            gone = refused.forbidden or any(known in refused.reason for known in GONE)
            if not gone:
                note_refusal(refused, "leaving a group")
            return gone
        return True


def _as_admin(member: ChatMember, group: int) -> frozenset[Right]:
    """Read an admin's switches; an owner has all. Members can be restricted in supergroups only."""
    granted = {
        right
        for right, switch in _BY_SWITCH
        if not isinstance(member, ChatMemberAdministrator) or bool(getattr(member, switch))
    }
    if group > SUPERGROUPS_BELOW:
        granted.discard(Right.HOLD)
    # An admin is sent every message, whatever the privacy mode, and may always write (Bot API, "Privacy mode").
    return frozenset(granted | {Right.SPEAK, Right.MEMBERS, Right.READ})
