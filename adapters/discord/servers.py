"""The servers that the bot is in, as the gateway tells them: by number and title, for as long as the process lives."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Any

Raw = Mapping[str, Any]


class Servers:
    """Remembers where the bot is, so that its coming and going are told once.

    Discord names a session's servers whenever one begins anew; whatever was there before and is missing then, the bot
    has left meanwhile. What it left while the process was down only those can tell who keep a list of groups.
    """

    def __init__(self) -> None:
        self._ours: set[str] = set()
        self._since: dict[str, str] = {}
        self.titles: dict[str, str] = {}

    def begin(self, ready: Raw, known: AbstractSet[str]) -> frozenset[str]:
        """Take READY, and return the servers that are missing in it, of those here and of the `known` ones.

        One that is in an outage is named in it, and one shard speaks for its own servers only.
        """
        shard, shards = ready.get("shard") or (0, 1)
        there = {str(guild["id"]) for guild in ready["guilds"]}
        before = {guild for guild in self._ours | known if (int(guild) >> 22) % int(shards) == int(shard)}
        self._ours |= there
        return frozenset(before - there)

    def come(self, guild: Raw) -> tuple[bool, bool]:
        """Take GUILD_CREATE, and return whether the server was known, and whether this very stay was shown before."""
        number, since = str(guild["id"]), str(guild.get("joined_at") or "")
        known, again = number in self._ours, self._since.get(number) == since
        self._ours.add(number)
        self._since[number] = since
        self.name(guild)
        return known, again

    def name(self, guild: Raw) -> None:
        """Keep a server's title, new or changed."""
        if "name" in guild:
            self.titles[str(guild["id"])] = str(guild["name"] or "")

    def go(self, guild: str) -> None:
        """Forget a server that the bot is no longer in."""
        self._ours.discard(guild)
        self._since.pop(guild, None)
        self.titles.pop(guild, None)
