"""Who stands behind an event, and where: members, bots, webhooks and the bot's own servers told apart."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from groupbot.people import Actor, ActorKind, Chat, Place

PLATFORM = "discord"
EPOCH_MS = 1_420_070_400_000


def actor_of(user: Mapping[str, Any], locale: str = "") -> Actor:
    """Tell what a user is, by the name that Discord shows; `locale` is known in interactions alone."""
    kind = ActorKind.BOT if user.get("bot") or user.get("system") else ActorKind.PERSON
    name = str(user.get("global_name") or user.get("username") or "")
    return Actor(PLATFORM, str(user["id"]), kind, name, locale)


def sender_of(message: Mapping[str, Any]) -> Actor:
    """Tell who sent a message; whatever comes through a webhook is nobody in person (Discord, Message Object)."""
    if message.get("webhook_id"):
        return Actor(PLATFORM, str(message["webhook_id"]), ActorKind.BOT)
    return actor_of(message["author"])


def chat_of(guild: str) -> Chat:
    """Address a server."""
    return Chat(PLATFORM, guild)


def place_in(guild: str, channel: str, titles: Mapping[str, str]) -> Place:
    """Name a place: a channel or thread of a server, or a private chat where there is no server."""
    return Place(chat_of(guild), channel, titles.get(guild, "")) if guild else Place()


def moment(snowflake: str) -> datetime:
    """Read the moment that is in every id of Discord (Reference, Snowflakes)."""
    return datetime.fromtimestamp(((int(snowflake) >> 22) + EPOCH_MS) / 1000, UTC)
