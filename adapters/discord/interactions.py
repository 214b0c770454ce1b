"""What an answer to a command, a press or a form needs, kept in memory for as long as Discord takes one: 15 minutes."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from enum import StrEnum

from groupbot.people import Origin

# Discord, Receiving and Responding: a token is good for 15 minutes, the first answer has 3 seconds.
KEPT_SECONDS = 890.0
KEPT_AT_MOST = 4096
DEFERRED_AFTER = 1.0


class Kind(StrEnum):
    """What somebody did."""

    COMMAND = "command"
    PRESS = "press"
    FORM = "form"


class State(StrEnum):
    """How far it is answered: HELD says that the person sees the bot think, on a message of its own.

    HELD_SCREEN: Discord waits, and the person still sees the screen that was pressed; OVER: no answer is taken.
    """

    NEW = "new"
    HELD = "held"
    HELD_SCREEN = "held-screen"
    ANSWERED = "answered"
    OVER = "over"


@dataclass(slots=True)
class Interaction:
    """One interaction; `own` says that what was pressed is a screen of the person's own, which may be replaced.

    `hidden` says that answers have to be ephemeral, as everywhere but in the private chat with the bot.
    """

    id: str
    token: str = field(repr=False)
    application: str
    kind: Kind
    person: str
    own: bool
    hidden: bool
    since: float
    state: State = State.NEW
    lock: asyncio.Lock = field(default_factory=asyncio.Lock, repr=False)

    @property
    def keeps_screen(self) -> bool:
        """Return whether an answer can take the place of what was pressed."""
        return self.own and self.kind is not Kind.COMMAND

    @property
    def held(self) -> "State":
        """Return what it is once it is held."""
        return State.HELD_SCREEN if self.keeps_screen else State.HELD


CURRENT: ContextVar[Interaction | None] = ContextVar("the interaction that is being handled", default=None)


class Interactions:
    """The interactions of the last minutes, found by the Origin of their event; nothing of it reaches a disk."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._kept: OrderedDict[str, Interaction] = OrderedDict()

    def note(self, interaction: Interaction) -> Origin:
        """Remember an interaction, and return the origin by which answers find it."""
        self._kept[interaction.id] = interaction
        while self._kept and (len(self._kept) > KEPT_AT_MOST or not self._fresh(next(iter(self._kept.values())))):
            self._kept.popitem(last=False)
        press = "" if interaction.kind is Kind.COMMAND else interaction.id
        return Origin(press, "", interaction.id, ephemeral=interaction.hidden)

    def get(self, origin: Origin | None) -> Interaction | None:
        """Find an interaction, None when it is too old or unknown, as after a restart."""
        found = self._kept.get(origin.message) if origin is not None else None
        return found if found is not None and self._fresh(found) else None

    def knows(self, number: str) -> bool:
        """Return whether this interaction came before: the gateway may tell one twice."""
        return number in self._kept

    def at_hand(self, person: str) -> Interaction | None:
        """Return the interaction that this very task is handling, where it is this person's."""
        found = CURRENT.get()
        return found if found is not None and found.person == person and self._fresh(found) else None

    def new(self, **values: object) -> Interaction:
        """Make an interaction that came now."""
        return Interaction(since=self._now(), **values)  # type: ignore[arg-type]  # the fields' own names

    def _fresh(self, interaction: Interaction) -> bool:
        return self._now() - interaction.since < KEPT_SECONDS
