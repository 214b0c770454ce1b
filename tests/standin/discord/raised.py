"""INTERACTION_CREATE, as Discord sends it."""

from typing import TYPE_CHECKING, Any

from simcord.backend import serializers
from simcord.backend.access import channel_accessible
from simcord.backend.models import Interaction
from simcord.enums import InteractionType
from simcord.interactions import base_payload

from tests.standin.discord.asked import BOT_DM, GUILD, context
from tests.standin.discord.channel import Channel
from tests.standin.discord.post import Post

if TYPE_CHECKING:
    from tests.standin.discord.person import Person


def raise_interaction(
    person: "Person", kind: InteractionType, channel_id: int, data: dict[str, Any], source: Post | None
) -> Interaction:
    """Send an interaction; raise PermissionError where this person cannot look, KeyError where nothing is."""
    world = person.world
    channel = Channel(world, world.backend.channels[channel_id])
    model = channel.model
    if model.guild_id is None:
        allowed = person.id in model.recipient_ids
    else:
        inside = person.id in world.guilds[model.guild_id].members
        allowed = inside and channel_accessible(world.backend, channel_id, person.id)
    if not allowed:
        raise PermissionError(f"{person.user.name} cannot look into {model.name or 'that private channel'!r}")
    record, payload = base_payload(
        world.backend, type=int(kind), channel_id=channel_id, guild_id=model.guild_id, user_id=person.id, data=data
    )
    where = context(person, channel)
    payload["locale"] = person.locale
    payload["context"] = where
    payload["authorizing_integration_owners"] = _owners(person, channel, where)
    if model.guild_id is not None:
        locale = world.backend.guilds[model.guild_id].preferred_locale
        payload["guild_locale"] = locale
        payload["guild"] = {"id": str(model.guild_id), "locale": locale, "features": []}
    if source is not None:
        record.source_message_id = source.id
        payload["message"] = dict(serializers.message_payload(world.backend, source.model))
    world.backend.emit("INTERACTION_CREATE", payload)
    return record


def _owners(person: "Person", channel: Channel, where: int) -> dict[str, str]:
    """Name whose installation allows it: "0" the guild ("0" in the bot's own channel), "1" the person.

    https://docs.discord.com/developers/interactions/receiving-and-responding, authorizing integration owners.
    """
    owners: dict[str, str] = {}
    guild = person.world.guilds.get(channel.model.guild_id or 0)
    if where == GUILD and guild is not None and guild.has_bot:
        owners["0"] = str(guild.id)
    if where == BOT_DM:
        owners["0"] = "0"
    if person.installed:
        owners["1"] = str(person.id)
    return owners
