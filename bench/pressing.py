"""Presses on *Save my choice* by people who have never agreed before, as many at once as Telegram's lanes let in."""

import asyncio
import os
import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from adapters.telegram.lanes import AT_ONCE
from bench.site import Site
from bench.taking import Taking
from groupbot.actions import Action
from groupbot.bootstrap import build_house, root_key
from groupbot.buttons import Buttons, Press
from groupbot.consent import notice, records
from groupbot.consent.model import Grant, Purpose, Record, mask_of
from groupbot.consent.rules import Give
from groupbot.effects import Hand, Whisper
from groupbot.events import BotAdded, ButtonPressed
from groupbot.groups.model import Mode
from groupbot.i18n.catalogue import Messages
from groupbot.i18n.render import Renderer
from groupbot.people import Actor, Chat, Origin, Place
from groupbot.process.clock import SystemClock
from groupbot.store import inbox, outbox
from groupbot.store.unit import Unit
from groupbot.vault.entropy import SystemRandom

GROUPS = 20
_PURPOSES = mask_of(frozenset(Purpose))


@dataclass(frozen=True, slots=True)
class Template:
    """What one real press wrote and answered: the store level writes the same for others."""

    record: Record
    grants: tuple[Grant, ...]
    answers: tuple[Whisper | Hand, ...]


class Pressing:
    """A house that serves one platform of its own name, and the people who press there."""

    def __init__(self, site: Site, platform: str) -> None:
        settings = site.settings()
        self._platform = platform
        self._taking = Taking(platform)
        self._clock = SystemClock()
        self._buttons = Buttons(root_key(settings).subkey("buttons"))
        self.house = build_house(
            settings, {platform: self._taking}, self._clock, SystemRandom(), leased=True, begins_in=Mode.LIVE
        )
        self._groups: list[int] = []
        self._template: Template

    async def open(self) -> None:
        """Take the lease, enter the groups, and let one person agree."""
        await self.lead()
        await self.house.open()
        await self.house.recognise(self._platform, "1")
        bot = Actor(self._platform, "1")
        for number in range(GROUPS):
            place = Place(Chat(self._platform, f"-100{number}"), title=f"Editors {number}")
            await self.house.handle(BotAdded(f"added:{number}", self._clock.now(), place, bot))
        self._groups = [group.number for group in self.house.directory if group.card.chat.platform == self._platform]
        (event,) = self._presses(1)
        handled = await self.house.handle(event)
        (given,) = handled.decision.records
        if not isinstance(given, Give):
            raise TypeError(handled)
        answers = tuple(effect for effect in handled.effects if isinstance(effect, Whisper | Hand))
        self._template = Template(given.record, given.grants, answers)

    async def lead(self) -> None:
        """Take or renew the lease."""
        if not await self.house.take_lease():
            raise AssertionError(self._platform)

    async def whole(self, count: int) -> float:
        """Return the seconds in which so many presses are committed and their answers taken."""
        before = self._taking.whispered
        seconds = await _side_by_side(self.house.handle, self._presses(count))
        if self._taking.whispered - before != count:
            raise AssertionError(self._taking.whispered - before)
        return seconds

    async def store(self, count: int) -> float:
        """Return the seconds in which so many consents are durable: what a press writes, without deciding on it."""
        works = [partial(self._agree, event=event) for event in self._presses(count)]
        return await _side_by_side(self.house.store.write, works)

    def _agree(self, unit: Unit, event: ButtonPressed) -> None:
        group, person, now = self._groups[int(event.actor.id) % GROUPS], event.actor, event.at
        handle = unit.vault.enrol(group, self._platform, person.id)
        records.put(unit, group, handle, self._template.record, self._template.grants)
        inbox.remember(unit, self._platform, event.key, now)
        answers = [replace(answer, to=person) for answer in self._template.answers]
        outbox.put(unit, self._platform, answers, group, now, SystemRandom())

    def _presses(self, count: int) -> list[ButtonPressed]:
        """Make presses of people whom nobody has met, on the newest notice."""
        renderer = Renderer(Messages.load())
        made = []
        for _ in range(count):
            id_ = int.from_bytes(os.urandom(6), "big")
            group, person = self._groups[id_ % GROUPS], Actor(self._platform, str(id_), name="Noa", language="en")
            law = self.house.directory.law(group)
            shown = notice.render(renderer, "en", law.policy, self._taking.capabilities.page_limit).fingerprint
            now = self._clock.now()
            token = self._buttons.make(Press(Action.SAVE, group, _PURPOSES, shown), now, person)
            made.append(ButtonPressed(f"press:{id_}", now, Place(), person, token, Origin(str(id_), str(id_), "1")))
        return made


async def _side_by_side(do: Callable[[Any], Awaitable[Any]], things: Iterable[Any]) -> float:
    left = iter(things)

    async def work() -> None:
        for thing in left:
            await do(thing)

    begun = time.perf_counter()
    async with asyncio.TaskGroup() as workers:
        for _ in range(AT_ONCE):
            workers.create_task(work())
    return time.perf_counter() - begun
