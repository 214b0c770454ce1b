"""What waits for admins and is not answered: those of each group are reminded once a week, for as long as it waits."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from groupbot import dispatch
from groupbot.appeals import views as appeals
from groupbot.case import Desk
from groupbot.content import Screen, Text
from groupbot.effects import TellAdmins
from groupbot.performer import Performer
from groupbot.ports import Clock
from groupbot.reports import views as reports
from groupbot.store import lease
from groupbot.store.store import Store
from groupbot.store.unit import Unit

LOOK_EVERY = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One kind of what waits: its job, the word to the admins, and how the groups with it are found and marked."""

    job: str
    told: str
    to_recall: Callable[[Unit, int], tuple[int, ...]]
    recalled: Callable[[Unit, int, int], None]


KINDS = (
    Waiting("appeals", "told-appeals-wait", appeals.to_recall, appeals.recalled),
    Waiting("reports", "told-reports-wait", reports.to_recall, reports.recalled),
)


class Reminders:
    """Reminds admins of one kind of what waits."""

    def __init__(
        self, kind: Waiting, store: Store, desk: Desk, performer: Performer, clock: Clock, owner: bytes
    ) -> None:
        self._kind = kind
        self._store = store
        self._desk = desk
        self._performer = performer
        self._clock = clock
        self._owner = owner

    async def tick(self) -> None:
        """Remind the admins of each group in which that is due; where none is reached now, it is tried in an hour."""
        if not self._performer.platforms:
            # An hour that is claimed now would pass with nobody told.
            return
        now = self._clock.now()
        today = now.date().toordinal()
        if not await self._store.read(lambda unit: self._kind.to_recall(unit, today)):
            return
        job = self._kind.job
        claim = partial(lease.claim, key=job, owner=self._owner, now=now, first=now, every=LOOK_EVERY)
        if not (await self._store.write(claim)).result:
            return
        for number in await self._store.read(lambda unit: self._kind.to_recall(unit, today)):
            if await self._reminded(number):
                await self._store.write(partial(self._mark, group=number, today=today))
        following = now + LOOK_EVERY
        await self._store.write(partial(lease.complete, key=job, owner=self._owner, following=following))

    def _mark(self, unit: Unit, group: int, today: int) -> None:
        self._kind.recalled(unit, group, today)

    async def _reminded(self, number: int) -> bool:
        group = self._desk.directory.numbered(number)
        if group is None or group.card.chat.platform not in self._performer.platforms:
            return False
        language = self._desk.directory.law(number).policy.languages[0]
        content = self._desk.renderer.screen(language, Screen((Text(self._kind.told),)), dispatch.no_buttons)
        return await self._performer.tell_admins(TellAdmins(group.card.chat, content))
