"""Application commands: what may be registered, and how it is told."""

import re
from typing import Any

from simcord.backend.errors import BackendError
from simcord.backend.ops.commands import COMMAND_FIELDS

from tests.standin.discord.act import Act

# https://docs.discord.com/developers/reference#locales; there is no Hebrew and no Arabic.
LOCALES = frozenset(
    (
        *("id", "da", "de", "en-GB", "en-US", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl", "no", "pl"),
        *("pt-BR", "ro", "fi", "sv-SE", "vi", "tr", "cs", "el", "bg", "ru", "uk", "hi", "th", "zh-CN", "ja"),
        *("zh-TW", "ko"),
    )
)
NAME = re.compile(r"^[-_'\w\u0900-\u097f\u0e00-\u0e7f]{1,32}$")
MAX_DESCRIPTION = 100
MAX_COMMANDS = 100


def write(act: Act) -> Any:
    """Replace all commands, or refuse the lot; how often is in the record."""
    given = act.call.body if isinstance(act.call.body, list) else []
    if len(given) > MAX_COMMANDS:
        raise BackendError(400, 30032, "Maximum number of application commands reached (100).")
    for index, command in enumerate(given):
        _check(command, str(index))
    names = [(command["name"], command.get("type", 1)) for command in given]
    if len(set(names)) != len(names):
        raise BackendError(400, 50035, "Invalid Form Body: application command names must be unique")
    kept = [{key: value for key, value in command.items() if key in COMMAND_FIELDS} for command in given]
    return [_told(command, localised=True) for command in act.backend.register_commands(_scope(act), kept)]


def read(act: Act) -> Any:
    """Return what is registered; the localisations only when they are asked for."""
    localised = act.call.query.get("with_localizations", "").lower() in ("1", "true")
    return [_told(command, localised=localised) for command in act.backend.commands.get(_scope(act), {}).values()]


def _scope(act: Act) -> int | None:
    return int(act.parts[3]) if act.parts[2] == "guilds" else None


def _told(command: dict[str, Any], *, localised: bool) -> dict[str, Any]:
    """Return a command with what Discord fills in."""
    told = {
        "version": command["id"],
        "nsfw": False,
        "name_localizations": None,
        "description_localizations": None,
        "integration_types": [0],
        "contexts": None,
        **command,
    }
    rights = command.get("default_member_permissions")
    told["default_member_permissions"] = None if rights is None else str(rights)
    return told if localised else {k: v for k, v in told.items() if not k.endswith("_localizations")}


def _check(item: dict[str, Any], where: str) -> None:
    names = {"": item.get("name", ""), **(item.get("name_localizations") or {})}
    words = {"": item.get("description", ""), **(item.get("description_localizations") or {})}
    slash = item.get("type", 1) == 1 or "." in where
    for locale, name in names.items():
        if slash and (not NAME.match(name) or name != name.lower()):
            _refuse(where, f"name {name!r} ({locale or 'default'}) is not 1-32 lower-case letters, digits, - or _")
    for locale, text in words.items():
        if slash and not 1 <= len(text) <= MAX_DESCRIPTION:
            _refuse(where, f"description ({locale or 'default'}) has {len(text)} characters, not 1-{MAX_DESCRIPTION}")
    for locale in {*names, *words} - {""} - LOCALES:
        _refuse(where, f"{locale!r} is no locale of Discord's")
    required = [bool(option.get("required")) for option in item.get("options") or [] if option.get("type", 3) > 2]
    if required != sorted(required, reverse=True):
        _refuse(where, "required options must come before optional ones")
    for index, option in enumerate(item.get("options") or []):
        _check(option, f"{where}.options.{index}")


def _refuse(where: str, why: str) -> None:
    raise BackendError(400, 50035, f"Invalid Form Body: {where}: {why}")
