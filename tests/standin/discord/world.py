"""The world behind the stand-in: guilds, people, what was asked and what goes wrong."""

import itertools
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import discord
from simcord.backend.models import Message
from simcord.backend.state import Backend
from simcord.enums import ChannelType

from tests.standin.discord.channel import Channel
from tests.standin.discord.clock import Clock
from tests.standin.discord.faults import Faults
from tests.standin.discord.guild import Guild
from tests.standin.discord.hub import Hub
from tests.standin.discord.person import Person
from tests.standin.discord.portal import Portal
from tests.standin.discord.post import Post
from tests.standin.discord.record import Record

if TYPE_CHECKING:
    from tests.standin.discord.press import Press


class World:
    """One bot's world."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.backend = Backend(clock=self.clock)
        self.portal = Portal()
        self.hub = Hub(self.backend, self.portal)
        self.record = Record()
        self.faults = Faults()
        self.people: dict[int, Person] = {}
        self.guilds: dict[int, Guild] = {}
        self.presses: list[Press] = []
        self.nonces: dict[tuple[str, str], tuple[float, Any]] = {}
        self.shards = 1
        self._names = itertools.count(1)

    def person(
        self, name: str = "", *, locale: str = "en-US", installed: bool = False, dms: bool = True, bot: bool = False
    ) -> Person:
        """Make an account; `installed` has the app for itself, `dms=False` takes no direct messages."""
        user = self.backend.make_user(name or f"person{next(self._names)}", bot=bot)
        person = Person(self, user, locale)
        person.installed, person.dms = installed, dms
        self.people[user.id] = person
        return person

    def guild(
        self,
        name: str = "editors",
        *,
        members: Iterable[Person] = (),
        locale: str = "en-US",
        rights: discord.Permissions | None = None,
        bot: bool = True,
    ) -> Guild:
        """Make a guild with the channel #general; with `bot`, connected clients are told GUILD_CREATE once."""
        with self.hub.mute():
            guild = Guild(self, self.backend.create_guild(name, preferred_locale=locale))
            self.guilds[guild.id] = guild
            guild.general = guild.channel("general")
            guild.model.system_channel_id = guild.general.id
            owner = Person(self, self.backend.users[guild.model.owner_id], locale)
            self.people[owner.id] = guild.owner = owner
            if rights is not None:
                guild.bot_role.permissions = rights.value
            for person in members:
                self.backend.add_member(guild.id, person.id)
            if not bot:
                guild.removes_bot()
        if bot:
            guild.announce()
        return guild

    def private_channel(self, *people: Person) -> Channel:
        """Return a direct conversation between people, without the bot."""
        channel = self.backend.create_channel(None, None, type=ChannelType.DM)
        channel.recipient_ids = [person.id for person in people]
        return Channel(self, channel)

    @staticmethod
    def flag(right: str) -> int:
        """Return the bit of a right by its discord.py name."""
        return int(discord.Permissions(**{right: True}).value)

    def post(self, message: Message) -> Post:
        """Return a message as people see it."""
        return Post(self, message)

    def posts(self, channel_id: int) -> list[Post]:
        """Return a channel's messages that all who read there see, oldest first."""
        kept = self.backend.messages.get(channel_id, {})
        return [Post(self, kept[number]) for number in sorted(kept) if not kept[number].is_ephemeral]

    @property
    def commands(self) -> dict[str, dict[str, Any]]:
        """Return the global commands by name, as they were registered."""
        return {name: command for (name, _), command in self.backend.commands.get(None, {}).items()}

    @property
    def command_puts(self) -> int:
        """Return how often commands were written."""
        return len(self.record.of("PUT", "/applications/*/commands"))
