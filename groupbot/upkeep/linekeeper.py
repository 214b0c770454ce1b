"""The standing lines without an event: renewed before they grow old, and when the operator lets a group in or out."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial

from groupbot import dispatch, doors
from groupbot.buttons import Buttons
from groupbot.case import Desk
from groupbot.groups import own, register, rules
from groupbot.groups.model import Group
from groupbot.performer import Performer
from groupbot.ports import Clock
from groupbot.store.store import Store
from groupbot.store.unit import Unit

# A platform takes only so many messages a minute, and answers to people come first.
AT_ONCE = 20
TRIED_EVERY = timedelta(days=1)
# After a start all groups are looked at once, and others wait for the store meanwhile.
LOOKED_AT = 500

Found = tuple[int, Group | None, str]


class LineKeeper:
    """Keeps a line standing in every group."""

    def __init__(self, store: Store, desk: Desk, buttons: Buttons, performer: Performer, clock: Clock) -> None:
        self._store = store
        self._desk = desk
        self._buttons = buttons
        self._performer = performer
        self._clock = clock
        self._tried: dict[int, tuple[datetime, bool]] = {}
        self._marks: dict[int, int] = {}

    async def tick(self, platforms: tuple[str, ...]) -> None:
        """Learn what is other than in memory, and post the lines that are due; a refused one waits for a day."""
        await self._learn()
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

    async def _learn(self) -> None:
        """Let the directory know what stands in the rows: the operator decides at the command line.

        And a commit may have been made whose word was lost, in an outage at that very moment: a group has ended, was
        paused, or has other settings.
        """
        directory = self._desk.directory
        served = {group.number: group.served for group in directory}
        marks, found = await self._store.read(partial(self._changed, served=served))
        for number in served.keys() - marks.keys():
            self._desk.forget(number)
        self._marks = {number: mark for number, mark in self._marks.items() if number in marks}
        for number, group, text in found:
            self._marks[number] = marks[number]
            if group is not None and directory.numbered(number) not in (None, group):
                self._desk.keep(group)
            if text != directory.files.own(number):
                directory.files.overlay(number, text)

    def _changed(self, unit: Unit, served: Mapping[int, bool]) -> tuple[dict[int, int], list[Found]]:
        """Return a mark of each group's row, and how those groups stand of which it is another, or not known yet."""
        marks = register.marks(unit)
        other = [number for number in served if number in marks and marks[number][0] != served[number]]
        other += [number for number in served if number in marks and hash(marks[number]) != self._marks.get(number)]
        known = [number for number in other if number in self._marks or marks[number][0] != served[number]]
        unknown = [number for number in other if number not in self._marks][:LOOKED_AT]
        found = [
            (number, register.numbered(unit, number), own.load(unit, number).text) for number in {*known, *unknown}
        ]
        return {number: hash(mark) for number, mark in marks.items()}, found

    def _due(self, group: Group, now: datetime) -> bool:
        at, served = self._tried.get(group.number, (None, None))
        # Another line than the one that was tried: the operator has decided since, perhaps in that very moment.
        other = served != group.served
        return rules.line_stale(group.card, now) and (at is None or other or now - at >= TRIED_EVERY)
