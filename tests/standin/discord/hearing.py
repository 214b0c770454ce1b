"""Which events of the world a session is told, and with what left out of them."""

import copy
from collections.abc import Mapping
from typing import Any

from simcord import intents as gates
from simcord.backend.access import channel_accessible
from simcord.backend.state import Backend

from tests.standin.discord.session import Session

ABOUT_A_GUILD = {"GUILD_CREATE", "GUILD_UPDATE", "GUILD_DELETE"}
WORDS = {"MESSAGE_CREATE", "MESSAGE_UPDATE"}


def guild_of(event: str, payload: Mapping[str, Any]) -> int | None:
    """Return the guild that an event belongs to."""
    found = payload.get("guild_id") or (payload.get("id") if event in ABOUT_A_GUILD else None)
    return int(found) if found else None


def hears(backend: Backend, session: Session, event: str, payload: Mapping[str, Any]) -> bool:
    """Return whether a session is told: its shard, its intents, and where the bot is and can look."""
    guild_id = guild_of(event, payload)
    if (guild_id >> 22) % session.shards != session.shard if guild_id else session.shard != 0:
        return False
    if event == "INTERACTION_CREATE":
        return True  # whoever installed the app is answered, wherever they are
    bot = backend.bot_user.id
    about_itself = event == "GUILD_MEMBER_UPDATE" and str(payload["user"]["id"]) == str(bot)
    gate = gates.required_intent(event, payload)
    if gate is not None and not about_itself and not getattr(session.intents, gate):
        return False
    if event == "GUILD_DELETE":
        return True
    if guild_id is None:
        return "channel_id" not in payload or int(payload["channel_id"]) in backend.dm_channels.values()
    guild = backend.guilds.get(guild_id)
    if guild is None or bot not in guild.members:
        return False
    channel = int(payload.get("channel_id") or 0)
    return (
        not event.startswith("MESSAGE_") or channel not in backend.channels or channel_accessible(backend, channel, bot)
    )


def shaped(backend: Backend, session: Session, event: str, payload: Mapping[str, Any]) -> dict[str, Any]:
    """Return an event as this session is shown it; content only where the intent or the occasion allows."""
    data: dict[str, Any] = copy.deepcopy(dict(payload))
    bot = backend.bot_user.id
    if event == "GUILD_CREATE":
        gates.prune_guild_create(data, session.intents, bot)
        data["joined_at"] = backend.guilds[int(data["id"])].members[bot].joined_at
    if session.intents.message_content:
        return data
    if event in WORDS:
        gates.censor_message(data, bot, backend=backend)
    elif event == "INTERACTION_CREATE" and isinstance(data.get("message"), dict):
        gates.censor_message(data["message"], bot, backend=backend, exempt_root=True)
    return data
