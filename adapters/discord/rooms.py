"""A server's channels at one moment: where the bot may write, and which of them its admins alone read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from discord import Permissions

from adapters.discord.permissions import MODERATING, held

Raw = Mapping[str, Any]
# Text channels and announcements; forums and stages take no plain message (Discord, Channel Types).
WRITABLE = frozenset({0, 5})
# Discord, Overwrite Structure.
OF_MEMBER = 1
VIEW = Permissions(view_channel=True).value


@dataclass(frozen=True, slots=True)
class Rooms:
    """A server, its channels in the order in which clients show them, and the bot as its member; kept nowhere."""

    guild: Raw
    channels: Sequence[Raw]
    us: str
    member: Raw

    @property
    def roles(self) -> frozenset[str]:
        """Return the bot's own roles."""
        return frozenset(map(str, self.member.get("roles", ())))

    def places(self) -> list[str]:
        """Return the channels that the bot may write in: those that everybody sees first, the system's own before all.

        Where everybody sees none, as in a server that is closed by a role, it is the first that takes a line.
        """
        system = str(self.guild.get("system_channel_id") or "")
        writable = [channel for channel in self.channels if self._writes(channel)]
        writable.sort(key=lambda channel: (not self._seen_by("", channel), str(channel["id"]) != system))
        return [str(channel["id"]) for channel in writable]

    def closed(self) -> Iterator[tuple[str, frozenset[str]]]:
        """Yield the channels that Discord has for a server's moderators and that are closed to everybody else.

        Each comes with the members whom it is opened to one by one. A role without a moderating right lets nobody in;
        a bot's own role may, because no person can be given it.
        """
        named = (self.guild.get(name) for name in ("safety_alerts_channel_id", "public_updates_channel_id"))
        for number in dict.fromkeys(str(name) for name in named if name):
            channel = next((one for one in self.channels if str(one["id"]) == number), None)
            if channel is not None and self._writes(channel) and self._is_closed(channel):
                yield number, frozenset(_singled_out(channel)) - {self.us}

    def _writes(self, channel: Raw) -> bool:
        have = held(self.guild, self.us, self.roles, channel)
        return channel["type"] in WRITABLE and have.view_channel and have.send_messages

    def _is_closed(self, channel: Raw) -> bool:
        # One role at a time is enough: several of them see what one of them sees, and no more.
        return not any(
            self._seen_by(str(role["id"]), channel) for role in self.guild["roles"] if not self._is_trusted(role)
        )

    def _seen_by(self, role: str, channel: Raw) -> bool:
        return held(self.guild, "", (role,), channel).view_channel

    def _is_trusted(self, role: Raw) -> bool:
        if int(role["permissions"]) & MODERATING.value:
            return str(role["id"]) != str(self.guild["id"])
        # Boosters' and subscribers' roles are managed as well, and people have them.
        ours = str(role["id"]) in self.roles
        return bool(role.get("managed")) and (ours or "bot_id" in (role.get("tags") or {}))


def _singled_out(channel: Raw) -> Iterator[str]:
    for one in channel.get("permission_overwrites") or ():
        if int(one["type"]) == OF_MEMBER and int(one["allow"]) & VIEW:
            yield str(one["id"])
