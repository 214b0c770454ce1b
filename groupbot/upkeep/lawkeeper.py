"""Policies in force: what the files say is adopted group by group, and whoever is concerned hears of a refusal."""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import partial

from groupbot import dispatch
from groupbot.case import Desk
from groupbot.consent import views as consent
from groupbot.content import Name, Screen, Text
from groupbot.effects import TellAdmins
from groupbot.groups.model import Group, Law, Ruling
from groupbot.groups.overlays import Laid, Pile
from groupbot.groups.refusals import TOLD_ERRORS, Errors, Refusals, report
from groupbot.groups.terms import adopt_all
from groupbot.performer import Performer
from groupbot.policy.errors import PolicyError, PolicyErrors
from groupbot.ports import Clock
from groupbot.store.store import Store

# Admins are many and a platform may be slow; what is due besides must not wait for them.
AT_ONCE = 20
AT_MOST = timedelta(seconds=10)


class LawKeeper:
    """Keeps the directory's laws in step with files and rows."""

    def __init__(self, store: Store, desk: Desk, performer: Performer, clock: Clock) -> None:
        self._store = store
        self._desk = desk
        self._directory = desk.directory
        self._performer = performer
        self._clock = clock
        self._refusals = Refusals(desk.directory)

    async def open(self) -> None:
        """Put every group under its file, or under the policy it had; raises PolicyErrors where there is neither.

        What was refused is logged now, and told to the admins by the first `tell`: no platform may listen yet.
        """
        await self.reload()
        if self._directory.files.law() is None:
            laws = self._directory.laws()
            if not laws:
                raise PolicyErrors(self._directory.files.common.errors)
            # New groups begin with what most groups live under, until the file is mended.
            many = Counter(id(law) for law in laws)
            self._directory.enforce_common(max(laws, key=lambda law: many[id(law)]))

    async def reload(self) -> tuple[PolicyError, ...]:
        """Put changed files in force and return what was refused now; a bad one leaves the old policy in force."""
        files = self._directory.files
        refused = [report(errors) for errors in files.look().values()]
        # Ten thousand groups may have settings of their own, and members wait for the loop.
        piles = files.piles()
        laid = await asyncio.to_thread(_laid, piles) if piles else []
        files.take(piles, laid)
        today = self._clock.now().date()
        wishes = self._directory.undecided(today)
        rulings: Mapping[int, Ruling] = {}
        if wishes:
            texts = {number: files.own(number) for number in wishes}
            work = partial(adopt_all, wishes=wishes, texts=texts, today=today, count_records=consent.records_in)
            rulings = (await self._store.write(work)).result
        refused += self._settle(wishes, rulings)
        self._directory.enforce_common(self._directory.files.law())
        return tuple(error for errors in refused for error in errors)

    async def tell(self) -> None:
        """Tell admins what was not taken: each group once, and no more groups than a tick has time for.

        A group that the platform did not take has its turn again after all others, and a platform that does not
        answer is left alone until the next time.
        """
        began, called, away = self._clock.now(), 0, set[str]()
        for number in self._refusals.due(self._performer.platforms):
            if called == AT_ONCE or self._clock.now() - began >= AT_MOST:
                return
            # Looked up anew: while another group was told, this one may have moved or ended.
            group, errors = self._directory.numbered(number), self._refusals.untold(number)
            if group is None or not errors or group.card.chat.platform in away:
                continue
            called += 1
            self._refusals.tried(number)
            if await self._performer.promptly(group.card.chat.platform, (self._word(group, errors),)):
                self._refusals.told(number, errors)
            else:
                away.add(group.card.chat.platform)

    def _settle(self, wishes: Mapping[int, Law | None], rulings: Mapping[int, Ruling]) -> list[Errors]:
        news = {self._directory.settle(number, wishes[number], ruling) for number, ruling in rulings.items()}
        return [report(errors) for errors in sorted(news)]

    def _word(self, group: Group, errors: Errors) -> TellAdmins:
        shown = tuple(Text("policy-error", (Name(str(error), 300),)) for error in errors[:TOLD_ERRORS])
        language = self._directory.law(group.number).policy.languages[0]
        content = self._desk.renderer.screen(language, Screen((Text("policy-refused"), *shown)), dispatch.no_buttons)
        return TellAdmins(group.card.chat, content)


def _laid(piles: Sequence[Pile]) -> list[Laid]:
    return [pile.lay() for pile in piles]
