"""The commands as a platform offers them: names from the routes, descriptions from the texts."""

from adapters.telegram.commands import CommandHelp
from groupbot.content import Text
from groupbot.i18n.catalogue import Messages
from groupbot.i18n.render import Renderer
from groupbot.routes import COMMANDS

UNOFFERED = frozenset({"start"})  # the platform's own button sends it


def helps() -> tuple[CommandHelp, ...]:
    """Return every command with its description in each language; all of them concern their giver alone."""
    renderer = Renderer(Messages.load())
    return tuple(
        CommandHelp(
            command,
            "both",
            personal=True,
            descriptions={code: renderer.rich(code, Text(f"command-{command}")).text for code in renderer.languages},
        )
        for command in COMMANDS
        if command not in UNOFFERED
    )
