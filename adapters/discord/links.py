"""Links to messages: made of ids for the one whose menu was opened, and read where somebody sends one.

Source: Discord, "Message Formatting" and its clients' *Copy Message Link*. A thread stands in the place of a channel.
"""

from adapters.discord.senders import chat_of
from groupbot.people import MessageLink
from groupbot.text.patterns import Pattern

HOSTS = ("https://discord.com/", "https://ptb.discord.com/", "https://canary.discord.com/", "https://discordapp.com/")
CHANNELS = "channels"
# The ids of server, channel and message.
PARTS = 3
SNOWFLAKE = Pattern("[1-9][0-9]{14,19}")


def link_to(guild: str, channel: str, message: str) -> MessageLink | None:
    """Return the link to a message of a server; None where these are no ids, as in a private channel."""
    if not all(SNOWFLAKE.fullmatch(number) for number in (guild, channel, message)):
        return None
    return MessageLink(chat_of(guild), f"{HOSTS[0]}{CHANNELS}/{guild}/{channel}/{message}")


def linked(text: str) -> MessageLink | None:
    """Return the message whose link is the whole text, whichever of Discord's clients made it; None for the rest."""
    host = next((host for host in HOSTS if text.startswith(host)), "")
    where, *numbers = text.removeprefix(host).split("/")
    if not host or where != CHANNELS or len(numbers) != PARTS:
        return None
    return link_to(*numbers)
