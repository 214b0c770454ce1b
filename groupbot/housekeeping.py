"""What falls due without an event: policy files that changed, answers that wait, rows that have reached their end."""

from collections.abc import Awaitable, Callable, Iterable
from datetime import timedelta
from functools import partial

import structlog

from groupbot import dispatch
from groupbot.case import Desk
from groupbot.consent import views as consent
from groupbot.content import Name, Screen, Text
from groupbot.effects import TellAdmins
from groupbot.groups.terms import TooSoon, adopt
from groupbot.performer import Performer
from groupbot.policy.errors import PolicyError, PolicyErrors
from groupbot.policy.live import LivePolicy
from groupbot.ports import Clock
from groupbot.store import lease, retention
from groupbot.store.store import Store

log = structlog.get_logger()

Work = Callable[[], Awaitable[object]]

SWEEP = "sweep"
SWEEP_EVERY = timedelta(hours=1)
TOLD_ERRORS = 5


class Housekeeper:
    """Does what is due; `tick` is called by a clock, as often as it likes."""

    def __init__(self, store: Store, desk: Desk, performer: Performer, clock: Clock, owner: bytes) -> None:
        self._store = store
        self._desk = desk
        self._performer = performer
        self._clock = clock
        self._owner = owner
        self._considered: set[LivePolicy] = set()
        self._bad: dict[int, tuple[PolicyError, ...]] = {}

    async def tick(self, platforms: tuple[str, ...]) -> None:
        """Do all that is due now, on the platforms that this process serves.

        Retention comes first and nothing waits for a platform; what fails stops none of the others.
        """
        failures: list[Exception] = []
        duties: list[Work] = [self._sweep, self.reload_policies]
        duties += [partial(self._performer.drain, platform) for platform in platforms]
        for duty in duties:
            try:
                await duty()
            except Exception as failure:  # noqa: BLE001  (told below, once all have had their turn)
                failures.append(failure)
        if failures:
            raise failures[0]

    async def adopt_policies(self) -> None:
        """Put the policies in force at start-up; raises PolicyErrors for bad ones and terms that changed too soon."""
        for errors in self._desk.directory.take_in().values():
            raise PolicyErrors(errors)
        for live in self._desk.directory.lives():
            too_soon = await self._adopt(live)
            if too_soon is not None:
                raise PolicyErrors((_too_soon(live, too_soon),))
            self._desk.directory.enforce(live)

    async def reload_policies(self) -> tuple[PolicyError, ...]:
        """Put changed and new policy files in force; a bad one leaves the old one in force, and the admins are told."""
        refused = await self._take_in()
        for live in self._desk.directory.lives():
            outcome = live.reload()
            errors = outcome.errors
            if outcome.changed or live not in self._considered:
                too_soon = await self._adopt(live)
                if too_soon is None:
                    self._desk.directory.enforce(live)
                else:
                    errors = (_too_soon(live, too_soon),)
            if errors:
                await self._tell(self._desk.directory.under(live), errors)
                refused += errors
        return tuple(refused)

    async def _take_in(self) -> list[PolicyError]:
        """Look for groups' own files that are new; what is wrong with one is told once, until it is edited."""
        bad = self._desk.directory.take_in()
        for number, errors in bad.items():
            if self._bad.get(number) != errors:
                await self._tell((number,), errors)
        self._bad = bad
        return [error for errors in bad.values() for error in errors]

    async def _adopt(self, live: LivePolicy) -> TooSoon | None:
        self._considered.add(live)
        numbers = self._desk.directory.under(live)
        material, today = live.compiled.policy.material(), self._clock.now().date()
        done = await self._store.write(
            partial(adopt, numbers=numbers, material=material, today=today, count_records=consent.records_in)
        )
        outcome: TooSoon | None = done.result
        return outcome

    async def _tell(self, numbers: Iterable[int], errors: tuple[PolicyError, ...]) -> None:
        log.error("policy refused, the old one stays in force", errors=[str(error) for error in errors[:TOLD_ERRORS]])
        shown = tuple(Text("policy-error", (Name(str(error), 300),)) for error in errors[:TOLD_ERRORS])
        for number in numbers:
            group = self._desk.directory.numbered(number)
            if group is None:
                continue
            language = self._desk.directory.law(number).policy.languages[0]
            content = self._desk.renderer.screen(
                language, Screen((Text("policy-refused"), *shown)), dispatch.no_buttons
            )
            await self._performer.promptly(group.card.chat.platform, (TellAdmins(group.card.chat, content),))

    async def _sweep(self) -> None:
        now = self._clock.now()
        claimed = await self._store.write(partial(lease.claim, key=SWEEP, owner=self._owner, now=now, first=now))
        if not claimed.result:
            return
        swept = await self._store.write(partial(retention.sweep, duties=self._store.duties, now=now))
        if swept.result:
            await self._store.tidy()
        following = now + SWEEP_EVERY
        await self._store.write(partial(lease.complete, key=SWEEP, owner=self._owner, following=following))


def _too_soon(live: LivePolicy, outcome: TooSoon) -> PolicyError:
    file = live.compiled.sources[0].name
    message = "these terms would end members' consents a second time within a month"
    return PolicyError(file, 1, 1, message, f"put the former terms back until {outcome.until.isoformat()}")
