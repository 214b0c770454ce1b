"""A place in which people write."""

from typing import TYPE_CHECKING

from simcord.backend.models import Channel as Model
from simcord.backend.models import Overwrite, Webhook
from simcord.enums import ChannelType, OverwriteType

from tests.standin.discord.post import Post

if TYPE_CHECKING:
    from tests.standin.discord.person import Person
    from tests.standin.discord.world import World


class Channel:
    """A text or voice channel, a thread, a forum, or a private conversation."""

    def __init__(self, world: "World", model: Model) -> None:
        self.world = world
        self.model = model

    @property
    def id(self) -> int:
        """Return the snowflake."""
        return self.model.id

    @property
    def messages(self) -> list[Post]:
        """Return what all who read here see, oldest first."""
        return self.world.posts(self.id)

    def thread(self, name: str, by: "Person", *, private: bool = False) -> "Channel":
        """Let somebody open a thread."""
        kind = ChannelType.PRIVATE_THREAD if private else ChannelType.PUBLIC_THREAD
        return Channel(self.world, self.world.backend.create_thread(self.id, name, by.id, type=kind))

    def post(self, title: str, by: "Person", text: str) -> "Channel":
        """Let somebody open a forum post: a thread that begins with a message of the same id."""
        thread = self.world.backend.create_thread(self.id, title, by.id, broadcast=False)
        self.world.backend.announce_thread_create(thread)
        self.world.backend.create_message(thread.id, by.id, text)
        return Channel(self.world, thread)

    def webhook(self, name: str = "hook") -> "Hook":
        """Make an incoming webhook."""
        backend = self.world.backend
        return Hook(self, backend.create_webhook(self.id, name, backend.bot_user.id))

    def denies_bot(self, *rights: str) -> None:
        """Take rights from the bot here, by their discord.py names such as `send_messages`; the gateway tells it."""
        bits = sum(self.world.flag(right) for right in rights)
        bot = self.world.backend.bot_user.id
        self.world.backend.set_overwrite(self.id, Overwrite(bot, OverwriteType.MEMBER, deny=bits))

    def vanishes(self) -> None:
        """Delete the channel; a guild that had its system messages here has them nowhere."""
        guild = self.world.backend.guilds.get(self.model.guild_id or 0)
        if guild is not None and guild.system_channel_id == self.id:
            guild.system_channel_id = None
        self.world.backend.delete_channel(self.id)


class Hook:
    """An incoming webhook: neither a person nor a member."""

    def __init__(self, channel: Channel, model: Webhook) -> None:
        self.channel = channel
        self.model = model

    def says(self, text: str) -> Post:
        """Post as the webhook."""
        world = self.channel.world
        message = world.backend.create_message(
            self.channel.id, self.model.webhook_user_id, text, webhook_id=self.model.id, author_name=self.model.name
        )
        return world.post(message)
