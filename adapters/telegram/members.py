"""Membership updates -> events: who came, who went, and what the bot itself may do."""

from telegram import ChatMember, ChatMemberRestricted, ChatMemberUpdated
from telegram.constants import ChatMemberStatus

from adapters.telegram.senders import GROUPS, actor_of, place_in
from groupbot.events import BotAdded, BotRemoved, Event, MemberJoined, MemberLeft, RightsChanged

ADMINS = (ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR)


def is_inside(member: ChatMember) -> bool:
    """Tell members from those outside; a restricted person may be either (Bot API, ChatMemberRestricted)."""
    if isinstance(member, ChatMemberRestricted):
        return member.is_member
    return member.status in (*ADMINS, ChatMemberStatus.MEMBER)


def is_admin(member: ChatMember) -> bool:
    """Tell owners and administrators from the rest."""
    return member.status in ADMINS


def events_of_member(change: ChatMemberUpdated, key: str) -> tuple[Event, ...]:
    """Translate a change of somebody else's membership; promotions and restrictions of members are no event."""
    before, after = is_inside(change.old_chat_member), is_inside(change.new_chat_member)
    if before == after or change.chat.type not in GROUPS:
        return ()
    place = place_in(change.chat)
    person = change.new_chat_member.user
    actor = actor_of(person, change.chat)
    if after:
        return (MemberJoined(key, change.date, place, actor),)
    return (MemberLeft(key, change.date, place, actor, removed=change.from_user.id != person.id),)


def events_of_bot(change: ChatMemberUpdated, key: str) -> tuple[Event, ...]:
    """Translate a change of the bot's own membership or rights; a person blocking it in private asks for nothing."""
    if change.chat.type not in GROUPS:
        return ()
    place, actor = place_in(change.chat), actor_of(change.from_user, change.chat)
    if not is_inside(change.new_chat_member):
        return (BotRemoved(key, change.date, place, actor),)
    was_inside = is_inside(change.old_chat_member)
    return ((RightsChanged if was_inside else BotAdded)(key, change.date, place, actor),)
