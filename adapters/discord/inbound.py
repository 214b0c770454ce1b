"""Gateway events that are no interactions -> events, without any side effect."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from adapters.discord.senders import actor_of, moment, place_in, sender_of
from groupbot.events import (
    BotAdded,
    BotRemoved,
    Event,
    JoinNoticed,
    MemberJoined,
    MemberLeft,
    MessagePosted,
    RightsChanged,
)
from groupbot.people import Actor, ActorKind, MessageRef

Raw = Mapping[str, Any]

# Discord, Message Types: what people write, and the server's own notice that somebody came in.
WRITTEN = frozenset({0, 19})
USER_JOIN = 7
# Word of the bot's coming may have come while it was down; a longer absence is made up for by the first act there.
NEW_FOR = timedelta(days=1)


def of_message(message: Raw, titles: Mapping[str, str], *, us: str, edited: bool, content: bool) -> tuple[Event, ...]:
    """Translate a message, new or edited; `content` says whether this server's words are wanted at all."""
    if "author" not in message or str(message["author"].get("id")) == us:
        return ()
    if edited and not message.get("edited_timestamp"):
        return ()  # nobody changed it: Discord has added the preview of a link, or a pin
    guild, channel, number = str(message.get("guild_id") or ""), str(message["channel_id"]), str(message["id"])
    place, at = place_in(guild, channel, titles), moment(number)
    if message.get("type") == USER_JOIN and guild and not edited:
        return (JoinNoticed(f"message:{number}", at, place, sender_of(message), MessageRef(guild, number, channel)),)
    if message.get("type", 0) not in WRITTEN:
        return ()
    text = str(message.get("content") or "") if content or not guild else ""
    key = f"message:{number}:{message['edited_timestamp']}" if edited else f"message:{number}"
    return (MessagePosted(key, at, place, sender_of(message), text),)


def of_member(member: Raw, titles: Mapping[str, str], now: datetime) -> tuple[Event, ...]:
    """Translate somebody's coming; who has not accepted the server's own rules yet has not come in."""
    if member.get("pending"):
        return ()
    guild, actor = str(member["guild_id"]), actor_of(member["user"])
    key = f"joined:{guild}:{actor.id}:{member.get('joined_at') or ''}"
    return (MemberJoined(key, now, place_in(guild, "", titles), actor),)


def of_leaving(data: Raw, titles: Mapping[str, str], now: datetime) -> tuple[Event, ...]:
    """Translate somebody's going; whether by themselves, Discord does not say."""
    guild, actor = str(data["guild_id"]), actor_of(data["user"])
    return (MemberLeft(f"left:{guild}:{actor.id}:{int(now.timestamp())}", now, place_in(guild, "", titles), actor),)


def of_guild(guild: Raw, now: datetime, *, known: bool) -> tuple[Event, ...]:
    """Translate a server that is there: one that was not known, or that the bot came into in the last day."""
    if guild.get("unavailable"):
        return ()
    number, joined = str(guild["id"]), str(guild.get("joined_at") or "")
    if known and not _new(joined, now):
        return ()
    place = place_in(number, "", {number: str(guild.get("name") or "")})
    # Discord does not say who brought the bot.
    return (BotAdded(f"added:{number}:{joined}", now, place, _nobody(number)),)


def of_guild_gone(guild: Raw, now: datetime) -> tuple[Event, ...]:
    """Translate the bot's removal; a server in an outage is still there."""
    number = str(guild["id"])
    if guild.get("unavailable"):
        return ()
    return (BotRemoved(f"removed:{number}:{int(now.timestamp())}", now, place_in(number, "", {}), _nobody(number)),)


def rights_changed(guild: str, titles: Mapping[str, str], now: datetime) -> RightsChanged:
    """Tell that the bot's rights in a server may be others than before; whose doing it was, Discord does not say."""
    return RightsChanged(f"rights:{guild}:{int(now.timestamp())}", now, place_in(guild, "", titles), _nobody(guild))


def _new(joined: str, now: datetime) -> bool:
    try:
        at = datetime.fromisoformat(joined)
    except ValueError:
        return False
    return now - at.astimezone(UTC) < NEW_FOR


def _nobody(guild: str) -> Actor:
    return Actor("discord", guild, ActorKind.CHANNEL)
