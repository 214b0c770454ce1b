"""discord.py's client without its caches: connection, limits and resuming are its own, the events are raw."""

from collections.abc import Callable, Mapping
from typing import Any

import discord
from discord.gateway import DiscordWebSocket
from yarl import URL

Raw = Mapping[str, Any]
Told = Callable[[str, Raw], None]

HEARD = (
    *("INTERACTION_CREATE", "MESSAGE_CREATE", "MESSAGE_UPDATE", "GUILD_CREATE", "GUILD_DELETE"),
    *("GUILD_MEMBER_ADD", "GUILD_MEMBER_REMOVE", "GUILD_MEMBER_UPDATE"),
    *("GUILD_ROLE_UPDATE", "GUILD_ROLE_DELETE", "CHANNEL_UPDATE", "GUILD_UPDATE"),
)


def new_client(
    intents: discord.Intents,
    told: Told,
    lost: Callable[[], None],
    back: Callable[[], None],
    begin: Callable[[], None],
    *,
    shards: bool,
) -> discord.Client:
    """Make a client that hands every event of HEARD on as it came, and keeps nothing of it.

    discord.py parses events into caches of servers, members and messages; each parser is exchanged for ours, READY's
    and RESUMED's excepted, which keep the connection. Pinned exactly: the table is discord.py's own affair. `lost` and
    `back` are called when a connection is, `begin` before a session begins; what it raises ends `connect`.
    """
    kind = discord.AutoShardedClient if shards else discord.Client
    client = kind(
        intents=intents,
        max_messages=None,
        member_cache_flags=discord.MemberCacheFlags.none(),
        chunk_guilds_at_startup=False,
        allowed_mentions=discord.AllowedMentions.none(),
        guild_ready_timeout=0.05,
        max_ratelimit_timeout=30.0,
    )
    table = client._connection.parsers  # noqa: SLF001  (see above)
    ready, resumed = table["READY"], table["RESUMED"]
    table.clear()
    table |= {name: _telling(name, told) for name in HEARD}

    def on_ready(data: Any) -> None:
        back()
        # Without its servers: discord.py would make a cache of them.
        ready({**data, "guilds": []})
        told("READY", data)

    def on_resumed(data: Any) -> None:
        back()
        resumed(data)

    async def on_disconnect() -> None:
        lost()

    courtesy = client.before_identify_hook

    async def before_identify(shard: int | None, *, initial: bool = False) -> None:
        begin()
        await courtesy(shard, initial=initial)

    table["READY"], table["RESUMED"] = on_ready, on_resumed
    client.before_identify_hook = before_identify  # type: ignore[method-assign, assignment]  # made to be replaced
    client.event(on_disconnect)
    return client


async def find_gateway(client: discord.Client) -> float:
    """Ask where the gateway is, and return the seconds to wait before identifying: a bot has 1,000 of it a day."""
    _, address, limit = await client.http.get_bot_gateway()
    DiscordWebSocket.DEFAULT_GATEWAY = URL(address)
    return 0.0 if limit["remaining"] > 1 else limit["reset_after"] / 1000


def _telling(name: str, told: Told) -> Callable[[Any], None]:
    return lambda data: told(name, data)
