"""Registers the bot's commands, so that clients offer them: per scope, in each language that Telegram takes."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
)

from adapters.telegram.calls import SETTINGS, Calls, Refused
from groupbot.ports import Unavailable

# Telegram takes ISO 639-1 codes only, so there is one Chinese (Bot API, setMyCommands).
CHINESE = ("zh-hans", "zh", "zh-hant")
ISO_639_1 = 2
DESCRIPTION_LIMIT = 256
TRIES = 3
LONGEST_WAIT = 60.0
Where = Literal["private", "group", "admins"]
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class CommandHelp:
    """One command: its name without slash, where it is offered, its descriptions by MediaWiki language code.

    A `personal` command typed in a group is sent as an ephemeral message, which nobody else sees. An `admin` command is
    offered to a group's admins alone, and in groups only: in private it would name no group. The English description
    is the one for all languages without their own.
    """

    name: str
    scope: Literal["private", "group", "both"]
    personal: bool
    descriptions: Mapping[str, str]
    admin: bool = False

    def offered(self, where: Where) -> bool:
        """Tell whether a list shows it: an admin's list takes the place of the members' one, and so holds both."""
        if self.admin:
            return where == "admins"
        return self.scope in ("both", "private" if where == "private" else "group")


def telegram_languages(helps: Sequence[CommandHelp]) -> dict[str, str]:
    """Map Telegram's two-letter codes ("" for all others) to the MediaWiki codes whose descriptions serve them."""
    if not helps:
        return {}
    codes = {code for entry in helps for code in entry.descriptions}
    own = {code: code for code in sorted(codes) if len(code) == ISO_639_1 and code.isascii() and code != "en"}
    chinese = next((code for code in CHINESE if code in codes), None)
    return {"": "en"} | own | ({"zh": chinese} if chinese else {})


def _commands(helps: Sequence[CommandHelp], where: Where, language: str) -> list[BotCommand]:
    return [
        BotCommand(
            entry.name,
            entry.descriptions.get(language, entry.descriptions["en"])[:DESCRIPTION_LIMIT],
            # Unknown to python-telegram-bot 22.8, whose Bot API is 10.0.
            api_kwargs={"is_ephemeral": True} if entry.personal and where != "private" else None,
        )
        for entry in helps
        if entry.offered(where)
    ]


async def register(bot: Bot, calls: Calls, helps: Sequence[CommandHelp]) -> int:
    """Register all commands and return in how many scopes and languages; a refusal is logged and stops no other.

    None given leaves what is registered. They are registered at every start: to ask first whether they have changed
    would be as many calls, and setting what is set changes nothing.
    """
    scopes: tuple[tuple[Where, BotCommandScope], ...] = (
        ("private", BotCommandScopeAllPrivateChats()),
        ("group", BotCommandScopeAllGroupChats()),
        ("admins", BotCommandScopeAllChatAdministrators()),
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
    """Set one list; where Telegram is not there, or asks for patience, it is tried again: nobody waits for it."""
    wait = 0.0
    for _ in range(TRIES):
        await asyncio.sleep(wait)
        try:
            return await calls.call(SETTINGS, setting)
        except Unavailable as absent:
            wait, why = min(absent.retry_after, LONGEST_WAIT), str(absent)
        except Refused as refused:
            why = str(refused)
            break
    log.warning("commands could not be registered (%s); the old ones stay", why)
    return False
