"""Interactions -> events: commands, presses, choices and forms, by their raw payload."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from adapters.discord.formatting import WORDS
from adapters.discord.interactions import Interaction, Interactions, Kind
from adapters.discord.links import link_to, linked
from adapters.discord.senders import actor_of, moment, place_in
from groupbot.events import ButtonPressed, CommandGiven, Event, TextGiven

Raw = Mapping[str, Any]
Read = Callable[[Raw], str]
"""attachment -> its text, fetched before"""

# Discord, Interaction Type, Interaction Context Type, Application Command Type, Option Type.
COMMAND, COMPONENT, FORM = 2, 3, 5
GUILD, BOT_DM = 0, 1
CHAT_INPUT, MESSAGE_MENU = 1, 3
STRING, ATTACHMENT = 3, 11
EPHEMERAL = 1 << 6
KINDS = {COMMAND: Kind.COMMAND, COMPONENT: Kind.PRESS, FORM: Kind.FORM}


def noted(raw: Raw, interactions: Interactions) -> Interaction | None:
    """Remember an interaction that can be answered; None for one that is none of ours, or that was told already."""
    kind = KINDS.get(raw.get("type", 0))
    if interactions.knows(str(raw["id"])):
        return None
    if kind is None or (kind is Kind.COMMAND and raw["data"].get("type", CHAT_INPUT) not in (CHAT_INPUT, MESSAGE_MENU)):
        return None
    private = raw.get("context") == BOT_DM
    message = raw.get("message") or {}
    own = private or bool(int(message.get("flags") or 0) & EPHEMERAL)
    made = interactions.new(
        id=str(raw["id"]),
        token=str(raw["token"]),
        application=str(raw["application_id"]),
        kind=kind,
        person=str(_user(raw)["id"]),
        own=own and bool(message),
        hidden=not private,
    )
    interactions.note(made)
    return made


def event_of(
    raw: Raw, interactions: Interactions, interaction: Interaction, file: str, titles: Mapping[str, str]
) -> Event:
    """Translate an interaction; `file` is the text of the one that came with it, "" without.

    Where the bot is not in the server, because somebody brings it along for themselves, it is a private matter.
    """
    key, at = f"interaction:{raw['id']}", moment(str(raw["id"]))
    place, actor = (
        place_in(_guild(raw), str(raw.get("channel_id") or ""), titles),
        actor_of(_user(raw), str(raw.get("locale") or "")),
    )
    origin, data = interactions.note(interaction), raw["data"]
    if interaction.kind is Kind.COMMAND:
        argument = file or _argument(data)
        # A menu shows names with capitals; of the message that it belongs to nothing but its id is read.
        menu = data.get("type") == MESSAGE_MENU
        about = link_to(_guild(raw), str(raw["channel_id"]), str(data["target_id"])) if menu else linked(argument)
        return CommandGiven(key, at, place, actor, str(data["name"]).lower(), argument, origin, about)
    if interaction.kind is Kind.FORM:
        words = next((text for name, text in _fields(data.get("components", ())) if name == WORDS), "")
        return TextGiven(key, at, place, actor, str(data.get("custom_id") or ""), file or words, origin)
    chosen = data.get("values") or ()
    token = str(chosen[0] if chosen else data.get("custom_id") or "")
    return ButtonPressed(key, at, place, actor, token, origin)


def attachment(raw: Raw) -> Raw | None:
    """Return the file that came with a command or a form."""
    resolved = (raw["data"].get("resolved") or {}).get("attachments") or {}
    return next(iter(resolved.values()), None)


def _user(raw: Raw) -> Raw:
    found: Raw = raw["member"]["user"] if raw.get("member") else raw["user"]
    return found


def _guild(raw: Raw) -> str:
    guild = str(raw.get("guild_id") or "")
    owners = raw.get("authorizing_integration_owners") or {}
    return guild if guild and str(owners.get("0", "")) == guild else ""


def _argument(data: Raw) -> str:
    words = [str(option["value"]) for option in data.get("options") or () if option.get("type") == STRING]
    return " ".join(words)


def _fields(components: Any) -> Iterator[tuple[str, str]]:
    """Yield name and text of every field of a form, whichever way they are laid out."""
    for component in components:
        if "value" in component and isinstance(component.get("value"), str):
            yield str(component.get("custom_id") or ""), component["value"]
        inner = component.get("component")
        yield from _fields([*component.get("components", ()), *([inner] if inner else [])])
