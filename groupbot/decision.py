"""What a rule answers: what to show, what to write, and the reasons both ways."""

from dataclasses import dataclass, field
from typing import Any

from groupbot.content import Screen, Text


@dataclass(frozen=True, slots=True)
class File:
    """A file for the person who asked: a plain name and its bytes."""

    name: str
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Decision:
    """The outcome of one event, in no language and with no address: the engine knows both.

    `show` (with `file`, and in `language` where the act chose one) is for the actor alone, in private; `more` are
    screens that follow it as messages of their own, because what their buttons carry is kept nowhere. `note` is a short
    word on the pressed button. `line` is the group's standing line, replacing the last one. `records` are what
    the feature's service writes; when anything was written, what the actor is shown goes through the sealed outbox and
    survives a crash, else it is performed at once or lost, and never written. `why` holds the reasons for what is done,
    `why_not` those for what is left undone.
    """

    show: Screen | None = None
    file: File | None = None
    language: str = ""
    more: tuple[Screen, ...] = ()
    note: Text | None = None
    line: Screen | None = None
    records: tuple[Any, ...] = field(default=(), repr=False)
    why: tuple[Text, ...] = ()
    why_not: tuple[Text, ...] = ()


NOTHING = Decision()
