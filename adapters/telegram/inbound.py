"""Update -> events, without any side effect."""

from datetime import UTC, datetime

from telegram import CallbackQuery, Message, Update

from adapters.telegram.identity import Ourselves
from adapters.telegram.members import events_of_bot, events_of_member
from adapters.telegram.messages import events_of_edit, events_of_message
from adapters.telegram.questions import unmarked
from adapters.telegram.senders import actor_of, origin_of, place_of
from groupbot.events import ButtonPressed, Event

# What is not asked for is never received; chat_member comes only when it is asked for (Bot API, getUpdates).
ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member", "chat_member")


def translate(update: Update, us: Ourselves, now: datetime, *, hears_members: bool) -> tuple[Event, ...]:
    """Translate one update; `now` stands in where Telegram tells no time (button presses).

    Keys stay the same when an update is delivered again, and differ when Telegram's update ids restart at random
    after an idle week: they carry the update's own date as well, a press its query's id.
    """
    if update.callback_query is not None:
        return _press(update.callback_query, update.update_id, now)
    message = update.message or update.edited_message
    if message is not None:
        key = _key(update.update_id, message.edit_date or message.date)
        if update.edited_message is not None:
            return events_of_edit(message, key)
        return events_of_message(message, key, us, hears_members=hears_members)
    if update.my_chat_member is not None:
        return events_of_bot(update.my_chat_member, _key(update.update_id, update.my_chat_member.date))
    if update.chat_member is not None:
        return events_of_member(update.chat_member, _key(update.update_id, update.chat_member.date), us)
    return ()


def _key(update_id: int, at: datetime) -> str:
    return f"update:{update_id}:{int(at.timestamp())}"


def _press(query: CallbackQuery, update_id: int, now: datetime) -> tuple[Event, ...]:
    """Translate a press; its sender is the real person, even where the person is an anonymous admin."""
    message = query.message
    # PTB makes a Message also of one that Telegram no longer shows (date 0): chat and id are there, all we need.
    if query.data is None or not isinstance(message, Message):
        return ()
    key, origin = f"update:{update_id}:{query.id}", origin_of(message, query.id)
    at = now.astimezone(UTC)
    return (ButtonPressed(key, at, place_of(message), actor_of(query.from_user), unmarked(query.data), origin),)
