"""Erasing all that is a person's own, in one group or everywhere: it needs one confirmation, and no membership."""

import sqlalchemy as sa

from groupbot.case import Case
from groupbot.consent import views as consent
from groupbot.content import Screen, Text
from groupbot.decision import Decision
from groupbot.duties import DUTIES
from groupbot.groups import register
from groupbot.people import Actor
from groupbot.rights import screens
from groupbot.rights.screens import EVERY_GROUP
from groupbot.store import erasure, outbox
from groupbot.store.declared import Duty
from groupbot.store.unit import Unit
from groupbot.vault.vault import DEPLOYMENT

Place = tuple[int, bytes]
_WHY = (Text("why-asked-to-erase"),)
_NOTHING = Decision(show=screens.nothing_to_erase(), why_not=(Text("why-not-held"),))


def choose(unit: Unit, case: Case) -> Decision:
    """Answer /erase: where there is a choice, all of it or one group; given in a group, the question about that one."""
    places = _places(unit, case.event.actor)
    if case.press is None and case.group is not None and case.group.number in dict(places):
        return ask(unit, case)
    if not places and not _waits(unit, case.event.actor):
        return _NOTHING
    groups = [(number, register.title(unit, number)) for number, _handle in places if number != DEPLOYMENT]
    return Decision(show=screens.what_to_erase(groups, case.press.value if case.press else 0), why=_WHY)


def ask(unit: Unit, case: Case) -> Decision:
    """Ask once whether to erase, and say what will stay."""
    number = case.group.number if case.group else EVERY_GROUP
    places = _places_in(unit, case.event.actor, number)
    if not places and not (number == EVERY_GROUP and _waits(unit, case.event.actor)):
        return _NOTHING
    return Decision(show=screens.confirm(number, _title(unit, number), _staying(unit, places)), why=_WHY)


def erase(unit: Unit, case: Case) -> Decision:
    """Erase what was confirmed, with a receipt of each consent that ends by it."""
    number = case.group.number if case.group else EVERY_GROUP
    answer = carry_out(unit, case.event.actor, number, case.today)
    return Decision(show=answer[0], more=answer[1:], why=(Text("why-erased"),)) if answer else _NOTHING


def carry_out(unit: Unit, actor: Actor, number: int, today: int) -> tuple[Screen, ...]:
    """Erase what is a person's own in a group, or in all (EVERY_GROUP); returns the answer, () for nothing."""
    places = _places_in(unit, actor, number)
    if not places and not (number == EVERY_GROUP and _waits(unit, actor)):
        return ()
    title, keeps = _title(unit, number), _staying(unit, places)
    held = [consent.held_by(unit, group, handle) for group, handle in places]
    for _group, handle in places:
        erasure.erase_person(unit, handle, DUTIES)
    if number == EVERY_GROUP:
        _erase_marked(unit, actor)
    else:
        outbox.drop_news(unit, actor, number)
    receipts = consent.withdrawal_receipts([each for each in held if each is not None], today)
    groups = [group for group, _handle in places if group != DEPLOYMENT]
    only = groups[0] if number == EVERY_GROUP and len(groups) == 1 else None
    return screens.erased(number, title, keeps, receipts, only)


def _places_in(unit: Unit, actor: Actor, number: int) -> list[Place]:
    places = _places(unit, actor)
    return places if number == EVERY_GROUP else [place for place in places if place[0] == number]


def _places(unit: Unit, actor: Actor) -> list[Place]:
    """Return where something of a person is that does not survive an erasure."""
    return [
        (number, handle)
        for number, handle in unit.vault.find_everywhere(actor.platform, actor.id)
        if any(_holds(unit, duty, handle) for duty in DUTIES if not duty.mark and not duty.survives)
    ]


def _staying(unit: Unit, places: list[Place]) -> list[str]:
    """Name the tables whose rows stay in these places."""
    staying = [duty for duty in DUTIES if duty.survives and not duty.mark]
    return [duty.table.name for duty in staying if any(_holds(unit, duty, handle) for _group, handle in places)]


def _waits(unit: Unit, actor: Actor) -> bool:
    marked = [(duty, duty.mark(unit, actor.platform, actor.id)) for duty in DUTIES if duty.mark and not duty.survives]
    return any(_holds(unit, duty, mark) for duty, mark in marked)


def _erase_marked(unit: Unit, actor: Actor) -> None:
    for duty in DUTIES:
        if duty.mark and duty.eraser and not duty.survives:
            duty.eraser(unit, duty.mark(unit, actor.platform, actor.id))


def _holds(unit: Unit, duty: Duty, person: bytes) -> bool:
    if not duty.person:
        return False
    whose = duty.table.c[duty.person] == person
    return bool(unit.read(sa.select(sa.literal(1)).select_from(duty.table).where(whose).limit(1)))


def _title(unit: Unit, number: int) -> str:
    return register.title(unit, number) if number else ""
