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
from groupbot.people import Actor, ActorKind, Chat, Origin, Place

PLATFORM = "parlour"
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
            return CommandGiven(*happened, command=letter["order"], argument=letter["words"], origin=origin)
        case "chose":
            return ButtonPressed(*happened, token=letter["token"], origin=origin)
        case "answered":
            return TextGiven(*happened, token=letter["reply"], text=letter["words"], origin=origin)
        case "said":
            return MessagePosted(*happened, text=letter["words"])
    return None
