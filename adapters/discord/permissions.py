"""What members may do in a server and in its channels, computed as Discord computes it (Discord, Permissions)."""

from collections.abc import Collection, Mapping
from typing import Any

from discord import Permissions

Raw = Mapping[str, Any]
# Whoever has one of these is an admin to us: by either they decide about the bot itself.
MODERATING = Permissions(administrator=True, manage_guild=True)


def held(guild: Raw, user: str, roles: Collection[str], channel: Raw | None = None) -> Permissions:
    """Return what a member with these roles may do in a server, or in one of its channels.

    The server itself is the role of everybody. A timeout is not looked at.
    """
    everybody = str(guild["id"])
    if str(guild["owner_id"]) == user:
        return Permissions.all()
    value = 0
    for role in guild["roles"]:
        if str(role["id"]) == everybody or str(role["id"]) in roles:
            value |= int(role["permissions"])
    have = Permissions(value)
    if have.administrator:
        return Permissions.all()
    return have if channel is None else Permissions(_overwritten(value, channel, everybody, roles, user))


def _overwritten(value: int, channel: Raw, everybody: str, roles: Collection[str], user: str) -> int:
    """Apply a channel's overwrites: those for everybody, then of all roles at once, then the member's own."""
    overwrites = {str(one["id"]): one for one in channel.get("permission_overwrites") or ()}
    for names in ((everybody,), [role for role in roles if role != everybody], (user,)):
        found = [overwrites[name] for name in names if name in overwrites]
        for one in found:
            value &= ~int(one["deny"])
        for one in found:
            value |= int(one["allow"])
    return value
