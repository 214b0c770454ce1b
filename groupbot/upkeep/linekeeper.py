"""The standing lines without an event: renewed before they grow old, and when the operator lets a group in or out."""

from datetime import datetime, timedelta

from groupbot import dispatch, doors
from groupbot.buttons import Buttons
from groupbot.case import Desk
from groupbot.groups import register, rules
from groupbot.groups.model import Group
from groupbot.performer import Performer
from groupbot.ports import Clock
from groupbot.store.store import Store
from groupbot.store.unit import Unit

# A platform takes only so many messages a minute, and answers to people come first.
AT_ONCE = 20
TRIED_EVERY = timedelta(days=1)


class LineKeeper:
    """Keeps a line standing in every group."""

    def __init__(self, store: Store, desk: Desk, buttons: Buttons, performer: Performer, clock: Clock) -> None:
        self._store = store
        self._desk = desk
        self._buttons = buttons
        self._performer = performer
        self._clock = clock
        self._tried: dict[int, tuple[datetime, bool]] = {}

    async def tick(self, platforms: tuple[str, ...]) -> None:
        """Learn whom the operator has let in, and post the lines that are due; a refused one waits for a day.

        A group that has ended while word of the commit was lost, in an outage at that very moment, is forgotten.
        """
        changed, ended = await self._store.read(self._changed)
        for group in changed:
            self._desk.directory.keep(group)
        for number in ended:
            self._desk.directory.drop(number)
        now = self._clock.now()
        here = [group for group in self._desk.directory if group.card.chat.platform in platforms]
        for group in [group for group in here if self._due(group, now)][:AT_ONCE]:
            self._tried[group.number] = (now, group.served)
            policy = self._desk.directory.law(group.number).policy
            say = dispatch.standing(self._desk, group, policy, doors.standing_line(group), now, self._buttons)
            await self._performer.promptly(group.card.chat.platform, (say,), group)
            stands = self._desk.directory.numbered(group.number)
            if stands is None or not rules.line_stale(stands.card, now):
                # Only a failed try has to wait: a line that stands may become due again at any time.
                self._tried.pop(group.number, None)

    def _changed(self, unit: Unit) -> tuple[list[Group], list[int]]:
        """Return anew the groups whose state is no longer what the directory says, and the numbers of those gone."""
        held = register.served(unit)
        ended = [group.number for group in self._desk.directory if group.number not in held]
        other = [group.number for group in self._desk.directory if held.get(group.number, group.served) != group.served]
        return [group for group in (register.numbered(unit, number) for number in other) if group is not None], ended

    def _due(self, group: Group, now: datetime) -> bool:
        at, served = self._tried.get(group.number, (None, None))
        # Another line than the one that was tried: the operator has decided since, perhaps in that very moment.
        other = served != group.served
        return rules.line_stale(group.card, now) and (at is None or other or now - at >= TRIED_EVERY)
