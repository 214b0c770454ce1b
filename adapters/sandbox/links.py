"""Links to messages of the simulated platform, as its clients copy them; nothing answers at their address."""

from groupbot.people import LONGEST_LINK, Chat, MessageLink

from .state import PLATFORM

_BEFORE = "https://sandbox.invalid/"


def link_to(group: str, message: str) -> MessageLink:
    """Return the link to a message of a group."""
    return MessageLink(Chat(PLATFORM, group), f"{_BEFORE}{group}/{message}")


def linked(text: str) -> MessageLink | None:
    """Return the message whose link a text is, None for anything else."""
    group, _, message = text.removeprefix(_BEFORE).partition("/")
    if not text.startswith(_BEFORE) or not text.isascii() or len(text) > LONGEST_LINK:
        return None
    return link_to(group, message) if group.replace("-", "").isalnum() and message.isdecimal() else None
