"""Translates in: one letter of the parlour becomes one Event, or None when it says nothing to us."""

from datetime import datetime
from typing import Any

from groupbot.events import (
    BotAdded,
    BotRemoved,
    ButtonPressed,
    CommandGiven,
    Event,
    MemberJoined,
    MemberLeft,
    MessagePosted,
    TextGiven,
)
from groupbot.people import LONGEST_LINK, Actor, ActorKind, Chat, MessageLink, Origin, Place

PLATFORM = "parlour"
ADDRESS = "https://parlour.invalid/"
PLAIN: dict[str, type[MemberJoined | BotAdded | BotRemoved]] = {
    "came": MemberJoined,
    "shown in": BotAdded,
    "shown out": BotRemoved,
}


def event_of(letter: dict[str, Any]) -> Event | None:
    """Return the event with a key that is the same when the letter comes again."""
    room = letter.get("room", "")
    sender = ActorKind.BOT if letter["bot"] else ActorKind.PERSON
    happened = (
        f"letter:{letter['number']}",
        datetime.fromisoformat(letter["at"]),
        Place(Chat(PLATFORM, room), title=letter["title"]) if room else Place(),
        Actor(PLATFORM, letter["guest"], sender, letter["name"], letter["language"]),
    )
    press = str(letter["number"]) if letter["kind"] == "chose" else ""
    origin = Origin(press, chat=room or letter["guest"], message=letter.get("note", ""))
    match letter["kind"]:
        case "came" | "shown in" | "shown out" as kind:
            return PLAIN[kind](*happened)
        case "went":
            return MemberLeft(*happened, removed=letter["removed"])
        case "order":
            about = link_to(room, letter["about"]) if "about" in letter else linked(letter["words"])
            return CommandGiven(*happened, letter["order"], letter["words"], origin, about)
        case "chose":
            return ButtonPressed(*happened, token=letter["token"], origin=origin)
        case "answered":
            return TextGiven(*happened, token=letter["reply"], text=letter["words"], origin=origin)
        case "said":
            return MessagePosted(*happened, text=letter["words"])
    return None


def link_to(room: str, note: str) -> MessageLink:
    """Return the address of a note in a room, made of their numbers."""
    return MessageLink(Chat(PLATFORM, room), f"{ADDRESS}{room}/{note}")


def linked(text: str) -> MessageLink | None:
    """Return the note whose address is the whole text; only the parlour's own are any."""
    room, _, note = text.removeprefix(ADDRESS).partition("/")
    ours = text.startswith(ADDRESS) and len(text) <= LONGEST_LINK and f"{room}{note}".isalnum() and text.isascii()
    return link_to(room, note) if ours and room and note else None
