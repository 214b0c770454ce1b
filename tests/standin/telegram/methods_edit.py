"""editMessageText, editMessageReplyMarkup, deleteMessage, pinChatMessage."""

from datetime import timedelta
from typing import TYPE_CHECKING

from aiogram.methods import DeleteMessage, EditMessageReplyMarkup, EditMessageText, PinChatMessage
from aiogram.types import LinkPreviewOptions, Message

from tests.standin.telegram import checks
from tests.standin.telegram.access import demand, open_room
from tests.standin.telegram.model import Post
from tests.standin.telegram.refusal import bad

if TYPE_CHECKING:
    from tests.standin.telegram.world import World

DELETABLE = timedelta(hours=48)
"""How old a message may be that a bot deletes (Bot API, deleteMessage)."""

SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)


def edit_message_text(world: "World", call: EditMessageText) -> Message:
    """Give a message of the bot another text and other buttons."""
    post = _own(world, call)
    text, entities = checks.text(call.text, call.entities)
    if post.message.text is None:
        raise bad("there is no text in the message to edit")
    preview = call.link_preview_options if isinstance(call.link_preview_options, LinkPreviewOptions) else None
    new: dict[str, object] = {
        "text": text,
        "entities": entities or None,
        "reply_markup": checks.keyboard(world, call.reply_markup),
        "link_preview_options": preview,
    }
    return revise(world, post, new)


def edit_message_reply_markup(world: "World", call: EditMessageReplyMarkup) -> Message:
    """Give a message of the bot other buttons, or none."""
    return revise(world, _own(world, call), {"reply_markup": checks.keyboard(world, call.reply_markup)})


def delete_message(world: "World", call: DeleteMessage) -> bool:
    """Remove a message for everybody: the bot's own, or another's with the right to."""
    room = open_room(world, call.chat_id)
    post = room.find(call.message_id)
    if post is None:
        raise bad("message to delete not found")
    if world.clock.now() - post.message.date > DELETABLE:
        raise bad("message can't be deleted for everyone")
    mine = post.author == world.bot.id or room.kind == "private"
    if not mine:
        demand(world, room, "can_delete_messages", "message can't be deleted for everyone")
    post.deleted = True
    return True


def pin_chat_message(world: "World", call: PinChatMessage) -> bool:
    """Pin a message."""
    room = open_room(world, call.chat_id)
    if room.kind != "private":
        demand(world, room, "can_pin_messages", "not enough rights to manage pinned messages in the chat")
    if room.find(call.message_id) is None:
        raise bad("message to pin not found")
    room.pinned.append(call.message_id)
    return True


def revise(world: "World", post: Post, new: dict[str, object]) -> Message:
    """Change a post, or refuse where nothing would change."""
    if all(getattr(post.message, name) == value for name, value in new.items()):
        raise bad(SAME)
    post.history.append(post.message)
    stamp = int(world.clock.now().timestamp())
    post.message = post.message.model_copy(update=new | {"edit_date": stamp})
    return post.message


def _own(world: "World", call: EditMessageText | EditMessageReplyMarkup) -> Post:
    if call.chat_id is None or call.message_id is None:
        raise bad("message identifier is not specified")
    post = open_room(world, call.chat_id).find(call.message_id)
    if post is None:
        raise bad("message to edit not found")
    if post.author != world.bot.id:
        raise bad("message can't be edited")
    return post
