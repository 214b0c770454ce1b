"""Where groups are: entered when they are met, moved when the platform moves them, left when the bot is taken out.

Each is decided in a transaction on what stands there; the directory learns of it after the commit.
"""

from collections.abc import Callable
from functools import partial

from groupbot.case import Desk
from groupbot.consent import views as consent
from groupbot.events import BotAdded, BotRemoved, Event, GroupMigrated
from groupbot.groups import keeping, moves, own, register, terms
from groupbot.groups.bound import bound
from groupbot.groups.model import Group, Law, Moved, Ruling
from groupbot.groups.refusals import report
from groupbot.people import Chat
from groupbot.ports import Clock, Random
from groupbot.store.store import Store
from groupbot.store.unit import Unit

EnterJoined = Callable[[Unit, Moved, Law, Law | None, int, Random], None]
"""Enters among a group's changes what a move has changed, from one law to another, on a day (an ordinal)."""


class Whereabouts:
    """Keeps rows and directory in step."""

    def __init__(self, store: Store, desk: Desk, clock: Clock, enter_joined: EnterJoined) -> None:
        self._enter_joined = enter_joined
        self._store = store
        self._desk = desk
        self._directory = desk.directory
        self._clock = clock

    async def of(self, event: Event) -> Group | None:
        """Return the group that an event happened in, entering it when it is new; a group is no person."""
        chat = event.place.chat
        if chat is None:
            return None
        known = self._directory.find(chat)
        if known is not None and not isinstance(event, BotAdded):
            return known
        arrived = (await self._store.write(partial(self._arrive, chat=chat, title=event.place.title))).result
        if arrived is None:
            return None
        group: Group = arrived[0]
        _, wish, ruling = arrived
        self._directory.keep(group, chat)
        report(self._directory.settle(group.number, wish, ruling))
        return group

    async def removed(self, event: BotRemoved) -> int | None:
        """Let the group end from which the bot was taken, and return its number; None when it is not there."""
        if event.place.chat is None:
            return None
        leave = partial(moves.leave, chat=event.place.chat, today=self._clock.now().date())
        number: int | None = (await self._store.write(leave)).result
        held = self._directory.find(event.place.chat)
        if number is None and held is not None and held.number not in await self._store.read(register.served):
            # It has ended already, and word of that commit was lost.
            number = held.number
        if number is not None:
            self._desk.forget(number)
        return number

    async def migrated(self, event: GroupMigrated) -> Moved | None:
        """Give a group its new address and return what became of it; None when it is there already."""
        if event.place.chat is None:
            return None
        move = partial(self._move, old=event.place.chat, successor=event.successor)
        done = (await self._store.write(move)).result
        if done is None:
            return None
        moved: Moved = done[0]
        _, wish, ruling = done
        if moved.ended is not None:
            self._desk.forget(moved.ended)
        self._desk.keep(moved.group, event.place.chat)
        report(self._directory.settle(moved.group.number, wish, ruling))
        return moved

    def _arrive(self, unit: Unit, chat: Chat, title: str) -> tuple[Group, Law | None, Ruling] | None:
        """Enter a group and put a policy in force for it, in one transaction."""
        common = self._directory.law(None)
        begins = self._directory.begins
        group = register.enter(unit, chat, title, common.policy.material(), self._desk.random, begins)
        if group is None:
            return None
        return group, *self._rule(unit, group.number)

    def _move(self, unit: Unit, old: Chat, successor: Chat) -> tuple[Moved, Law | None, Ruling] | None:
        """Move a group and rule on it anew: word of its end may have come first, and its policy been forgotten."""
        today = self._clock.now().date()
        moved = moves.move(unit, old, successor, today=today, count_bound=bound)
        if moved is None:
            return None
        number = moved.group.number
        before = keeping.kept(unit, number) or self._directory.law(number)
        wish, ruling = self._rule(unit, number)
        if moved.former is not None:
            self._enter_joined(unit, moved, before, wish, today.toordinal(), self._desk.random)
        return moved, wish, ruling

    def _rule(self, unit: Unit, number: int) -> tuple[Law | None, Ruling]:
        # A group that comes back had been forgotten, and what its admins had set with it.
        self._directory.files.overlay(number, own.load(unit, number).text)
        wish, today = self._directory.files.law(number), self._clock.now().date()
        ruling = terms.adopt(unit, number, wish, today, consent.records_in)
        if ruling.law is None:
            ruling = terms.adopt(unit, number, self._directory.law(None), today, consent.records_in)
        return wish, ruling
