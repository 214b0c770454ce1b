"""Who stands behind an update, and where: people, bots, channels and anonymous admins told apart."""

from telegram import Chat as TelegramChat
from telegram import Message, User
from telegram.constants import ChatID, ChatType

from groupbot.people import Actor, ActorKind, Chat, Origin, Place

PLATFORM = "telegram"
GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)


def chat_of(chat_id: int) -> Chat:
    """Address a chat by Telegram's id."""
    return Chat(PLATFORM, str(chat_id))


def actor_of(user: User, chat: TelegramChat | None = None) -> Actor:
    """Tell what a user is; the stand-in user of anonymous admins becomes the admins of `chat`, nobody in person."""
    if user.id == ChatID.ANONYMOUS_ADMIN:
        return Actor(PLATFORM, str(chat.id if chat else user.id), ActorKind.ANONYMOUS_ADMIN)
    kind = ActorKind.BOT if user.is_bot else ActorKind.PERSON
    return Actor(PLATFORM, str(user.id), kind, user.full_name, user.language_code or "")


def sender_of(message: Message) -> Actor:
    """Tell who sent a message; `sender_chat` decides first, since `from` is then a stand-in (Bot API, Message)."""
    behind = message.sender_chat
    if behind is not None:
        anonymous = behind.id == message.chat.id
        kind = ActorKind.ANONYMOUS_ADMIN if anonymous else ActorKind.CHANNEL
        return Actor(PLATFORM, str(behind.id), kind, behind.title or "")
    if message.from_user is None:
        return Actor(PLATFORM, str(message.chat.id), ActorKind.CHANNEL, message.chat.title or "")
    return actor_of(message.from_user, message.chat)


def place_in(chat: TelegramChat, thread: str = "") -> Place:
    """Name the place of a chat; a private chat is the place without a group."""
    if chat.type not in GROUPS:
        return Place()
    return Place(chat_of(chat.id), thread, chat.title or "")


def place_of(message: Message) -> Place:
    """Name the place of a message; its thread counts in forum topics only, elsewhere it is a chain of replies."""
    thread = message.message_thread_id if message.is_topic_message else None
    return place_in(message.chat, str(thread) if thread else "")


def origin_of(message: Message, press: str = "") -> Origin:
    """Name what an effect may answer; ephemeral messages count by an id of their own (Bot API 10.2)."""
    ephemeral = message.api_kwargs.get("ephemeral_message_id")
    number = message.message_id if ephemeral is None else ephemeral
    return Origin(press, str(message.chat.id), str(number), ephemeral is not None)
