"""A slash command: whether somebody is offered it where they are, and what their client sends."""

from typing import TYPE_CHECKING, Any

from simcord.enums import OptionType
from simcord.interactions import check_options, store_interaction_attachment

from tests.standin.discord.channel import Channel

if TYPE_CHECKING:
    from tests.standin.discord.person import Person

GUILD, BOT_DM, PRIVATE = 0, 1, 2


def context(person: "Person", channel: Channel) -> int:
    """Return where an interaction takes place: 0 guild, 1 the private channel with the bot, 2 any other private one."""
    if channel.model.guild_id is not None:
        return GUILD
    return BOT_DM if person.world.backend.dm_channels.get(person.id) == channel.id else PRIVATE


def slash(person: "Person", channel: Channel, name: str, options: dict[str, Any]) -> dict[str, Any]:
    """Return a command's data; raise LookupError where the client would not offer it, SetupError for bad options."""
    backend = person.world.backend
    command = backend.find_command(name, channel.model.guild_id)
    if command is None:
        known = sorted(person.world.commands)
        raise LookupError(f"/{name} is not registered; registered are {known}")
    why = _hidden(person, channel, command)
    if why:
        raise LookupError(f"/{name} is not offered to {person.user.name}: {why}")
    resolved: dict[str, Any] = {}
    sent = []
    kinds = {option["name"]: option["type"] for option in command.get("options") or []}
    for option, value in check_options(name, command, options).items():
        shown = value
        if kinds[option] == OptionType.ATTACHMENT:
            filename, content = value
            shown = store_interaction_attachment(backend, channel.id, filename, content, resolved)
        sent.append({"name": option, "type": kinds[option], "value": shown})
    data = {"id": command["id"], "name": name, "type": 1, "options": sent}
    return {**data, "resolved": resolved} if resolved else data


def _hidden(person: "Person", channel: Channel, command: dict[str, Any]) -> str:
    """Return why a command is not offered; https://docs.discord.com/developers/interactions/application-commands."""
    where = context(person, channel)
    contexts = command.get("contexts")
    if contexts is not None and where not in contexts:
        return f"context {where} is not among its contexts {contexts}"
    installs = command.get("integration_types") or [0]
    guild = person.world.guilds.get(channel.model.guild_id or 0)
    by_guild = 0 in installs and ((where == GUILD and guild is not None and guild.has_bot) or where == BOT_DM)
    by_user = 1 in installs and person.installed
    if not (by_guild or by_user):
        return f"neither the guild nor the person has the app installed as {installs} asks"
    rights = command.get("default_member_permissions")
    if guild is not None and rights is not None:
        held = person.world.backend.compute_permissions(guild.id, person.id, channel.id)
        if int(rights) & ~held:
            return "the member lacks its default permissions"
    return ""
