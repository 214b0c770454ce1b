"""A guild: its channels, roles and members, and what becomes of the bot in it."""

from typing import TYPE_CHECKING

import discord
from simcord.backend import serializers
from simcord.backend.models import Guild as Model
from simcord.backend.models import Role
from simcord.enums import ChannelType

from tests.standin.discord.channel import Channel

if TYPE_CHECKING:
    from tests.standin.discord.person import Person
    from tests.standin.discord.world import World


class Guild:
    """A server; `general` is its first text and system channel, `owner` a person with all rights."""

    general: Channel
    owner: "Person"

    def __init__(self, world: "World", model: Model) -> None:
        self.world = world
        self.model = model
        bot = model.members[world.backend.bot_user.id]
        self._bot = bot
        self.bot_role = model.roles[bot.role_ids[0]]

    @property
    def id(self) -> int:
        """Return the snowflake."""
        return self.model.id

    @property
    def has_bot(self) -> bool:
        """Return whether the bot is a member."""
        return self._bot.user_id in self.model.members

    @property
    def members(self) -> set[int]:
        """Return the ids of all members."""
        return set(self.model.members)

    def roles_of(self, person: "Person") -> set[str]:
        """Return the names of a member's roles."""
        return {self.model.roles[one].name for one in self.model.members[person.id].role_ids}

    def channel(self, name: str) -> Channel:
        """Make a text channel."""
        return self._make(name, ChannelType.TEXT)

    def voice(self, name: str) -> Channel:
        """Make a voice channel, in which people also write."""
        return self._make(name, ChannelType.VOICE)

    def forum(self, name: str) -> Channel:
        """Make a forum."""
        return self._make(name, ChannelType.FORUM)

    def _make(self, name: str, kind: ChannelType) -> Channel:
        return Channel(self.world, self.world.backend.create_channel(self.id, name, type=kind))

    def role(self, name: str, *rights: str, above_bot: bool = False) -> Role:
        """Make a role with rights by their discord.py names, below the bot's role or above it."""
        backend = self.world.backend
        bits = sum(self.world.flag(right) for right in rights)
        role = backend.create_role(self.id, name, permissions=bits)
        if above_bot:
            backend.reorder_roles(self.id, [{"id": str(role.id), "position": self.bot_role.position + 1}])
        return role

    def gives(self, person: "Person", role: Role) -> None:
        """Give a member a role, as an admin does."""
        self.world.backend.add_member_role(self.id, person.id, role.id)

    def takes(self, person: "Person", role: Role) -> None:
        """Take a role from a member."""
        self.world.backend.remove_member_role(self.id, person.id, role.id)

    def deletes_role(self, role: Role) -> None:
        """Delete a role."""
        self.world.backend.delete_role(self.id, role.id)

    def sets_bot_rights(self, rights: discord.Permissions) -> None:
        """Change what the bot may do; the gateway tells it as a role's update."""
        self.world.backend.edit_role(self.id, self.bot_role.id, {"permissions": rights.value})

    def screens(self, person: "Person", *, passed: bool) -> None:
        """Let a member stand before the server's own rules screening, or pass it."""
        self.model.members[person.id].pending = not passed
        self.world.backend.announce_member_update(self.id, person.id)

    def kicks(self, person: "Person") -> None:
        """Remove a member."""
        self.world.backend.remove_member(self.id, person.id)

    def bans(self, person: "Person") -> None:
        """Ban an account."""
        self.world.backend.apply_ban(self.id, person.id, None)

    def adds_bot(self) -> None:
        """Let an admin invite the bot."""
        self._bot.joined_at = self.world.backend.now_iso()
        self.model.members[self._bot.user_id] = self._bot
        self.announce()

    def removes_bot(self) -> None:
        """Let an admin remove the bot, or let the bot leave: GUILD_DELETE without `unavailable`."""
        del self.model.members[self._bot.user_id]
        self.world.backend.emit("GUILD_DELETE", {"id": str(self.id)})

    def goes_down(self) -> None:
        """Begin an outage: GUILD_DELETE with `unavailable`; nothing is told until `comes_back`."""
        self.world.hub.down.add(self.id)
        self.world.backend.emit("GUILD_DELETE", {"id": str(self.id), "unavailable": True})

    def comes_back(self) -> None:
        """End an outage: GUILD_CREATE again."""
        self.world.hub.down.discard(self.id)
        self.announce()

    def announce(self) -> None:
        """Tell GUILD_CREATE to those who are connected."""
        self.world.backend.emit("GUILD_CREATE", serializers.guild_create_payload(self.world.backend, self.model))
