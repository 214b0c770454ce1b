"""getMe, getChat, getChatMember, getChatAdministrators, getChatMemberCount, leaveChat."""

from typing import TYPE_CHECKING

from aiogram.methods import GetChat, GetChatAdministrators, GetChatMember, GetChatMemberCount, GetMe, LeaveChat
from aiogram.types import AcceptedGiftTypes, ChatFullInfo, ChatMemberUnion, ChatPermissions, User

from tests.standin.telegram.access import open_room, room_of
from tests.standin.telegram.members import ALL_PERMISSIONS, shape
from tests.standin.telegram.membership import change
from tests.standin.telegram.model import Member
from tests.standin.telegram.refusal import bad

if TYPE_CHECKING:
    from tests.standin.telegram.world import World

NO_GIFTS = AcceptedGiftTypes(
    unlimited_gifts=False,
    limited_gifts=False,
    unique_gifts=False,
    premium_subscription=False,
    gifts_from_channels=False,
)


def get_me(world: "World", _call: GetMe) -> User:
    """Say what the bot is."""
    me = world.bot.user()
    return me.model_copy(
        update={
            "can_join_groups": True,
            "can_read_all_group_messages": not world.bot.privacy,
            "supports_inline_queries": False,
            "can_connect_to_business": False,
            "has_main_web_app": False,
        }
    )


def get_chat(world: "World", call: GetChat) -> ChatFullInfo:
    """Describe a chat."""
    room = room_of(world, call.chat_id)
    if room.kind != "private":
        room = open_room(world, call.chat_id)
    everything = dict.fromkeys(ALL_PERMISSIONS, True) | {"can_send_messages": not room.silent}
    return ChatFullInfo(
        **room.chat().model_dump(exclude_none=True),
        accent_color_id=0,
        max_reaction_count=11,
        accepted_gift_types=NO_GIFTS,
        permissions=None if room.kind in ("private", "channel") else ChatPermissions(**everything),
        join_by_request=True if room.by_request else None,
    )


def get_chat_member(world: "World", call: GetChatMember) -> ChatMemberUnion:
    """Say what somebody is; about others it is guaranteed only to admins (Bot API, getChatMember)."""
    room = open_room(world, call.chat_id)
    known = room.members.get(call.user_id)
    if call.user_id == world.bot.id:
        return shape(room.member(world.bot.id), world.bot.user())
    if room.kind == "private" or not room.member(world.bot.id).admin:
        raise bad("member list is inaccessible")
    person = world.people.get(call.user_id)
    if person is None:
        raise bad("PARTICIPANT_ID_INVALID")
    return shape(known or Member("left"), person.user())


def get_chat_administrators(world: "World", call: GetChatAdministrators) -> list[ChatMemberUnion]:
    """List the admins, other bots left out unless asked for."""
    room = open_room(world, call.chat_id)
    if room.kind == "private":
        raise bad("there are no administrators in the private chat")
    people = [
        shape(member, world.people[number].user())
        for number, member in room.members.items()
        if member.admin and number in world.people
    ]
    me = room.member(world.bot.id)
    return people + ([shape(me, world.bot.user())] if me.admin else [])


def get_chat_member_count(world: "World", call: GetChatMemberCount) -> int:
    """Count who is in a chat."""
    room = open_room(world, call.chat_id)
    return 2 if room.kind == "private" else sum(member.inside for member in room.members.values())


def leave_chat(world: "World", call: LeaveChat) -> bool:
    """Take the bot out of a group."""
    room = open_room(world, call.chat_id)
    if room.kind == "private":
        raise bad("chat member status can't be changed in private chats")
    change(world, room, world.bot.user(), Member("left"), world.bot.user())
    return True
