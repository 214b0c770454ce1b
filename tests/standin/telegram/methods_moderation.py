"""restrictChatMember, banChatMember, unbanChatMember, approve- and declineChatJoinRequest."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from aiogram.methods import (
    ApproveChatJoinRequest,
    BanChatMember,
    DeclineChatJoinRequest,
    RestrictChatMember,
    UnbanChatMember,
)

from tests.standin.telegram.access import demand, open_room
from tests.standin.telegram.members import ALL_PERMISSIONS
from tests.standin.telegram.membership import change
from tests.standin.telegram.model import Member, Room
from tests.standin.telegram.refusal import bad

if TYPE_CHECKING:
    from tests.standin.telegram.person import Person
    from tests.standin.telegram.world import World

FOREVER_BELOW, FOREVER_ABOVE = timedelta(seconds=30), timedelta(days=366)
"""An end nearer or farther than this means for ever (Bot API, restrictChatMember)."""

NO_RIGHT = "not enough rights to restrict/unrestrict chat member"


def restrict_chat_member(world: "World", call: RestrictChatMember) -> bool:
    """Take permissions from a member, or give all of them back."""
    room, person = _target(world, call)
    if room.kind != "supergroup":
        raise bad("method is available only for supergroups")
    given = {name for name in ALL_PERMISSIONS if getattr(call.permissions, name)}
    old = room.member(person.id)
    allowed = frozenset(given)
    if allowed >= ALL_PERMISSIONS - {"can_change_info", "can_pin_messages", "can_manage_topics", "can_edit_tag"}:
        new = Member("member" if old.inside else "left")
    else:
        new = Member("restricted", permissions=allowed, present=old.inside, until=_until(world, call.until_date))
    change(world, room, person.user(), new, world.bot.user())
    return True


def ban_chat_member(world: "World", call: BanChatMember) -> bool:
    """Remove somebody and keep them out."""
    room, person = _target(world, call)
    change(world, room, person.user(), Member("kicked", until=_until(world, call.until_date)), world.bot.user())
    return True


def unban_chat_member(world: "World", call: UnbanChatMember) -> bool:
    """Let somebody come back; without `only_if_banned` a member is removed by it."""
    room, person = _target(world, call)
    if room.kind == "group":
        raise bad("method is available for supergroup and channel chats only")
    if room.member(person.id).status == "kicked" or not call.only_if_banned:
        change(world, room, person.user(), Member("left"), world.bot.user())
    return True


def approve_chat_join_request(world: "World", call: ApproveChatJoinRequest) -> bool:
    """Let somebody in who asked."""
    room, person = _asked(world, call)
    change(world, room, person.user(), Member("member"), world.bot.user(), via_join_request=True)
    return True


def decline_chat_join_request(world: "World", call: DeclineChatJoinRequest) -> bool:
    """Turn somebody away who asked."""
    _asked(world, call)
    return True


def _target(world: "World", call: Any) -> tuple[Room, "Person"]:
    room = open_room(world, call.chat_id)
    if room.kind == "private":
        raise bad("can't restrict members in private chats")
    demand(world, room, "can_restrict_members", NO_RIGHT)
    person = world.people.get(call.user_id)
    if person is None:
        raise bad("PARTICIPANT_ID_INVALID")
    status = room.member(person.id).status
    if status == "creator":
        raise bad("can't remove chat owner")
    if status == "administrator":
        raise bad("user is an administrator of the chat")
    return room, person


def _asked(world: "World", call: Any) -> tuple[Room, "Person"]:
    room = open_room(world, call.chat_id)
    demand(world, room, "can_invite_users", "not enough rights to manage join requests in the chat")
    if room.member(call.user_id).inside:
        raise bad("USER_ALREADY_PARTICIPANT")
    if room.requests.pop(call.user_id, None) is None:
        raise bad("HIDE_REQUESTER_MISSING")
    return room, world.people[call.user_id]


def _until(world: "World", value: datetime | timedelta | int | None) -> datetime | None:
    if value is None:
        return None
    moment = datetime.fromtimestamp(value, UTC) if isinstance(value, int) else value
    if isinstance(moment, timedelta):
        moment = world.clock.now() + moment
    away = moment - world.clock.now()
    return None if away < FOREVER_BELOW or away > FOREVER_ABOVE else moment
