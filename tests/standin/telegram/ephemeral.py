"""On which terms the bot may show one person a message that nobody else sees (Bot API 10.3)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aiogram.methods import SendDocument, SendMessage, SendPhoto
from aiogram.types import EphemeralMessageParameters

from tests.standin.telegram.model import Post, Press, Room
from tests.standin.telegram.refusal import bad

if TYPE_CHECKING:
    from tests.standin.telegram.person import Person
    from tests.standin.telegram.world import World

WINDOW = 15
"""Seconds after a press, or after an ephemeral command, in which a bot without admin status may answer so."""


@dataclass(frozen=True, slots=True)
class Terms:
    """An ephemeral message that may be sent; `lost` says that it will silently not arrive."""

    number: int
    receiver: "Person"
    instead_of: int | None
    lost: bool


def admit(world: "World", room: Room, call: SendMessage | SendDocument | SendPhoto) -> Terms | None:
    """Return the terms, or None for a message to everybody; what is against the rules is refused."""
    wanted, reply = call.ephemeral_message_parameters, call.reply_parameters
    answered = reply.ephemeral_message_id if reply else None
    if wanted is None:
        if answered is not None:
            raise bad("a reply to an ephemeral message must be ephemeral")
        return None
    if room.kind not in ("group", "supergroup"):
        raise bad("ephemeral messages can be sent only in groups and supergroups")
    receiver = world.people.get(wanted.receiver_user_id)
    if receiver is None or not room.member(receiver.id).inside:
        raise bad("receiver of the ephemeral message not found in the chat")
    press = _press(world, room, wanted)
    command = _command(world, room, receiver.id, answered)
    if press is None and command is None and not room.member(world.bot.id).admin:
        raise bad("not enough rights to send ephemeral messages to the chat")
    replaced = press.post.message.message_id if press and wanted.replace_callback_query_message else None
    return Terms(world.next_ephemeral(), receiver, replaced, world.loses_ephemeral)


def _press(world: "World", room: Room, wanted: EphemeralMessageParameters) -> Press | None:
    if wanted.callback_query_id is None:
        if wanted.replace_callback_query_message:
            raise bad("replace_callback_query_message needs callback_query_id")
        return None
    press = world.live_press(wanted.callback_query_id, WINDOW)
    if press is None or press.room is not room or press.person != wanted.receiver_user_id:
        raise bad("query is too old and response timeout expired or query ID is invalid")
    if press.post.to is not None and wanted.replace_callback_query_message:
        raise bad("an ephemeral message must be edited instead of replaced")
    return press


def _command(world: "World", room: Room, person: int, number: int | None) -> Post | None:
    if number is None:
        return None
    for post in room.posts:
        if post.message.ephemeral_message_id == number and post.author == person:
            if world.clock.within(post.message.date, WINDOW):
                return post
            raise bad("the ephemeral message is too old to be replied to")
    raise bad("message to be replied not found")
