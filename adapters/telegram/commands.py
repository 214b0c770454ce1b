"""Registers the bot's commands, so that clients offer them: per scope, in each language that Telegram takes."""

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from telegram import Bot, BotCommand, BotCommandScope, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats

from adapters.telegram.calls import Calls, Refused
from groupbot.ports import Unavailable

# Telegram takes ISO 639-1 codes only, so there is one Chinese (Bot API, setMyCommands).
CHINESE = ("zh-hans", "zh", "zh-hant")
ISO_639_1 = 2
DESCRIPTION_LIMIT = 256
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class CommandHelp:
    """One command: its name without slash, where it is offered, its descriptions by MediaWiki language code.

    A `personal` command typed in a group is sent as an ephemeral message, which nobody else sees. The English
    description is the one for all languages without their own.
    """

    name: str
    scope: Literal["private", "group", "both"]
    personal: bool
    descriptions: Mapping[str, str]
    admin: bool = False


def telegram_languages(helps: Sequence[CommandHelp]) -> dict[str, str]:
    """Map Telegram's two-letter codes ("" for all others) to the MediaWiki codes whose descriptions serve them."""
    if not helps:
        return {}
    codes = {code for entry in helps for code in entry.descriptions}
    own = {code: code for code in sorted(codes) if len(code) == ISO_639_1 and code.isascii() and code != "en"}
    chinese = next((code for code in CHINESE if code in codes), None)
    return {"": "en"} | own | ({"zh": chinese} if chinese else {})


def _commands(helps: Sequence[CommandHelp], scope: str, language: str) -> list[BotCommand]:
    return [
        BotCommand(
            entry.name,
            entry.descriptions.get(language, entry.descriptions["en"])[:DESCRIPTION_LIMIT],
            api_kwargs={"is_ephemeral": True} if entry.personal and scope == "group" else None,
        )
        for entry in helps
        if entry.scope in (scope, "both")
    ]


async def register(bot: Bot, calls: Calls, helps: Sequence[CommandHelp]) -> int:
    """Register all commands and return in how many scopes and languages; a refusal is logged and stops no other.

    None given leaves what is registered.
    """
    scopes: tuple[tuple[str, BotCommandScope], ...] = (
        ("private", BotCommandScopeAllPrivateChats()),
        ("group", BotCommandScopeAllGroupChats()),
    )
    done = 0
    for name, scope in scopes:
        for code, language in telegram_languages(helps).items():
            commands = _commands(helps, name, language)
            done += await _set(calls, _setting(bot, commands, scope, code))
    return done


def _setting(
    bot: Bot, commands: list[BotCommand], scope: BotCommandScope, code: str
) -> Callable[[int], Awaitable[bool]]:
    return lambda _: bot.set_my_commands(commands, scope=scope, language_code=code or None)


async def _set(calls: Calls, setting: Callable[[int], Awaitable[bool]]) -> bool:
    try:
        # No chat is concerned: the bot's own settings wait in a line of their own.
        return await calls.call(0, setting)
    except (Refused, Unavailable) as error:
        log.warning("commands could not be registered (%s); the old ones stay", error)
        return False
