"""Answers to REQUEST_GUILD_MEMBERS."""

from collections.abc import Iterator
from typing import Any

from simcord.backend import serializers
from simcord.backend.state import Backend

SIZE = 1000


def chunks(backend: Backend, guild_id: int, asked: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the members asked for by id, by the beginning of a name, or all; nothing for a guild without the bot."""
    guild = backend.guilds.get(guild_id)
    if guild is None or backend.bot_user.id not in guild.members:
        return
    members = list(guild.members.values())
    wanted = asked.get("user_ids") or []
    ids = {int(one) for one in (wanted if isinstance(wanted, list) else [wanted])}
    if ids:
        members = [member for member in members if member.user_id in ids]
    else:
        start = str(asked.get("query") or "").lower()
        members = [m for m in members if (m.nick or backend.users[m.user_id].name).lower().startswith(start)]
        members = members[: asked.get("limit") or None]
    missing = sorted(ids - {member.user_id for member in members})
    count = max(1, -(-len(members) // SIZE))
    for index in range(count):
        part = members[index * SIZE : (index + 1) * SIZE]
        yield {
            "guild_id": str(guild_id),
            "members": [dict(serializers.member_payload(backend, guild, member)) for member in part],
            "chunk_index": index,
            "chunk_count": count,
            "not_found": [str(one) for one in missing],
            "nonce": asked.get("nonce"),
        }
