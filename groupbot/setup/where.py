"""Which group an admin means: the one in which the command was given, or whose button was pressed."""

from groupbot.content import Screen, Text
from groupbot.decision import Decision


def which_group() -> Decision:
    """Answer an admin's command in private: the bot keeps no list of who is in which group."""
    return Decision(show=Screen((Text("setup-which-group"),)), why_not=(Text("why-not-which-group"),))
