"""Who is what in a server and what the bot may do there, read when it is asked and kept nowhere."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from discord import Permissions
from discord.http import Route

from adapters.discord.calls import MISSING_ACCESS, UNKNOWN_GUILD, UNKNOWN_MEMBER, UNKNOWN_USER, Calls, Refused
from adapters.discord.permissions import MODERATING, held
from adapters.discord.rooms import Rooms
from groupbot.people import Actor, ActorKind, Admins, Chat
from groupbot.ports import Right, Standing

Raw = Mapping[str, Any]
GONE = frozenset({UNKNOWN_MEMBER, UNKNOWN_USER})
NOT_THERE = frozenset({UNKNOWN_GUILD, MISSING_ACCESS})
WHILE_SILENCED = Permissions(view_channel=True, read_message_history=True)
# A channel that is opened to more people one by one is asked about no further: it counts as open.
ASKED_AT_MOST = 10


class DiscordRoster:
    """Reads servers, roles and single members; no list of members is ever asked for."""

    def __init__(self, calls: Calls, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._calls = calls
        self._now = now

    async def standing(self, chat: Chat, actor: Actor) -> Standing:
        """Read one member's standing now; raises Unavailable when Discord does not answer.

        Whoever may manage the server is an admin, also one who has not accepted its rules yet. In a timeout they may
        decide nothing and are not acted on either (law L11): HELD. Anybody else who has not accepted the rules is no
        member: that screening is the server's door, and nothing of ours leads around it.
        """
        if actor.kind is not ActorKind.PERSON:
            return Standing.UNKNOWN
        try:
            member = await self._member(chat.id, actor.id)
        except Refused as refused:
            return Standing.OUTSIDE if refused.code in GONE else Standing.UNKNOWN
        try:
            have = held(await self.guild(chat.id), actor.id, frozenset(map(str, member.get("roles", ()))))
        except Refused:
            return Standing.UNKNOWN
        if have.value & MODERATING.value:
            return Standing.HELD if self._silenced(member, have) else Standing.ADMIN
        return Standing.OUTSIDE if member.get("pending") else Standing.MEMBER

    async def admins(self, chat: Chat) -> Admins:
        """Return the owner, who is never all that there may be; nobody when Discord does not say."""
        try:
            return Admins(frozenset({str((await self.guild(chat.id))["owner_id"])}))
        except Refused:
            return Admins()

    async def rights(self, chat: Chat, us: str, *, hears: bool) -> frozenset[Right] | None:
        """Read what the bot may do in a server; None when Discord does not say.

        It may speak where there is a channel that it sees and may write in.
        """
        try:
            rooms = await self.rooms(chat.id, us)
            desk = await self.desk(rooms)
        except Refused:
            return None
        have = self._rights(rooms.guild, us, rooms.member)
        silenced = self._silenced(rooms.member, have)
        told = {
            Right.SPEAK: bool(rooms.places()) and not silenced,
            Right.DESK: bool(desk) and not silenced,
            Right.REMOVE: have.manage_messages,
            Right.MEMBERS: True,  # a single member can always be read
            Right.READ: hears,
            Right.HOLD: have.moderate_members,
            Right.ADMIT: have.manage_roles,
        }
        return frozenset(right for right, given in told.items() if given)

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

    async def rooms(self, guild: str, us: str) -> Rooms:
        """Read a server, its channels and the bot's own roles; raises Refused."""
        route = Route("GET", "/guilds/{guild_id}/channels", guild_id=guild)
        whole, channels, member = await asyncio.gather(
            self.guild(guild), self._calls.request(route), self._member(guild, us)
        )
        in_order = sorted(channels, key=lambda channel: (int(channel.get("position") or 0), int(channel["id"])))
        return Rooms(whole, in_order, us, member)

    async def desk(self, rooms: Rooms) -> str:
        """Return the channel that nobody but a server's admins and its bots read, "" where there is none."""
        for channel, people in rooms.closed():
            if len(people) <= ASKED_AT_MOST and all([await self._is_admin(rooms.guild, one) for one in people]):
                return channel
        return ""

    async def _is_admin(self, guild: Raw, person: str) -> bool:
        try:
            member = await self._member(str(guild["id"]), person)
        except Refused:
            return False
        return bool(self._rights(guild, person, member).value & MODERATING.value)

    async def _member(self, guild: str, user: str) -> dict[str, Any]:
        route = Route("GET", "/guilds/{guild_id}/members/{member_id}", guild_id=guild, member_id=user)
        found: dict[str, Any] = await self._calls.request(route)
        return found

    def _rights(self, guild: Raw, user: str, member: Raw) -> Permissions:
        """Compute what a member may do in the server as a whole."""
        have = held(guild, user, frozenset(map(str, member.get("roles", ()))))
        return Permissions(have.value & WHILE_SILENCED.value) if self._silenced(member, have) else have

    def _silenced(self, member: Raw, have: Permissions) -> bool:
        # Whoever is in a timeout may look and read, unless they are an administrator (Discord, Permissions).
        until = member.get("communication_disabled_until")
        return bool(until) and not have.administrator and datetime.fromisoformat(str(until)) > self._now()
