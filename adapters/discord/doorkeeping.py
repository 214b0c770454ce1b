"""Holding members by timeouts and letting them in by a role on Discord."""

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from datetime import UTC, datetime
from typing import Any

from discord.http import Route

from adapters.discord.calls import (
    MISSING_ACCESS,
    MISSING_RIGHT,
    UNKNOWN_GUILD,
    UNKNOWN_MEMBER,
    UNKNOWN_ROLE,
    UNKNOWN_USER,
    Calls,
    Refused,
    note_refusal,
)
from adapters.discord.roster import DiscordRoster
from adapters.discord.timeouts import end_of
from groupbot.deeds import Deed
from groupbot.effects import Admit, Decline, Door, Release, Restrict
from groupbot.ports import Right

_REASONS = {
    UNKNOWN_GUILD: Deed.GONE,
    UNKNOWN_MEMBER: Deed.GONE,
    UNKNOWN_USER: Deed.GONE,
    UNKNOWN_ROLE: Deed.NO_ROLE,
    MISSING_ACCESS: Deed.NO_RIGHT,
}


class DiscordDoor:
    """Implements groupbot.ports.Doorkeeper. Source: Discord, Modify Guild Member and Add Guild Member Role."""

    def __init__(
        self,
        calls: Calls,
        roster: DiscordRoster,
        us: Callable[[], str],
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._calls = calls
        self._roster = roster
        self._us = us
        self._now = now

    async def restrict(self, effect: Restrict, ours: AbstractSet[datetime]) -> Deed:
        """Set a timeout, where no other one runs."""
        try:
            stands = end_of(await self._member(effect), self._now())
            if stands == effect.until:
                return Deed.DONE
            if stands not in {None, *ours}:
                return Deed.HELD
            await self._time_out(effect, effect.until)
        except Refused as refused:
            return await self._why(effect, refused, Right.HOLD)
        return Deed.DONE

    async def release(self, effect: Release, ours: AbstractSet[datetime]) -> Deed:
        """Clear our timeout."""
        try:
            stands = end_of(await self._member(effect), self._now())
            if stands is None:
                return Deed.DONE
            if stands not in ours:
                return Deed.NOT_OURS
            await self._time_out(effect, None)
        except Refused as refused:
            return await self._why(effect, refused, Right.HOLD)
        return Deed.DONE

    async def admit(self, effect: Admit) -> Deed:
        """Give the role that opens the server, once its own rules are accepted: a role would lead around them."""
        if not effect.role:
            return Deed.CANNOT
        try:
            member = await self._member(effect)
            if member.get("pending"):
                return Deed.PENDING
            if effect.role in map(str, member.get("roles", ())):
                return Deed.DONE
            await self._calls.request(_of(effect, "PUT", "/roles/{role_id}", role_id=effect.role))
        except Refused as refused:
            return await self._why(effect, refused, Right.ADMIT)
        return Deed.DONE

    async def decline(self, effect: Decline) -> Deed:  # noqa: ARG002  (the port's own word)
        """Turn nobody away: Discord shows a bot no requests."""
        return Deed.CANNOT

    async def _member(self, effect: Door) -> Mapping[str, Any]:
        found: Mapping[str, Any] = await self._calls.request(_of(effect, "GET"))
        return found

    async def _time_out(self, effect: Door, until: datetime | None) -> None:
        body = {"communication_disabled_until": until.isoformat() if until else None}
        await self._calls.request(_of(effect, "PATCH"), json=body)

    async def _why(self, effect: Door, refused: Refused, right: Right) -> Deed:
        if refused.code == MISSING_RIGHT:
            # Discord says the same whether the permission is missing or the member stands above the bot.
            have = await self._roster.rights(effect.chat, self._us(), hears=False)
            return Deed.ABOVE if have is not None and right in have else Deed.NO_RIGHT
        if refused.code not in _REASONS:
            note_refusal(refused, "an act on a member")
        return _REASONS.get(refused.code, Deed.REFUSED)


def _of(effect: Door, method: str, more: str = "", **parts: str) -> Route:
    path = "/guilds/{guild_id}/members/{member_id}" + more
    return Route(method, path, guild_id=effect.chat.id, member_id=effect.who.id, **parts)
