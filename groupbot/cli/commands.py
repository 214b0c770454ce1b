"""The commands as each platform offers them: names from the routes, descriptions from the texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groupbot.content import Text
from groupbot.i18n.catalogue import Messages
from groupbot.i18n.render import Renderer
from groupbot.ledger.proof import SUFFIX
from groupbot.routes import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Collection

    from adapters.discord import commands as discord
    from adapters.telegram import commands as telegram

UNOFFERED = frozenset({"start"})  # the platform's own button sends it
# Where it stands is all it says, and nobody has verified that a command which Telegram hides carries its topic.
OPENLY = frozenset({"here"})
TAKES_FILE = {"policy": "settings.yaml", "verify": SUFFIX}
TAKES_CODE = frozenset({"verify"})
TAKES_LINK = frozenset({"report"})
IN_MENUS = frozenset({"report"})
WORDS = {"settings": ("history", "undo")}


def for_telegram() -> tuple[telegram.CommandHelp, ...]:
    """Return every command with its description in each language; what concerns its giver alone is hidden."""
    from adapters.telegram.commands import CommandHelp  # noqa: PLC0415  (who serves one platform loads no other)

    return tuple(
        CommandHelp(
            command,
            "group" if COMMANDS[command].admins else "both",
            command not in OPENLY,
            texts,
            COMMANDS[command].admins,
        )
        for command, texts in _described("command").items()
    )


def for_discord() -> tuple[discord.CommandHelp, ...]:
    """Return the same for Discord, where some of them take a file, and one stands in the menus of messages."""
    from adapters.discord.commands import CommandHelp  # noqa: PLC0415  (as above)

    names, menus = _described("slash"), _described("menu", IN_MENUS)
    return tuple(
        CommandHelp(
            command,
            COMMANDS[command].admins,
            texts,
            TAKES_FILE.get(command, ""),
            WORDS.get(command, ()),
            names[command],
            command in TAKES_LINK,
            menus.get(command, {}),
            command in TAKES_CODE,
        )
        for command, texts in _described("command").items()
    )


def regrets() -> dict[str, str]:
    """Return in each language what somebody reads whose command or press could not be handled."""
    renderer = Renderer(Messages.load())
    return {code: renderer.rich(code, Text("given-up")).text for code in renderer.languages}


def _described(kind: str, only: Collection[str] = COMMANDS) -> dict[str, dict[str, str]]:
    """Return a text of every command, or of `only` these, in each language."""
    renderer = Renderer(Messages.load())
    return {
        command: {code: renderer.rich(code, Text(f"{kind}-{command}")).text for code in renderer.languages}
        for command in only
        if command not in UNOFFERED
    }
