"""How people come and go, and whether the bot can write to them."""

from typing import TYPE_CHECKING

from simcord.backend import serializers
from simcord.backend.models import User
from simcord.enums import MessageType

from tests.standin.discord.channel import Channel
from tests.standin.discord.guild import Guild

if TYPE_CHECKING:
    from tests.standin.discord.world import World


class Comings:
    """An account; `dms` whether it takes direct messages, `installed` whether it has the app for itself."""

    def __init__(self, world: "World", user: User, locale: str) -> None:
        self.world = world
        self.user = user
        self.locale = locale
        self.dms = True
        self.installed = False
        self.blocked = False

    @property
    def id(self) -> int:
        """Return the snowflake."""
        return self.user.id

    @property
    def guilds(self) -> list[Guild]:
        """Return the guilds shared with the bot."""
        return [guild for guild in self.world.guilds.values() if guild.has_bot and self.id in guild.members]

    @property
    def reachable(self) -> bool:
        """Return whether the bot may write to this account in private."""
        return self.dms and not self.blocked and not self.user.bot and bool(self.installed or self.guilds)

    @property
    def dm(self) -> Channel:
        """Return the private channel with the bot."""
        return Channel(self.world, self.world.backend.get_dm_channel(self.id))

    def installs(self) -> None:
        """Install the app for this account."""
        self.installed = True

    def blocks_bot(self, *, yes: bool = True) -> None:
        """Block the bot, or take that back."""
        self.blocked = yes

    def joins(self, guild: Guild, *, pending: bool = False) -> None:
        """Join a guild: GUILD_MEMBER_ADD, and a system message of type 7 in the system channel."""
        backend, hub = self.world.backend, self.world.hub
        with hub.mute():
            member = backend.add_member(guild.id, self.id)
        member.pending = pending
        payload = dict(serializers.member_payload(backend, guild.model, member))
        backend.emit("GUILD_MEMBER_ADD", {**payload, "guild_id": str(guild.id)})
        if guild.model.system_channel_id in backend.channels:
            with hub.mute():
                notice = backend.create_system_message(guild.model.system_channel_id, MessageType.NEW_MEMBER, self.id)
            notice.content = ""  # the words are made by each reader's client
            backend.announce_message_create(notice)

    def leaves(self, guild: Guild) -> None:
        """Leave a guild."""
        self.world.backend.remove_member(guild.id, self.id)
