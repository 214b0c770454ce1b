"""A person of whom everything is kept that can be kept of one, several times where that can be.

A table about persons that is new has to be sown here: tests/unit/rights/test_rights_erasure.py fails until it is.
"""

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from functools import partial

from groupbot.appeals import records as appeals
from groupbot.appeals.model import About, Appeal, State
from groupbot.appeals.rules import looked_at
from groupbot.content import Content, Rich
from groupbot.effects import Whisper
from groupbot.groups import register
from groupbot.groups.model import Group
from groupbot.language import records as languages
from groupbot.ledger import views
from groupbot.people import Actor, Chat
from groupbot.proofs import counting
from groupbot.proofs import records as proofs
from groupbot.proofs.model import WHERE, WHO, Request, Sort
from groupbot.reports import records as reports
from groupbot.reports import rules as reporting
from groupbot.reports.tables import KEPT_HOURS
from groupbot.restraint import records as restraint
from groupbot.store import outbox
from groupbot.store.unit import Unit
from groupbot.vault.entropy import SystemRandom
from tests.unit.ledger_store.desk import POLICY, Desk

OTHER = Chat("telegram", "-1009999")
Sow = Callable[[Desk, Actor], Awaitable[None]]


async def _consents(desk: Desk, who: Actor) -> None:
    await desk.agrees(who)


async def _events(desk: Desk, who: Actor) -> None:
    for happened in (desk.warned(), desk.held()):
        assert await desk.happens(who, happened)


async def _answers(desk: Desk, who: Actor) -> None:
    """Let an answer about the group wait, and one about the language."""
    for about in (desk.here.number, outbox.NOT_A_GROUP):
        waiting = [Whisper(who, Content(Rich("an answer")))]
        put = partial(
            outbox.put, platform=who.platform, answers=waiting, group=about, now=desk.now(), random=SystemRandom()
        )
        await desk.shelf.store.write(put)


async def _language(desk: Desk, who: Actor) -> None:
    await desk.shelf.store.write(lambda unit: languages.put(unit, who, "he", desk.today))


async def _restriction(desk: Desk, who: Actor) -> None:
    until = desk.now() + timedelta(days=2)
    await desk.shelf.store.write(lambda unit: restraint.put(unit, desk.here.number, who, until, desk.now()))


async def _appeals(desk: Desk, who: Actor) -> None:
    """Let two appeals of theirs wait, one of them read by an admin."""

    def sow(unit: Unit) -> None:
        handle = unit.vault.enrol(desk.here.number, who.platform, who.id)
        what = Appeal(State.OPEN, desk.today, desk.today + 14, About.WORD, "", who.platform, who.id, "en", "unfair")
        appeals.new(unit, desk.here.number, handle, what, SystemRandom())
        appeals.new(unit, desk.here.number, handle, looked_at(what, "m" * 32, desk.today), SystemRandom())

    await desk.shelf.store.write(sow)


async def _reports(desk: Desk, who: Actor) -> None:
    """Let a report of theirs wait, read by an admin, and another be begun."""

    def sow(unit: Unit) -> None:
        handle = unit.vault.enrol(desk.here.number, who.platform, who.id)
        draft = reporting.with_words(reporting.drafted("https://t.me/c/1/2", desk.today), "unfair")
        read = reporting.looked_at(reporting.sent(draft, desk.today), "m" * 32, desk.today)
        hour = int(desk.now().timestamp()) // 3600
        reports.new(unit, desk.here.number, handle, read, hour + KEPT_HOURS, SystemRandom())
        reports.new(unit, desk.here.number, handle, draft, hour + KEPT_HOURS, SystemRandom())

    await desk.shelf.store.write(sow)


async def _proofs(desk: Desk, who: Actor) -> None:
    """Let them want the proof of each entry, and a receipt."""

    def sow(unit: Unit) -> None:
        handle = unit.vault.enrol(desk.here.number, who.platform, who.id)
        asked = counting.look(unit, desk.now())
        wanted = [Request(Sort.ENTRY, WHO, asked, kept.id.hex()) for kept in views.entries_of(unit, handle)]
        for request in (*wanted, Request(Sort.RECEIPT, WHERE, asked)):
            proofs.put(unit, desk.here.number, handle, request, desk.today, SystemRandom())

    await desk.shelf.store.write(sow)


SOWN: Mapping[str, Sow] = {
    "consent_record": _consents,
    "consent_grant": _consents,
    "ledger_entry": _events,
    "outbox": _answers,
    "language_choice": _language,
    "restriction": _restriction,
    "appeal": _appeals,
    "proof_request": _proofs,
    "report": _reports,
}
SURVIVING = {"restriction"}


async def live(desk: Desk, who: Actor, *, surviving: bool) -> None:
    """Let somebody have a life in both groups."""
    first = desk.here
    second: Group | None = (await desk.shelf.store.write(_second)).result
    for group in (first, second):
        desk.group = group
        for sow in dict.fromkeys(sow for table, sow in SOWN.items() if surviving or table not in SURVIVING):
            await sow(desk, who)
    desk.group = first


def _second(unit: Unit) -> Group | None:
    row = register.at(unit, OTHER)
    if row is not None:
        return register.numbered(unit, row.number)
    return register.enter(unit, OTHER, "Other Room", POLICY.material(), SystemRandom())
