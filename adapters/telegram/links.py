"""Links to messages: made of ids for the one that a command answers, and read where somebody sends one.

Source: core.telegram.org/api/links, "Message links". Basic groups have none.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from telegram import Message
from telegram.constants import ChatType

from adapters.telegram.senders import chat_of
from groupbot.events import CommandGiven, Event
from groupbot.people import Chat, MessageLink
from groupbot.ports import Unavailable
from groupbot.text.patterns import Pattern

HOSTS = ("https://t.me/", "https://telegram.me/", "t.me/")
# Between a group's number in a link and its id (core.telegram.org/api/bots/ids).
SUPERGROUPS = 1_000_000_000_000
NUMBER = Pattern("[1-9][0-9]{0,9}")
GROUP = Pattern("[1-9][0-9]{0,11}")
NAME = Pattern("[A-Za-z][A-Za-z0-9_]{3,31}")
PRIVATE = "c"
# Says how a client is to show the message, and not which one.
SHOWING = ("single",)

# Raises Unavailable while Telegram does not say.
Named = Callable[[str], Awaitable[Chat | None]]
# Asks who may have a name looked up once more, by id.
May = Callable[[str], bool]
# The one command that takes a link; no other makes the bot ask for a name.
TAKES_LINKS = "report"


@dataclass(frozen=True, slots=True)
class Sent:
    """A link as somebody sent it: the group by number or by public name, and the way from there to the message."""

    number: int
    name: str
    path: str

    def to(self, chat: Chat) -> MessageLink:
        """Return it anew, of its parts alone."""
        return MessageLink(chat, f"https://t.me/{self.name or f'{PRIVATE}/{self.number}'}/{self.path}")


def answered(message: Message) -> MessageLink | None:
    """Return the link to the message that this one answers; in a topic what answers nothing names its first message."""
    about = message.reply_to_message
    if about is None or about.forum_topic_created is not None or message.chat.type != ChatType.SUPERGROUP:
        return None
    if about.message_id <= 0 or about.chat.id != message.chat.id:
        return None
    topic = f"{message.message_thread_id}/" if message.is_topic_message else ""
    sent = Sent(-message.chat.id - SUPERGROUPS, message.chat.username or "", f"{topic}{about.message_id}")
    return sent.to(chat_of(message.chat.id))


def linked(text: str, message: Message) -> MessageLink | None:
    """Return the message whose link is the whole text, as far as the text and the place where it stands tell."""
    sent = read(text)
    if sent is None:
        return None
    if sent.number:
        return sent.to(chat_of(-SUPERGROUPS - sent.number))
    here = (message.chat.username or "").casefold()
    return sent.to(chat_of(message.chat.id)) if sent.name.casefold() == here else None


async def placed(events: tuple[Event, ...], named: Named, may: May) -> tuple[Event, ...]:
    """Return the events with the group found to which a link in private leads by a public name.

    While Telegram does not say, or this person has asked too often, it stays unplaced: that is no reason to call
    anybody's link a wrong one.
    """
    if len(events) != 1 or not isinstance(given := events[0], CommandGiven) or given.command != TAKES_LINKS:
        return events
    sent = read(given.argument) if given.about is None and given.place.chat is None else None
    if sent is None or not sent.name:
        return events
    try:
        if not may(given.actor.id):
            return (replace(given, unplaced=True),)
        chat = await named(sent.name)
    except Unavailable:
        return (replace(given, unplaced=True),)
    return events if chat is None else (replace(given, about=sent.to(chat)),)


def read(text: str) -> Sent | None:
    """Read a link to one message, with the topic before its number or without; None for anything else."""
    host = next((host for host in HOSTS if text.startswith(host)), "")
    way, _, showing = text.removeprefix(host).partition("?")
    parts = way.split("/")
    if not host or showing not in ("", *SHOWING):
        return None
    private = parts[0] == PRIVATE
    group, *numbers = parts[1:] if private and len(parts) > 1 else parts
    if not (GROUP if private else NAME).fullmatch(group) or len(numbers) not in (1, 2):
        return None
    if not all(NUMBER.fullmatch(number) for number in numbers):
        return None
    return Sent(int(group) if private else 0, "" if private else group, "/".join(numbers))
