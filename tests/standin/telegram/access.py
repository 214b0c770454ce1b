"""Whether the bot may do something in a chat, in Telegram's own words where it may not."""

from typing import TYPE_CHECKING

from tests.standin.telegram.model import Room
from tests.standin.telegram.refusal import bad, forbidden

if TYPE_CHECKING:
    from tests.standin.telegram.person import Person
    from tests.standin.telegram.world import World


def room_of(world: "World", chat_id: int | str) -> Room:
    """Return the chat of an id or @username; a group that became a supergroup names its successor."""
    room = None
    if isinstance(chat_id, str) and chat_id.startswith("@"):
        names = {each.username.lower(): each for each in world.rooms.values() if each.username}
        room = names.get(chat_id[1:].lower())
    elif isinstance(chat_id, int) or chat_id.lstrip("-").isdigit():
        room = world.rooms.get(int(chat_id))
    if room is None:
        raise bad("chat not found")
    if room.migrated_to is not None:
        raise bad("group chat was upgraded to a supergroup chat", {"migrate_to_chat_id": room.migrated_to})
    return room


def open_room(world: "World", chat_id: int | str) -> Room:
    """Return a chat that the bot is in, or that a person has opened to it."""
    room = room_of(world, chat_id)
    if room.kind == "private":
        _private(world, world.people[room.id])
        return room
    member = room.member(world.bot.id)
    where = "channel" if room.kind == "channel" else f"{room.kind} chat"
    if member.status == "kicked":
        raise forbidden(f"bot was kicked from the {where}")
    if not member.inside:
        raise forbidden(f"bot is not a member of the {where}")
    return room


def may_write(world: "World", room: Room) -> None:
    """Refuse where the bot is in, but may not speak."""
    member = room.member(world.bot.id)
    taken = member.status == "restricted" and "can_send_messages" not in member.permissions
    if room.kind != "private" and (taken or (room.silent and not member.admin)):
        raise bad("not enough rights to send text messages to the chat")


def demand(world: "World", room: Room, right: str, refusal: str) -> None:
    """Refuse with these words where the bot lacks a right."""
    if not room.member(world.bot.id).may(right):
        raise bad(refusal)


def _private(world: "World", person: "Person") -> None:
    if person.blocked:
        raise forbidden("bot was blocked by the user")
    asked = person.reachable_until is not None and world.clock.now() <= person.reachable_until
    if not person.started and not asked:
        raise forbidden("bot can't initiate conversation with a user")
