"""Where scripts take place on the stand-in for Discord: servers with threads, and what everybody and each one sees."""

from collections.abc import Iterator

from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from tests.conversation.discord_words import harms, shown
from tests.conversation.stage import Pressable, Seen
from tests.standin.discord import Channel, DiscordStandIn, Guild, Person, Post

# Discord has no client in Hebrew and none in Arabic.
LOCALES = {
    "en": "en-US",
    "zh-hans": "zh-CN",
    "zh-hant": "zh-TW",
    "de": "de",
    "fr": "fr",
    "es": "es-ES",
    "ru": "ru",
    "pl": "pl",
}
SPEECH = 0  # the type of a message that somebody wrote


def key(post: Post) -> str:
    """Return what names a message among all."""
    return f"{post.model.channel_id} {post.id}"


class Places:
    """All servers of one script, by their names in it."""

    def __init__(self, dc: DiscordStandIn) -> None:
        self._dc = dc
        self.guilds: dict[str, Guild] = {}
        self._threads: dict[tuple[str, str], Channel] = {}

    def channel(self, group: str, topic: str, by: Person) -> Channel:
        """Return a server's first channel, or a thread under it that is opened when it is new."""
        general = self.guilds[group].general
        if not topic:
            return general
        if (group, topic) not in self._threads:
            self._threads[group, topic] = general.thread(topic, by)
        return self._threads[group, topic]

    def moderators(self, group: str) -> Channel:
        """Return the channel that those see who manage the server, and the bot; the owner has direct messages."""
        guild = self.guilds[group]
        number = guild.model.public_updates_channel_id
        if number is not None:
            return Channel(self._dc.world, self._dc.world.backend.channels[number])
        made = guild.channel("moderators")
        view = self._dc.world.flag("view_channel")
        self._dc.world.backend.set_overwrite(made.id, Overwrite(guild.id, OverwriteType.ROLE, deny=view))
        self._dc.world.backend.set_overwrite(made.id, Overwrite(guild.bot_role.id, OverwriteType.ROLE, allow=view))
        guild.model.public_updates_channel_id = made.id
        return made

    def public(self, group: str) -> Iterator[tuple[Post, str]]:
        """Yield what everybody in a server sees that somebody wrote, with the name of the thread that it stands in."""
        backend = self._dc.world.backend
        guild, closed = self.guilds[group].id, self.guilds[group].model.public_updates_channel_id
        inside = [one for one in backend.channels.values() if one.guild_id == guild and one.id != closed]
        posts = [
            (post, (one.name or "") if one.is_thread else "") for one in inside for post in self._dc.world.posts(one.id)
        ]
        return (each for each in sorted(posts, key=lambda each: each[0].id) if each[0].model.type == SPEECH)

    def find(self, message: str) -> Post | None:
        """Return a message that still stands, in public or for one person."""
        channel, number = map(int, message.split())
        found = self._dc.world.backend.messages.get(channel, {}).get(number)
        return Post(self._dc.world, found) if found is not None else None

    def harms(self) -> list[str]:
        """Return what in the bot's messages is more than words: pings, links and markup that nobody set."""
        kept = self._dc.world.backend.messages.values()
        mine = [post for each in kept for one in each.values() if (post := Post(self._dc.world, one)).by_bot]
        return [harm for post in mine for harm in [*harms(post.text), *map(str, post.pings)]]


def seen(post: Post, author: str = "", topic: str = "") -> Seen:
    """Return a message as scripts read it."""
    buttons = tuple(Pressable(label, key(post), token) for label, token in post.buttons.items())
    return Seen(shown(post.text), buttons, author, topic)
