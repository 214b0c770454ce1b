"""What falls due without an event: policy files that changed, answers that wait, rows that have reached their end."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial

from groupbot.appeals import ending
from groupbot.buttons import Buttons
from groupbot.case import Desk
from groupbot.effects import Release
from groupbot.performer import Performer
from groupbot.policy.errors import PolicyError
from groupbot.ports import Clock, Unavailable
from groupbot.reports import ending as reports
from groupbot.restraint import service as restraint
from groupbot.store import last_try, lease, retention
from groupbot.store.store import Store
from groupbot.store.unit import Unit
from groupbot.upkeep.lawkeeper import LawKeeper
from groupbot.upkeep.ledgerkeeper import LedgerKeeper
from groupbot.upkeep.linekeeper import LineKeeper
from groupbot.upkeep.reminders import KINDS, Reminders
from groupbot.upkeep.timekeeper import TimeKeeper

Work = Callable[[], Awaitable[object]]

SWEEP = "sweep"
SWEEP_EVERY = timedelta(hours=1)


class Housekeeper:
    """Does what is due; `tick` is called by a clock, as often as it likes."""

    def __init__(
        self, store: Store, desk: Desk, buttons: Buttons, performer: Performer, clock: Clock, owner: bytes
    ) -> None:
        self._store = store
        self._desk = desk
        self._performer = performer
        self._clock = clock
        self._owner = owner
        self._laws = LawKeeper(store, desk, performer, clock)
        self._lines = LineKeeper(store, desk, buttons, performer, clock)
        self._ledger = LedgerKeeper(store, desk.random, clock, owner)
        self._time = TimeKeeper(store, clock)
        self._reminders = [Reminders(kind, store, desk, performer, clock, owner) for kind in KINDS]

    async def tick(self, platforms: tuple[str, ...]) -> None:
        """Do all that is due now, on the platforms that this process serves and that have said who the bot is there.

        Retention comes first and waits for a platform only where an act on a member has its last try; what fails stops
        none of the others. Admins are told of bad policies last, because no group's members wait for that.
        """
        met = tuple(platform for platform in platforms if platform in self._performer.platforms)
        failures: list[Exception] = []
        duties: list[Work] = [
            # First, so that the ends which a standstill moves have moved when the sweep looks at them.
            partial(self._time.tick, met=met == platforms),
            partial(self._sweep, platforms, met),
            self._ledger.tick,
            self._laws.reload,
        ]
        duties += [partial(self._performer.drain, platform) for platform in met]
        duties += [partial(self._lines.tick, met), *(each.tick for each in self._reminders), self._laws.tell]
        for duty in duties:
            try:
                await duty()
            except Exception as failure:  # noqa: BLE001  (told below, once all have had their turn)
                failures.append(failure)
        if failures:
            raise failures[0]

    async def adopt_policies(self) -> None:
        """Put the policies in force at start-up; raises PolicyErrors when there is none to begin with."""
        await self._laws.open()

    async def reload_policies(self) -> tuple[PolicyError, ...]:
        """Put changed policy files in force and return what was refused; the admins are told, the old ones hold."""
        refused = await self._laws.reload()
        await self._laws.tell()
        return refused

    async def _sweep(self, platforms: tuple[str, ...], met: tuple[str, ...]) -> None:
        now = self._clock.now()
        claim = partial(lease.claim, key=SWEEP, owner=self._owner, now=now, first=now, every=SWEEP_EVERY)
        claimed = await self._store.write(claim)
        if not claimed.result:
            return
        for platform in met:
            # After a standstill nothing has been refused yet, however long ago it was decided.
            last = await self._store.read(partial(last_try.untried, platform=platform, now=now))
            await self._performer.deliver(platform, last, fresh=False)
        unmet = tuple(platform for platform in platforms if platform not in met)
        swept, undone = (await self._store.write(partial(self._swept, now=now, unmet=unmet))).result
        if swept:
            await self._store.tidy()
        following = now + SWEEP_EVERY
        await self._store.write(partial(lease.complete, key=SWEEP, owner=self._owner, following=following))
        for release in undone:
            with suppress(Unavailable):
                await self._performer.left_undone(release, None)

    def _swept(self, unit: Unit, now: datetime, unmet: tuple[str, ...]) -> tuple[int, tuple[Release, ...]]:
        last_try.spare(unit, unmet, now)
        undone = restraint.give_up(unit, now)
        ending.unanswered(unit, self._desk, now)
        reports.unanswered(unit, now)
        return retention.sweep(unit, self._store.duties, now), undone
