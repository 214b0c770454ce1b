"""sendMessage, sendDocument, sendPhoto."""

from typing import TYPE_CHECKING, Any

from aiogram.methods import SendDocument, SendMessage, SendPhoto
from aiogram.types import BufferedInputFile, Document, LinkPreviewOptions, Message, PhotoSize

from tests.standin.telegram import checks
from tests.standin.telegram.access import may_write, open_room
from tests.standin.telegram.decode import Upload
from tests.standin.telegram.ephemeral import admit
from tests.standin.telegram.model import Post, Room
from tests.standin.telegram.refusal import bad

if TYPE_CHECKING:
    from tests.standin.telegram.world import World

Sending = SendMessage | SendDocument | SendPhoto

GENERAL = 1
"""The general topic of a forum, which messages name by naming none."""


def send_message(world: "World", call: SendMessage) -> Message:
    """Post a text."""
    room = open_room(world, call.chat_id)
    text, entities = checks.text(call.text, call.entities)
    preview = call.link_preview_options if isinstance(call.link_preview_options, LinkPreviewOptions) else None
    return _post(world, room, call, text=text, entities=entities or None, link_preview_options=preview).message


def send_document(world: "World", call: SendDocument) -> Message:
    """Post a file."""
    room, upload = open_room(world, call.chat_id), _upload(call.document)
    document = Document(
        file_id=f"document-{upload.filename}",
        file_unique_id=f"unique-{upload.filename}",
        file_name=upload.filename,
        file_size=len(upload.body),
    )
    return _captioned(world, room, call, upload, document=document).message


def send_photo(world: "World", call: SendPhoto) -> Message:
    """Post a picture; its bytes are not looked at."""
    room, upload = open_room(world, call.chat_id), _upload(call.photo)
    size = PhotoSize(file_id="photo", file_unique_id="unique-photo", width=800, height=450, file_size=len(upload.body))
    return _captioned(world, room, call, upload, photo=[size]).message


def _captioned(world: "World", room: Room, call: SendDocument | SendPhoto, upload: Upload, **media: Any) -> Post:
    caption, entities = checks.caption(call.caption, call.caption_entities)
    post = _post(world, room, call, caption=caption, caption_entities=entities, **media)
    post.file = upload
    return post


def _post(world: "World", room: Room, call: Sending, **content: Any) -> Post:
    may_write(world, room)
    markup = checks.keyboard(world, call.reply_markup)
    target = _replied_to(room, call)
    _topic(world, room, call.message_thread_id)
    terms = admit(world, room, call)
    message = Message(
        message_id=0 if terms else world.next_message(room),
        date=world.clock.now().replace(microsecond=0),
        chat=room.chat(),
        from_user=world.bot.user(),
        message_thread_id=call.message_thread_id,
        is_topic_message=True if call.message_thread_id else None,
        reply_markup=markup,
        reply_to_message=target.message.model_copy(update={"reply_to_message": None}) if target else None,
        ephemeral_message_id=terms.number if terms else None,
        receiver_user=terms.receiver.user() if terms else None,
        **content,
    )
    post = Post(message, world.bot.id)
    if terms:
        post.to, post.instead_of, post.lost = terms.receiver.id, terms.instead_of, terms.lost
    room.posts.append(post)
    return post


def _replied_to(room: Room, call: Sending) -> Post | None:
    wanted = call.reply_parameters
    if wanted is None or wanted.message_id is None:
        return None
    target = room.find(wanted.message_id)
    if target is None and wanted.allow_sending_without_reply is not True:
        raise bad("message to be replied not found")
    return target


def _topic(world: "World", room: Room, thread: int | None) -> None:
    if thread is not None and room.kind != "private" and thread not in room.topics:
        raise bad("message thread not found")
    if room.forum and (thread or GENERAL) in room.closed and not room.member(world.bot.id).may("can_manage_topics"):
        raise bad("TOPIC_CLOSED")


def _upload(value: Any) -> Upload:
    if isinstance(value, BufferedInputFile):
        if not value.data:
            raise bad("file must be non-empty")
        return Upload(value.filename or "file", value.data)
    raise bad("wrong file identifier/HTTP URL specified: the stand-in takes uploads only")
