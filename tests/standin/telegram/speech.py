"""How something that people say becomes a post, and an update if the bot is shown it."""

from typing import TYPE_CHECKING, Any

from aiogram.types import Message, User

from tests.standin.telegram.entities import find
from tests.standin.telegram.model import Post, Room

if TYPE_CHECKING:
    from tests.standin.telegram.world import World


def utter(  # noqa: PLR0913  (the parts of a message, all by name)
    world: "World",
    room: Room,
    *,
    author: int,
    user: User | None,
    text: str,
    thread: int | None = None,
    reply_to: Post | None = None,
    **more: Any,
) -> Post:
    """Post a text; in a topic what answers nothing else answers the message that opened the topic.

    The text comes with the entities that a sender's app finds in it, and the bot is told what it may hear.
    """
    reply_to = reply_to or room.topics.get(thread or 0)
    return publish(
        world,
        room,
        author=author,
        user=user,
        text=text,
        entities=find(text) or None,
        message_thread_id=thread,
        is_topic_message=True if thread else None,
        reply_to_message=reply_to.message.model_copy(update={"reply_to_message": None}) if reply_to else None,
        **more,
    )


def publish(world: "World", room: Room, *, author: int, user: User | None, **parts: Any) -> Post:
    """Post anything, service messages included, and tell the bot what it may hear."""
    number = parts.pop("message_id", None)
    message = Message(
        message_id=world.next_message(room) if number is None else number,
        date=world.clock.now().replace(microsecond=0),
        chat=room.chat(),
        from_user=user,
        **parts,
    )
    post = Post(message, author)
    room.posts.append(post)
    if author != world.bot.id and world.hears(room, message):
        world.tell("channel_post" if room.kind == "channel" else "message", message)
    return post


def whisper_to_bot(
    world: "World", room: Room, *, author: int, user: User, text: str, reply_to: Post | None = None
) -> Post:
    """Post a command that was registered as ephemeral: only its sender and the bot see it.

    It may answer a message like any other (TDLib, sendEphemeralMessage: reply_to).
    """
    number = world.next_ephemeral()
    post = utter(
        world,
        room,
        author=author,
        user=user,
        text=text,
        reply_to=reply_to,
        message_id=0,
        ephemeral_message_id=number,
        receiver_user=world.bot.user(),
    )
    post.to = author
    return post
