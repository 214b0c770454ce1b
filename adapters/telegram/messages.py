"""Messages -> events: commands, words, group migrations, and what Telegram posts about who comes and goes."""

from datetime import datetime

from telegram import Message, MessageEntity

from adapters.telegram.identity import Ourselves
from adapters.telegram.links import answered, linked
from adapters.telegram.senders import GROUPS, actor_of, chat_of, origin_of, place_of, sender_of
from groupbot.events import (
    ButtonPressed,
    CommandGiven,
    Event,
    GroupMigrated,
    JoinNoticed,
    MemberJoined,
    MemberLeft,
    MessagePosted,
)
from groupbot.people import Actor, Chat, MessageRef, Place


def events_of_message(message: Message, key: str, us: Ourselves, *, hears_members: bool) -> tuple[Event, ...]:
    """Translate a new message; `hears_members` says that joins and leaves arrive as chat_member updates anyway."""
    moved = _migration(message)
    if moved is not None:
        return (moved,)
    if message.new_chat_members or message.left_chat_member:
        told = () if hears_members else _membership(message, key, us)
        return (*told, *_notice(message, key, us))
    if message.forward_origin is None:
        command = _command(message, key, us)
        if command is not None:
            return command
    return _posted(message, key)


def events_of_edit(message: Message, key: str) -> tuple[Event, ...]:
    """Translate an edit: new words, and never a command, which was given once when the message was sent."""
    return _posted(message, key)


def _posted(message: Message, key: str) -> tuple[Event, ...]:
    text = message.text or message.caption or ""
    if not text and message.effective_attachment is None:
        return ()
    at = message.edit_date or message.date
    return (MessagePosted(key, at, place_of(message), sender_of(message), text),)


def _command(message: Message, key: str, us: Ourselves) -> tuple[Event, ...] | None:
    """Read a leading command; None when there is none, () when it is addressed to another bot."""
    text = message.text or ""
    leading = [e for e in message.entities if e.type == MessageEntity.BOT_COMMAND and e.offset == 0]
    if not leading:
        return None
    # Telegram's commands are ASCII, so that its UTF-16 units are code points here.
    word, _, addressee = text[1 : leading[0].length].partition("@")
    if addressee and addressee.casefold() != us.username.casefold():
        return ()
    argument = text[leading[0].length :].strip()
    place, actor, origin = place_of(message), sender_of(message), origin_of(message)
    about = answered(message) or linked(argument, message)
    if word.casefold() == "start" and argument and place.chat is None:
        # The deep link of a public button: t.me/<bot>?start=<token> (Bot API, "Deep linking").
        return (ButtonPressed(key, message.date, place, actor, argument, origin),)
    return (CommandGiven(key, message.date, place, actor, word.lower(), argument, origin, about),)


def _migration(message: Message) -> GroupMigrated | None:
    """Give both service messages of one migration, in the old and in the new chat, the same event key."""
    if message.migrate_to_chat_id is not None:
        old, new = message.chat.id, message.migrate_to_chat_id
    elif message.migrate_from_chat_id is not None:
        old, new = message.migrate_from_chat_id, message.chat.id
    else:
        return None
    place = Place(chat_of(old), title=message.chat.title or "")
    return migrated(place, chat_of(new), message.date, sender_of(message))


def migrated(place: Place, successor: Chat, at: datetime, actor: Actor) -> GroupMigrated:
    """Tell of a migration under the one key that it has, however it came to be known."""
    old = place.chat.id if place.chat else ""
    return GroupMigrated(f"migrated:{old}:{successor.id}", at, place, actor, successor)


def _membership(message: Message, key: str, us: Ourselves) -> tuple[Event, ...]:
    """Read joins and leaves from service messages; our own come as my_chat_member."""
    if message.chat.type not in GROUPS:
        return ()
    place, at = place_of(message), message.date
    joined = tuple(
        MemberJoined(f"{key}:{user.id}", at, place, actor_of(user, message.chat))
        for user in message.new_chat_members
        if user.id != us.id
    )
    gone = message.left_chat_member
    if gone is None or gone.id == us.id:
        return joined
    by_themselves = message.from_user is not None and message.from_user.id == gone.id
    return (*joined, MemberLeft(key, at, place, actor_of(gone, message.chat), removed=not by_themselves))


def _notice(message: Message, key: str, us: Ourselves) -> tuple[Event, ...]:
    """Tell of the service message itself; the one about somebody who left shows the same name, and counts alike.

    Our own coming and going is no advert. Large groups have no such messages (Bot API, Message.new_chat_members).
    """
    gone = message.left_chat_member
    named = [user for user in (*message.new_chat_members, *((gone,) if gone else ())) if user.id != us.id]
    if not named or message.chat.type not in GROUPS:
        return ()
    place = place_of(message)
    posted = MessageRef(str(message.chat.id), str(message.message_id), place.thread)
    return (JoinNoticed(f"{key}:notice", message.date, place, actor_of(named[0], message.chat), posted),)
