"""Registers the slash commands once per change: per person and server, in every language that Discord speaks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from discord.http import Route

from adapters.discord.calls import Calls, Refused, note_refusal

# Discord, Locales: it has neither Hebrew nor Arabic; there `/language` decides.
LOCALES = {
    "zh-hans": ("zh-CN",),
    "zh-hant": ("zh-TW",),
    "de": ("de",),
    "fr": ("fr",),
    "es": ("es-ES", "es-419"),
    "ru": ("ru",),
}
DESCRIPTION_LIMIT = 100
MANAGE_SERVER = str(1 << 5)
STRING, ATTACHMENT = 3, 11
# Discord, Application Command Types.
CHAT_INPUT, MESSAGE_MENU = 1, 3

Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class CommandHelp:
    """One command: its name, whether it is for admins, descriptions and names by MediaWiki language code.

    `file` names the file that it takes, or its ending, "" where it takes none; `words` are those that it takes beside
    its name, `link` says that it takes the link to a message, `code` that it takes a code of the bot's. With `menu` it
    stands in the menu of each message as well, by these names: its own, but for capitals.
    """

    name: str
    admin: bool
    descriptions: Mapping[str, str]
    file: str = ""
    words: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    link: bool = False
    menu: Mapping[str, str] = field(default_factory=dict)
    code: bool = False


def described(helps: Sequence[CommandHelp]) -> list[Body]:
    """Return the commands as Discord takes them (Discord, Application Commands).

    An admin's command exists in servers that installed the bot, and is shown to who may manage them; all others also
    in private, and to whoever brings the bot along for themselves.
    """
    return [*map(_described, helps), *(_in_menu(each) for each in helps if each.menu)]


async def register(calls: Calls, application: str, helps: Sequence[CommandHelp]) -> bool:
    """Write the commands when they are not what Discord has; False where nothing was written.

    Raises ports.Unavailable.
    """
    wanted = described(helps)
    route = Route("GET", "/applications/{application_id}/commands?with_localizations=true", application_id=application)
    try:
        present = await calls.request(route)
        if sorted(map(_known, present), key=str) == sorted(map(_known, wanted), key=str):
            return False
        await calls.request(
            Route("PUT", "/applications/{application_id}/commands", application_id=application), json=wanted
        )
    except Refused as refused:
        note_refusal(refused, "the commands; the old ones stay")
        return False
    return True


def _described(help_: CommandHelp) -> Body:
    options: list[Body] = []
    english = help_.descriptions["en"][:DESCRIPTION_LIMIT]
    if help_.words:
        choices = [{"name": word, "value": word} for word in help_.words]
        options.append({"type": STRING, "name": "what", "description": " / ".join(help_.words), "choices": choices})
    if help_.code:
        options.append({"type": STRING, "name": "code", "description": "A2B3C4D5\N{HORIZONTAL ELLIPSIS}"})
    if help_.file:
        options.append({"type": ATTACHMENT, "name": "file", "description": help_.file})
    if help_.link:
        options.append({"type": STRING, "name": "link", "description": "https://discord.com/channels/"})
    made: Body = {
        "name": help_.name,
        "name_localizations": _localized(help_.names),
        "description": english,
        "description_localizations": _localized(help_.descriptions),
        "type": CHAT_INPUT,
        "integration_types": [0] if help_.admin else [0, 1],
        "contexts": [0] if help_.admin else [0, 1, 2],
        "options": options,
    }
    return made | ({"default_member_permissions": MANAGE_SERVER} if help_.admin else {})


def _in_menu(help_: CommandHelp) -> Body:
    """Return the command of a message's menu: in servers that the bot is in, since of others it serves none."""
    return {
        "name": help_.menu["en"],
        "name_localizations": _localized(help_.menu),
        "type": MESSAGE_MENU,
        "integration_types": [0],
        "contexts": [0],
    }


def _localized(texts: Mapping[str, str]) -> dict[str, str]:
    return {
        locale: text[:DESCRIPTION_LIMIT]
        for code, text in texts.items()
        for locale in LOCALES.get(code, ())
        if text != texts.get("en")
    }


def _known(command: Mapping[str, Any]) -> list[Any]:
    """Return what of a command is ours to say, in one form, whichever fields Discord adds or leaves out."""
    options = [
        (option["type"], option["name"], option["description"], [c["value"] for c in option.get("choices") or ()])
        for option in command.get("options") or ()
    ]
    return [
        command["name"],
        sorted((command.get("name_localizations") or {}).items()),
        command.get("type", CHAT_INPUT),
        command.get("description") or "",
        sorted((command.get("description_localizations") or {}).items()),
        sorted(command.get("integration_types") or ()),
        sorted(command.get("contexts") or ()),
        str(command.get("default_member_permissions") or ""),
        options,
    ]
