"""What a rule answers: what to show, what to write, and the reasons both ways."""

from dataclasses import dataclass, field
from typing import Any

from groupbot.content import Choice, Screen, Text
from groupbot.effects import Door
from groupbot.groups.model import Group, Law, Ruling
from groupbot.people import Chat


@dataclass(frozen=True, slots=True)
class File:
    """A file for the person who asked: a plain name and its bytes."""

    name: str
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Settled:
    """What a decision made of a group, for the directory to know once it is committed.

    `group` is its new state, None when it is no more; `wish` and `ruling` are there when its settings changed, which
    then are `own`.
    """

    number: int
    group: Group | None = None
    own: str | None = field(default=None, repr=False)
    wish: Law | None = None
    ruling: Ruling | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """The outcome of one event, in no language and with no address: the engine knows both.

    `show` (with `file`, and in `language` where the act chose one) is for the actor alone, in private; `more` are
    screens that follow it as messages of their own, because what their buttons carry is kept nowhere. `note` is a short
    word on the pressed button. `ask` turns `show` into a question: what its choice stands for is answered in words,
    or by a text file as well where `ask_file` says so.
    `line` is the group's standing line, replacing the last one, and `here` lets it stand where the event happened;
    `said` is posted beside it, for somebody whom no private word can reach. `admins` is told
    to the group's admins, but not to an actor who is shown something. `remove` takes the notice away that the event is
    about, or the command where it stands in the group for everybody, `leave` takes the bot out of the group, `of` says
    where a group that ends stood, and `settled` is what became of it. `door` is what the doorkeeper shall do in this
    group, of a route that writes; it goes through the outbox.
    `records` are what the feature's service writes; when anything was written, what the actor is shown goes
    through the sealed outbox and survives a crash, unless the group has ended; else it is performed at once, tried for
    two minutes, or lost. What is `unkept` is shown at once or lost, whatever was written: it repeats what somebody else
    may take back meanwhile.
    `why` holds the reasons for what is done, `why_not` those for what is left undone.
    """

    show: Screen | None = None
    file: File | None = None
    language: str = ""
    more: tuple[Screen, ...] = ()
    note: Text | None = None
    ask: Choice | None = None
    ask_file: bool = False
    line: Screen | None = None
    here: bool = False
    said: Screen | None = None
    admins: Screen | None = None
    remove: bool = False
    leave: bool = False
    of: Chat | None = None
    settled: Settled | None = None
    door: tuple[Door, ...] = ()
    unkept: bool = False
    records: tuple[Any, ...] = field(default=(), repr=False)
    why: tuple[Text, ...] = ()
    why_not: tuple[Text, ...] = ()


NOTHING = Decision()
