"""Membership updates -> events: who came, who went, and what the bot itself may do."""

from telegram import ChatMember, ChatMemberRestricted, ChatMemberUpdated, ChatPermissions
from telegram.constants import ChatMemberStatus

from adapters.telegram.identity import Ourselves
from adapters.telegram.senders import GROUPS, actor_of, place_in
from groupbot.events import BotAdded, BotRemoved, Event, MemberJoined, MemberLeft, RestrictionChanged, RightsChanged
from groupbot.people import Actor, Place

ADMINS = (ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR)


def is_inside(member: ChatMember) -> bool:
    """Tell members from those outside; a restricted person may be either (Bot API, ChatMemberRestricted)."""
    if isinstance(member, ChatMemberRestricted):
        return member.is_member
    return member.status in (*ADMINS, ChatMemberStatus.MEMBER)


def is_admin(member: ChatMember) -> bool:
    """Tell owners and administrators from the rest."""
    return member.status in ADMINS


def may_nothing(member: ChatMember) -> bool:
    """Tell whether somebody has no permission at all, of those that we can take: newer ones are nobody's doing."""
    return not any(getattr(member, name, False) for name in ChatPermissions.no_permissions().to_dict())


def events_of_member(change: ChatMemberUpdated, key: str, us: Ourselves) -> tuple[Event, ...]:
    """Translate a change of somebody else's membership, and of what others keep them from."""
    if change.chat.type not in GROUPS:
        return ()
    place = place_in(change.chat)
    actor, by = actor_of(change.new_chat_member.user, change.chat), change.from_user
    changed: tuple[Event, ...] = ()
    taken = _taken(change.new_chat_member)
    if by.id != us.id and _taken(change.old_chat_member) != taken:
        who = actor_of(by, change.chat)
        changed = (RestrictionChanged(f"{key}:held", change.date, place, actor, who, held=taken is not None),)
    return changed + _came_or_went(change, key, place, actor)


def _taken(member: ChatMember) -> object:
    """Return what keeps somebody from writing or coming back, None for nothing; being in or out is no part of it."""
    if member.status not in (ChatMemberStatus.RESTRICTED, ChatMemberStatus.BANNED):
        return None
    return {name: value for name, value in member.to_dict().items() if name not in ("user", "is_member")}


def _came_or_went(change: ChatMemberUpdated, key: str, place: Place, actor: Actor) -> tuple[Event, ...]:
    before, after = is_inside(change.old_chat_member), is_inside(change.new_chat_member)
    if before == after:
        return ()
    if after:
        return (MemberJoined(key, change.date, place, actor),)
    return (MemberLeft(key, change.date, place, actor, removed=str(change.from_user.id) != actor.id),)


def events_of_bot(change: ChatMemberUpdated, key: str) -> tuple[Event, ...]:
    """Translate a change of the bot's own membership or rights; a person blocking it in private asks for nothing."""
    if change.chat.type not in GROUPS:
        return ()
    place, actor = place_in(change.chat), actor_of(change.from_user, change.chat)
    if not is_inside(change.new_chat_member):
        return (BotRemoved(key, change.date, place, actor),)
    was_inside = is_inside(change.old_chat_member)
    return ((RightsChanged if was_inside else BotAdded)(key, change.date, place, actor),)
