"""editEphemeralMessageText, deleteEphemeralMessage: True even when the person never sees it (Bot API 10.3)."""

from typing import TYPE_CHECKING

from aiogram.methods import DeleteEphemeralMessage, EditEphemeralMessageText
from aiogram.types import LinkPreviewOptions

from tests.standin.telegram import checks
from tests.standin.telegram.access import open_room
from tests.standin.telegram.methods_edit import revise
from tests.standin.telegram.model import Post
from tests.standin.telegram.refusal import bad

if TYPE_CHECKING:
    from tests.standin.telegram.world import World


def edit_ephemeral_message_text(world: "World", call: EditEphemeralMessageText) -> bool:
    """Give an ephemeral message another text and other buttons."""
    post = _find(world, call, "message to edit not found")
    text, entities = checks.text(call.text, call.entities)
    preview = call.link_preview_options if isinstance(call.link_preview_options, LinkPreviewOptions) else None
    revise(
        world,
        post,
        {
            "text": text,
            "entities": entities or None,
            "reply_markup": checks.keyboard(world, call.reply_markup),
            "link_preview_options": preview,
        },
    )
    return True


def delete_ephemeral_message(world: "World", call: DeleteEphemeralMessage) -> bool:
    """Remove an ephemeral message."""
    _find(world, call, "message to delete not found").deleted = True
    return True


def _find(world: "World", call: EditEphemeralMessageText | DeleteEphemeralMessage, missing: str) -> Post:
    for post in open_room(world, call.chat_id).posts:
        same = post.message.ephemeral_message_id == call.ephemeral_message_id and not post.deleted
        if same and call.receiver_user_id == post.to:
            return post
    raise bad(missing)
