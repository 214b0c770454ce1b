"""The switches of Discord's developer portal."""

from dataclasses import dataclass

import discord

# https://docs.discord.com/developers/resources/application, application flags: the "limited" ones are those of bots
# that are in fewer than 100 guilds.
PRESENCE_LIMITED, MEMBERS_LIMITED, CONTENT_LIMITED = 1 << 13, 1 << 15, 1 << 19


@dataclass(slots=True)
class Portal:
    """Which privileged intents are switched on; none, as for a new application."""

    members: bool = False
    presences: bool = False
    message_content: bool = False

    @property
    def flags(self) -> int:
        """Return the application's flags, from which a bot can read the switches."""
        return (
            PRESENCE_LIMITED * self.presences | MEMBERS_LIMITED * self.members | CONTENT_LIMITED * self.message_content
        )

    def refuses(self, intents: discord.Intents) -> bool:
        """Return whether a privileged intent is asked for that is not switched on (close code 4014)."""
        return (
            (intents.members and not self.members)
            or (intents.presences and not self.presences)
            or (intents.message_content and not self.message_content)
        )
