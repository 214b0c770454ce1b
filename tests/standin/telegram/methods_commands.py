"""setMyCommands, getMyCommands, deleteMyCommands."""

import re
from typing import TYPE_CHECKING

from aiogram.methods import DeleteMyCommands, GetMyCommands, SetMyCommands
from aiogram.types import BotCommand

from tests.standin.telegram.access import open_room
from tests.standin.telegram.refusal import bad

if TYPE_CHECKING:
    from tests.standin.telegram.world import CommandKey, World

COMMAND = re.compile(r"[a-z0-9_]{1,32}")
LANGUAGE = re.compile(r"[a-z]{2}")
MOST, DESCRIPTION_LIMIT = 100, 256


def set_my_commands(world: "World", call: SetMyCommands) -> bool:
    """Set the list that a scope and language show."""
    if len(call.commands) > MOST:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    for each in call.commands:
        if not COMMAND.fullmatch(each.command.removeprefix("/")):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= len(each.description) <= DESCRIPTION_LIMIT:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    world.bot.commands[_key(world, call)] = list(call.commands)
    return True


def get_my_commands(world: "World", call: GetMyCommands) -> list[BotCommand]:
    """Return the list of exactly this scope and language."""
    return world.bot.commands.get(_key(world, call), [])


def delete_my_commands(world: "World", call: DeleteMyCommands) -> bool:
    """Forget the list of exactly this scope and language."""
    world.bot.commands.pop(_key(world, call), None)
    return True


def _key(world: "World", call: SetMyCommands | GetMyCommands | DeleteMyCommands) -> "CommandKey":
    language = call.language_code or ""
    if language and not LANGUAGE.fullmatch(language):
        raise bad("invalid language code specified: two letters of ISO 639-1")
    scope = call.scope
    chat_id = getattr(scope, "chat_id", None)
    chat = open_room(world, chat_id).id if chat_id is not None else 0
    return (str(scope.type) if scope else "default", chat, int(getattr(scope, "user_id", 0)), language)
