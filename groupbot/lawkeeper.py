"""Policies in force: what the files say is adopted group by group, and whoever is concerned hears of a refusal."""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import partial

import structlog

from groupbot import dispatch
from groupbot.case import Desk
from groupbot.consent import views as consent
from groupbot.content import Name, Screen, Text
from groupbot.effects import TellAdmins
from groupbot.groups.model import Law
from groupbot.groups.terms import Ruling, TooSoon, adopt_all
from groupbot.performer import Performer
from groupbot.policy.errors import PolicyError, PolicyErrors
from groupbot.policy.live import LivePolicy
from groupbot.ports import Clock
from groupbot.store.store import Store

log = structlog.get_logger()

TOLD_ERRORS = 5

Wrong = dict[LivePolicy, tuple[PolicyError, ...]]


class LawKeeper:
    """Keeps the directory's laws in step with files and rows."""

    def __init__(self, store: Store, desk: Desk, performer: Performer, clock: Clock) -> None:
        self._store = store
        self._desk = desk
        self._directory = desk.directory
        self._performer = performer
        self._clock = clock
        self._untold: list[tuple[tuple[int, ...], tuple[PolicyError, ...]]] = []

    async def open(self) -> None:
        """Put every group under its file, or under the policy it had; raises PolicyErrors where there is neither.

        What was refused is logged now, and told to the admins at the first `reload`: no platform may listen yet.
        """
        files = self._directory.files
        await self._follow(files.look())
        if files.law() is None:
            laws = self._directory.laws()
            if not laws:
                raise PolicyErrors(files.common.errors)
            # New groups begin with what most groups live under, until the file is mended.
            many = Counter(id(law) for law in laws)
            self._directory.enforce_common(max(laws, key=lambda law: many[id(law)]))

    async def reload(self) -> tuple[PolicyError, ...]:
        """Put changed files in force; a bad one leaves the old policy in force, and the admins are told, once."""
        refused = await self._follow(self._directory.files.look())
        untold, self._untold = self._untold, []
        for numbers, errors in untold:
            await self._tell(numbers, errors)
        return refused

    async def _follow(self, wrong: Wrong) -> tuple[PolicyError, ...]:
        today = self._clock.now().date()
        wishes = self._directory.undecided(today)
        # Noted before anything can fail: the files tell what is wrong with them once.
        refusals = [self._note(self._under(live), errors) for live, errors in wrong.items()]
        rulings: Mapping[int, Ruling] = {}
        if wishes:
            work = partial(adopt_all, wishes=wishes, today=today, count_records=consent.records_in)
            rulings = (await self._store.write(work)).result
        refusals += self._settle(wishes, rulings)
        self._directory.enforce_common(self._directory.files.law())
        return tuple(error for errors in refusals for error in errors)

    def _settle(self, wishes: Mapping[int, Law | None], rulings: Mapping[int, Ruling]) -> list[tuple[PolicyError, ...]]:
        late: dict[PolicyError, list[int]] = {}
        for number, ruling in rulings.items():
            again = self._directory.waits(number, wishes[number])
            self._directory.settle(number, wishes[number], ruling)
            if ruling.refused is not None and not again:
                late.setdefault(_too_soon(self._directory.files.of(number), ruling.refused), []).append(number)
        return [self._note(tuple(numbers), (error,)) for error, numbers in late.items()]

    def _under(self, live: LivePolicy) -> tuple[int, ...]:
        return tuple(group.number for group in self._directory if self._directory.files.of(group.number) is live)

    def _note(self, numbers: tuple[int, ...], errors: tuple[PolicyError, ...]) -> tuple[PolicyError, ...]:
        log.error("policy refused, the old one stays in force", errors=[str(error) for error in errors[:TOLD_ERRORS]])
        self._untold.append((numbers, errors))
        return errors

    async def _tell(self, numbers: Iterable[int], errors: tuple[PolicyError, ...]) -> None:
        shown = tuple(Text("policy-error", (Name(str(error), 300),)) for error in errors[:TOLD_ERRORS])
        for number in numbers:
            group = self._directory.numbered(number)
            if group is None or not group.served:
                continue
            language = self._directory.law(number).policy.languages[0]
            screen = Screen((Text("policy-refused"), *shown))
            content = self._desk.renderer.screen(language, screen, dispatch.no_buttons)
            await self._performer.promptly(group.card.chat.platform, (TellAdmins(group.card.chat, content),))


def _too_soon(live: LivePolicy, outcome: TooSoon) -> PolicyError:
    file = live.compiled.sources[0].name
    message = (
        f"these terms would end members' consents a second time within a month: {', '.join(outcome.fields)} changed"
    )
    return PolicyError(file, 1, 1, message, f"put the former terms back, or wait until {outcome.until.isoformat()}")
