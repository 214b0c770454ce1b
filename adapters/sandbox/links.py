"""Links to messages of the simulated platform, as its clients copy them; nothing answers at their address."""

import re

from groupbot.people import LONGEST_LINK, Chat, MessageLink

from .state import PLATFORM

_BEFORE = "https://sandbox.invalid/"
_LINK = re.compile(re.escape(_BEFORE) + r"([A-Za-z0-9-]+)/([0-9]+)")


def link_to(group: str, message: str) -> MessageLink:
    """Return the link to a message of a group."""
    return MessageLink(Chat(PLATFORM, group), f"{_BEFORE}{group}/{message}")


def linked(text: str) -> MessageLink | None:
    """Return the message whose link a text is, None for anything else."""
    found = _LINK.fullmatch(text) if len(text) <= LONGEST_LINK else None
    return link_to(*found.groups()) if found else None
