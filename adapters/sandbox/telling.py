"""Says in plain sentences what was decided and what was done."""

from collections.abc import Callable, Iterator

from groupbot.content import Lines, Rich, Screen, Text
from groupbot.decision import Decision
from groupbot.effects import (
    Acknowledge,
    Admit,
    Ask,
    Decline,
    Effect,
    Hand,
    Leave,
    Release,
    Remove,
    Restrict,
    Say,
    TellAdmins,
    Whisper,
)

from .state import Person
from .world import World

Words = Callable[[Text], str]
"""A text in the language of the page; the page's own language is English."""

_LONGEST_QUOTE = 70


def isolated(text: str) -> str:
    """Keep the direction of a stranger's words to themselves."""
    return f"\u2068{text}\u2069"


def quoted(text: str) -> str:
    """Return the beginning of a text in quotation marks, on one line."""
    line = " ".join(text.split())
    short = line if len(line) <= _LONGEST_QUOTE else line[: _LONGEST_QUOTE - 1] + "…"
    return f"“{isolated(short)}”"


def called(person: Person | None) -> str:
    """Return the name under which a person is spoken of."""
    return isolated(person.name) if person else "somebody"


def decided(decision: Decision, words: Words) -> Iterator[str]:
    """Say what a decision asks for, or that it asks for nothing."""
    nothing = True
    for said in _asked(decision, words):
        nothing = False
        yield said
    if nothing:
        yield "Nothing: this calls for no answer."


def _asked(decision: Decision, words: Words) -> Iterator[str]:
    if decision.show:
        yield f"Show the person alone: {_opening(decision.show, words)}"
    if decision.file:
        yield f"Hand the person the file {quoted(decision.file.name)}."
    if decision.note:
        yield f"Answer on the button: {quoted(words(decision.note))}"
    if decision.line:
        yield f"Let the group's standing line read: {_opening(decision.line, words)}"
    for record in decision.records:
        yield f"Write down: {_meaning(record)}"


def _meaning(record: object) -> str:
    """Return the sentence by which a kind of record explains itself, else its name."""
    kind = type(record)
    return (kind.__doc__ or kind.__name__).strip().splitlines()[0]


def _opening(screen: Screen, words: Words) -> str:
    match screen.parts[:1]:
        case (Text() as first,) | (Lines(items=(first, *_)),):
            return quoted(words(first))
        case (Rich(text=text),):
            return quoted(text)
    return "a screen of buttons"


def done(effect: Effect, world: World) -> str:
    """Say what one performed effect did."""
    match effect:
        case Say():
            instead = ", in place of the last one" if effect.replaces else ""
            return f"Posted in the group for everybody{instead}: {quoted(effect.content.body.text)}"
        case Whisper() | Ask():
            verb = "Asked" if isinstance(effect, Ask) else "Shown to"
            return f"{verb} {called(world.by_actor(effect.to))} alone: {quoted(effect.content.body.text)}"
        case Hand():
            person, size = world.by_actor(effect.to), f"{len(effect.body):,} bytes"
            if person is None or not person.reachable:
                return f"Not handed to {called(person)}: a file goes into an open private chat and nowhere else"
            return f"Handed to {called(person)} alone: {quoted(effect.filename)}, {size}"
        case Acknowledge():
            note = f", saying {quoted(effect.note)}" if effect.note else ""
            return f"Answered the pressed button{note}"
        case Remove() | Leave():
            gone = "Took a notice or a command out of" if isinstance(effect, Remove) else "Left"
            return f"{gone} the group"
        case Restrict() | Release() | Admit() | Decline():
            return f"Asked the platform to {type(effect).__name__.lower()} {called(world.by_actor(effect.who))}"
        case TellAdmins():
            return f"Told the admins in private: {quoted(effect.content.body.text)}"
