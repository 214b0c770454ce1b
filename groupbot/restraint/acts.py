"""When the bot's newest restriction of a member came through: word of what stood before it may be told later."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta

from groupbot.effects import Restrict
from groupbot.events import RestrictionChanged
from groupbot.people import Chat

Whose = tuple[Chat, str]

MOST = 1024
# A platform answers our act on one way and tells what happens on another: neither waits for the other.
LATE = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class _Act:
    until: datetime
    at: datetime


class Acts:
    """Known in memory alone: a queue of events lives no longer than the process that it stands in."""

    def __init__(self) -> None:
        self._newest: OrderedDict[Whose, _Act] = OrderedDict()

    def came_through(self, effect: Restrict, now: datetime) -> None:
        """Note a restriction that the platform has confirmed."""
        whose = (effect.chat, effect.who.id)
        self._newest.pop(whose, None)
        self._newest[whose] = _Act(effect.until, now)
        if len(self._newest) > MOST:
            self._newest.popitem(last=False)

    def outdates(self, event: RestrictionChanged) -> bool:
        """Tell whether an event is older than the bot's newest act on this member, and says nothing of what stands.

        Once the platform has told of the act itself, what it tells of the same member is newer.
        """
        if event.place.chat is None:
            return False
        whose = (event.place.chat, event.actor.id)
        act = self._newest.get(whose)
        if act is None:
            return False
        if event.by is None and event.until == act.until:
            del self._newest[whose]
            return False
        nameless_lift = event.by is None and event.until is None
        return event.at < act.at + (LATE if nameless_lift else timedelta(0))
