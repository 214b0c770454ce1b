"""One campaign: people press, processes are killed, and at quiet points what was told is held against what is there."""

import asyncio
import random
import time
from collections.abc import Callable

from tests.crash.model import Act
from tests.crash.notices import NEWS, Notices
from tests.crash.pair import Pair, Stuck
from tests.crash.reading import Found, Reader
from tests.crash.report import Report
from tests.crash.town import Town
from tests.crash.verdict import judge

Condition = Callable[[], bool]

PATIENCE = 30.0
ANSWERS_WITHIN = 10.0
LAST_CALL = 0.3
CLOSING = 12
"""Presses before each quiet point that nobody is killed over: the last process has to work as well."""
WAITING = (6, 16)
"""How many presses wait for the bot at the same time, at least and at most."""


class Campaign:
    """Kills so many times and checks after every so many; ends at the first breach."""

    def __init__(self, town: Town, pair: Pair, reader: Reader, luck: random.Random) -> None:
        self._town = town
        self._updates = town.tg.world.updates
        self._pair = pair
        self._reader = reader
        self._random = luck
        self._notices = Notices(town.tg, town.buttons, {room.title: group for group, room in town.rooms.items()})
        self._pressing = False
        self.report = Report()

    async def run(self, kills: int, between: int) -> Report:
        """Run and return what came of it; nothing is raised for what the bot does wrong."""
        begun = time.monotonic()
        feeding = asyncio.create_task(self._feed())
        try:
            while self.report.kills < kills and not self.report.breaches:
                self._pressing = True
                for _ in range(min(between, kills - self.report.kills)):
                    await self._strike()
                self._pressing = False
                await self._check()
        except (Stuck, TimeoutError) as stuck:
            self.report.breach("stuck", str(stuck))
        finally:
            feeding.cancel()
            await asyncio.gather(feeding, return_exceptions=True)
        self.report.processes_killed = self._pair.killed
        self.report.seconds = round(time.monotonic() - begun, 1)
        return self.report

    async def _feed(self) -> None:
        """Keep so many presses waiting that whoever is killed is killed at work."""
        while True:
            if self._pressing and len(self._updates.pending) < self._random.randint(*WAITING):
                await self._town.acts_once()
                await asyncio.sleep(0)
            else:
                await asyncio.sleep(0.002)

    async def _strike(self) -> None:
        """Kill somebody at a moment that follows the handing over of updates, or whoever it is while one starts."""
        whom = self._random.choices(("server", "both", "other", "either"), (60, 15, 10, 15))[0]
        if whom == "either":
            await asyncio.sleep(self._random.uniform(0, 0.3))
        else:
            await self._until(self._hands_over, PATIENCE)
            await asyncio.sleep(self._random.uniform(0, self._random.choice((0.03, 0.1, 0.4))))
        await self._pair.strike(whom)
        self._notices.listen()
        hand = self._notices.handed & {each.id for each in self._updates.pending}
        answered = {act.update for act in self._town.acts if self._notices.came[act.answer]}
        self._notices.handed.clear()
        self.report.struck(in_hand=bool(hand), answered=bool(hand & answered))

    def _hands_over(self) -> bool:
        self._notices.listen()
        return bool(self._notices.handed)

    async def _check(self) -> None:
        """Wait until all that was pressed is confirmed and answered, and judge."""
        town, report = self._town, self.report
        await town.is_recorded()
        for _ in range(CLOSING):
            await town.acts_once()
        await self._until(lambda: not self._updates.pending, PATIENCE)
        await self._pair.serving()
        self._notices.listen()
        report.notices_late += len(self._notices.missing(town.acts))
        found = await self._found()
        # What is struck off the outbox has been sent, or never will be; a call may still be on its way.
        await asyncio.sleep(LAST_CALL)
        self._notices.listen()
        for act in self._notices.missing(town.acts):
            report.breach("notice missing", f"update {act.update}, {act.action.name} of person {act.person}")
        for person, group in sorted(town.expected.docket.news):
            if not self._notices.came[NEWS, person, group]:
                report.breach("notice missing", f"how an appeal of person {person} in group {group} was decided")
        report.take(judge(town.expected, found))
        if report.breaches:
            report.told += [self._retold(act) for act in town.acts]
        report.counted(town, self._notices.doubled(town.acts))
        self._notices.forget()
        town.forget(found.appeals)

    def _retold(self, act: Act) -> str:
        came = self._notices.came[act.answer]
        told = (
            f"update {act.update}: {act.person} pressed {act.action.name} {act.value} in {act.group}, answered {came}"
        )
        return f"{told} times{' of one owed' if act.owed else ''}, with the note {act.press.text!r}"

    async def _found(self) -> Found:
        """Read the deployment as soon as nothing is on its way any more, at the latest when patience ends."""
        end = time.monotonic() + ANSWERS_WITHIN
        people = [person.id for person in self._town.people]
        while True:
            with self._pair.frozen():
                found = self._reader.read(people, self._town.rooms)
            if not found.busy or time.monotonic() > end:
                return found
            await asyncio.sleep(0.2)

    async def _until(self, holds: Condition, seconds: float) -> None:
        end = time.monotonic() + seconds
        while not holds():
            if time.monotonic() > end:
                waiting = len(self._updates.pending)
                raise TimeoutError(f"{waiting} updates unconfirmed after {seconds:.0f} s; {self._pair.last_words}")
            await asyncio.sleep(0.003)
