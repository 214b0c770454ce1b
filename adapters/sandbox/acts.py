"""Turns what a visitor of the page does into what a member of the simulated group does."""

from dataclasses import dataclass
from datetime import timedelta

from groupbot.events import Event

from .state import Post, WorldError
from .telling import called, quoted
from .world import World

LONGEST_TEXT = 4096
RESTRICTED = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Act:
    """One act as the page sends it.

    `text` is what is said or written, `message` what is pressed or answered, `whom` the key of whom it is done to.
    """

    verb: str
    who: str
    text: str = ""
    message: str = ""
    token: str = ""
    whom: str = ""


@dataclass(frozen=True, slots=True)
class Performed:
    """The sentence for the history, the event (None when platforms tell bots nothing), the label pressed."""

    headline: str
    event: Event | None
    pressed: str = ""


def perform(world: World, act: Act) -> Performed:
    """Let it happen in the world; raise WorldError with a remedy when the platform would not allow it."""
    person = world.person(act.who)
    name = called(person)
    match act.verb:
        case "joins":
            return Performed(f"{name} joined the group", world.joins(act.who))
        case "leaves":
            return Performed(f"{name} left the group", world.leaves(act.who))
        case "starts":
            return Performed(f"{name} opened the private chat", world.starts(act.who))
        case "blocks":
            world.blocks(act.who)
            return Performed(f"{name} blocked the bot", None)
        case "says":
            event = world.says(act.who, _spoken(act.text), answers=act.message)
            answering = ", answering a message" if act.message else ""
            return Performed(f"{name} said {quoted(act.text)} in the group{answering}", event)
        case "writes":
            return Performed(f"{name} wrote {quoted(act.text)} in private", world.writes(act.who, _spoken(act.text)))
        case "presses":
            label = _label(world.message(act.message), act.token)
            event = world.presses(act.who, act.message, act.token)
            return Performed(f"{name} pressed {quoted(label or 'a forged button')}", event, label)
    return _of_an_admin(world, act, name)


def _of_an_admin(world: World, act: Act, name: str) -> Performed:
    match act.verb:
        case "restricts":
            event = world.restricts(act.who, act.whom, world.clock.now() + RESTRICTED)
            return Performed(f"{name} kept {_whom(world, act)} from writing for a day", event)
        case "releases":
            return Performed(f"{name} let {_whom(world, act)} write again", world.restricts(act.who, act.whom, None))
        case "becomes-admin":
            world.appoints(act.who, admin=True)
            return Performed(f"{name} is an admin now", None)
        case "becomes-member":
            world.appoints(act.who, admin=False)
            return Performed(f"{name} is no longer an admin", None)
    raise WorldError(f"Nobody can {act.verb!r} here.")


def _spoken(text: str) -> str:
    if not text.strip():
        raise WorldError("There is nothing to send: write something first.")
    if len(text) > LONGEST_TEXT:
        raise WorldError(f"That is too long to send: at most {LONGEST_TEXT:,} characters.")
    return text


def _whom(world: World, act: Act) -> str:
    return called(world.person(act.whom))


def _label(post: Post | None, token: str) -> str:
    return next((button.label for button in post.buttons if button.token == token), "") if post else ""
