"""Who is what in a server and what the bot may do there, read when it is asked and kept nowhere."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from discord import Permissions
from discord.http import Route

from adapters.discord.calls import MISSING_ACCESS, UNKNOWN_GUILD, UNKNOWN_MEMBER, UNKNOWN_USER, Calls, Refused
from groupbot.people import Actor, ActorKind, Chat
from groupbot.ports import Right, Standing

GONE = frozenset({UNKNOWN_MEMBER, UNKNOWN_USER})
NOT_THERE = frozenset({UNKNOWN_GUILD, MISSING_ACCESS})
WHILE_SILENCED = Permissions(view_channel=True, read_message_history=True)


class DiscordRoster:
    """Reads servers, roles and single members; no list of members is ever asked for."""

    def __init__(self, calls: Calls, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._calls = calls
        self._now = now

    async def standing(self, chat: Chat, actor: Actor) -> Standing:
        """Read one member's standing now; raises Unavailable when Discord does not answer.

        Whoever may manage the server is an admin. Who has not accepted the server's own rules yet is no member: that
        screening is the server's door, and nothing of ours leads around it.
        """
        if actor.kind is not ActorKind.PERSON:
            return Standing.UNKNOWN
        try:
            member = await self._member(chat.id, actor.id)
        except Refused as refused:
            return Standing.OUTSIDE if refused.code in GONE else Standing.UNKNOWN
        if member.get("pending"):
            return Standing.OUTSIDE
        try:
            rights = await self._permissions(chat.id, actor.id, member)
        except Refused:
            return Standing.UNKNOWN
        return Standing.ADMIN if rights.administrator or rights.manage_guild else Standing.MEMBER

    async def rights(self, chat: Chat, us: str, *, hears: bool) -> frozenset[Right] | None:
        """Read what the bot may do in a server; None when Discord does not say."""
        try:
            have = await self._permissions(chat.id, us, await self._member(chat.id, us))
        except Refused:
            return None
        told = {
            Right.SPEAK: have.view_channel and have.send_messages,
            Right.REMOVE: have.manage_messages,
            Right.MEMBERS: True,  # a single member can always be read
            Right.READ: hears,
            Right.HOLD: have.moderate_members,
            Right.ADMIT: have.manage_roles,
        }
        return frozenset(
            right for right, given in told.items() if given or (have.administrator and right != Right.READ)
        )

    async def is_gone(self, guild: str) -> bool:
        """Tell whether Discord says that the bot is not in a server; raises Unavailable when it says nothing."""
        try:
            await self.guild(guild)
        except Refused as refused:
            return refused.code in NOT_THERE
        return False

    async def guild(self, guild: str) -> dict[str, Any]:
        """Read a server; raises Refused."""
        found: dict[str, Any] = await self._calls.request(Route("GET", "/guilds/{guild_id}", guild_id=guild))
        return found

    async def channels(self, guild: str) -> list[dict[str, Any]]:
        """Read a server's channels in the order in which clients show them; raises Refused."""
        route = Route("GET", "/guilds/{guild_id}/channels", guild_id=guild)
        found: list[dict[str, Any]] = await self._calls.request(route)
        return sorted(found, key=lambda channel: (int(channel.get("position") or 0), int(channel["id"])))

    async def _member(self, guild: str, user: str) -> dict[str, Any]:
        route = Route("GET", "/guilds/{guild_id}/members/{member_id}", guild_id=guild, member_id=user)
        found: dict[str, Any] = await self._calls.request(route)
        return found

    async def _permissions(self, guild: str, user: str, member: dict[str, Any]) -> Permissions:
        """Compute what a member may do in the server as a whole (Discord, Permissions)."""
        whole = await self.guild(guild)
        if str(whole["owner_id"]) == user:
            return Permissions.all()
        held = {guild, *map(str, member.get("roles", ()))}
        value = 0
        for role in whole["roles"]:
            if str(role["id"]) in held:
                value |= int(role["permissions"])
        have = Permissions(value)
        # Whoever is in a timeout may look and read, unless they are an administrator (Discord, Permissions).
        silenced = self._silenced(member) and not have.administrator
        return Permissions(value & WHILE_SILENCED.value) if silenced else have

    def _silenced(self, member: dict[str, Any]) -> bool:
        until = member.get("communication_disabled_until")
        return bool(until) and datetime.fromisoformat(str(until)) > self._now()
