"""A message, as somebody who sees it sees it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from simcord.backend.models import Message

if TYPE_CHECKING:
    from tests.standin.discord.world import World

LOADING = 1 << 7  # message flag: "thinking"
BUTTON, SELECTS = 2, (3, 5, 6, 7, 8)


def components(nodes: Any) -> Iterator[dict[str, Any]]:
    """Yield every component of a tree, rows and containers included."""
    for node in nodes or []:
        yield node
        inner = [node[key] for key in ("accessory", "component") if node.get(key)]
        yield from components([*(node.get("components") or []), *inner])


class Post:
    """A message that follows its edits; `deleted` once it is gone."""

    def __init__(self, world: "World", model: Message) -> None:
        self.world = world
        self.model = model

    def __repr__(self) -> str:
        return f"<Post {self.id} {self.text[:60]!r} {list(self.buttons)}>"

    @property
    def id(self) -> int:
        """Return the snowflake."""
        return self.model.id

    @property
    def text(self) -> str:
        """Return the content, markup and all."""
        return self.model.content

    @property
    def embeds(self) -> list[dict[str, Any]]:
        """Return the embeds as they were sent."""
        return self.model.embeds

    @property
    def buttons(self) -> dict[str, str]:
        """Return custom ids by label, in the order shown; links by their address."""
        found = [node for node in components(self.model.components) if node["type"] == BUTTON]
        return {n.get("label") or n.get("custom_id") or "": n.get("custom_id") or n.get("url") or "" for n in found}

    @property
    def selects(self) -> dict[str, dict[str, str]]:
        """Return the choices of each select by its custom id: values by label."""
        found = [node for node in components(self.model.components) if node["type"] in SELECTS]
        return {n["custom_id"]: {o["label"]: o["value"] for o in n.get("options") or []} for n in found}

    @property
    def files(self) -> dict[str, bytes]:
        """Return the attached files by name."""
        kept = self.world.backend.cdn
        return {item["filename"]: kept.get(item["url"]) or b"" for item in self.model.attachments}

    @property
    def by_bot(self) -> bool:
        """Return whether our bot wrote it."""
        return self.model.author_id == self.world.backend.bot_user.id

    @property
    def ephemeral(self) -> bool:
        """Return whether one person alone sees it."""
        return self.model.is_ephemeral

    @property
    def thinking(self) -> bool:
        """Return whether it only says that the bot is thinking."""
        return bool(self.model.flags & LOADING)

    @property
    def deleted(self) -> bool:
        """Return whether it is gone."""
        return self.id not in self.world.backend.messages.get(self.model.channel_id, {})

    @property
    def pings(self) -> list[int]:
        """Return who was notified by it: people and roles, and the guild's id for everyone."""
        everyone = self.world.backend.channels[self.model.channel_id].guild_id if self.model.mention_everyone else None
        return [*self.model.ping_user_ids, *self.model.ping_role_ids, *([everyone] if everyone else [])]
