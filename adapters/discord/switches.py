"""The switches in Discord's developer portal without which a connection that asks for more is refused (4014)."""

from discord import ApplicationFlags, Intents

MEMBERS, CONTENT = "Server Members Intent", "Message Content Intent"


def plain_intents() -> Intents:
    """Return what needs no leave of anybody: servers, and messages without their words."""
    return Intents(guilds=True, guild_messages=True, dm_messages=True)


def intents_with(switches: frozenset[str]) -> Intents:
    """Return the plain intents and those behind these switches."""
    intents = plain_intents()
    intents.members = MEMBERS in switches
    intents.message_content = CONTENT in switches
    return intents


def switched_on(flags: ApplicationFlags) -> frozenset[str]:
    """Read which switches are on; a bot in few servers has the limited kind (Discord, Application Flags)."""
    found = set()
    if flags.gateway_guild_members or flags.gateway_guild_members_limited:
        found.add(MEMBERS)
    if flags.gateway_message_content or flags.gateway_message_content_limited:
        found.add(CONTENT)
    return frozenset(found)
