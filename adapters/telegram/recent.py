"""Remembers, in memory and for minutes, what an answer to a press or command needs beyond its Origin."""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from groupbot.events import ButtonPressed, CommandGiven, Event
from groupbot.people import Origin

# A press can be answered for 150 s, an ephemeral answer needs one of at most 15 s (Bot API 10.3).
KEPT_SECONDS = 150.0
EPHEMERAL_SECONDS = 15.0
KEPT_AT_MOST = 4096


@dataclass(slots=True)
class Interaction:
    """One press or command: when it reached us, in which forum topic, its token, and whether it was answered."""

    since: float
    thread: str = ""
    token: str = field(default="", repr=False)
    answered: bool = False


class Recent:
    """The interactions of the last minutes; nothing of it reaches a disk."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._kept: OrderedDict[Origin, Interaction] = OrderedDict()

    def note(self, event: Event) -> None:
        """Remember an event that can be answered; any other leaves no trace."""
        if isinstance(event, ButtonPressed):
            self._kept[event.origin] = Interaction(self._now(), event.place.thread, event.token)
        elif isinstance(event, CommandGiven):
            self._kept[event.origin] = Interaction(self._now(), event.place.thread)
        else:
            return
        while self._kept and (len(self._kept) > KEPT_AT_MOST or not self._within(next(iter(self._kept)), KEPT_SECONDS)):
            self._kept.popitem(last=False)

    def get(self, origin: Origin) -> Interaction | None:
        """Find an interaction, None when it is too old or unknown (after a restart)."""
        return self._kept.get(origin) if self._within(origin, KEPT_SECONDS) else None

    def allows_ephemeral(self, origin: Origin) -> bool:
        """Tell whether a press or an ephemeral command is fresh enough for such an answer by a bot that is no admin."""
        return (bool(origin.press) or origin.ephemeral) and self._within(origin, EPHEMERAL_SECONDS)

    def _within(self, origin: Origin, seconds: float) -> bool:
        found = self._kept.get(origin)
        return found is not None and self._now() - found.since < seconds
