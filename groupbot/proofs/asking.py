"""/proof at work: what is asked for waits a day, can be cancelled at any time, and is fetched, never sent."""

from dataclasses import replace

from groupbot.case import Case
from groupbot.consent import certified
from groupbot.content import Text
from groupbot.decision import Decision, File
from groupbot.groups import register
from groupbot.ledger import views as ledger
from groupbot.ledger.errors import DamagedError, LedgerError
from groupbot.ledger.proof import SUFFIX
from groupbot.proofs import counting, records, screens, waiting
from groupbot.proofs.model import WHERE, WHO, Filed, Request, Sort
from groupbot.proofs.screens import Item, Waiting
from groupbot.store.unit import Unit

_WHY = (Text("why-asked"),)


def overview(unit: Unit, case: Case) -> Decision:
    """Answer /proof: what of the person can be proved in every group, and what they have asked for."""
    page = case.press.value if case.press else 0
    items: list[Item] = []
    for number, handle in _places(unit, case):
        items += _items(unit, case, number, handle)
    return Decision(show=screens.overview(items, _waiting(unit, case), page), why=_WHY)


def entry(unit: Unit, case: Case) -> Decision:
    """Ask what the proof of an entry shall show."""
    item = _entry(unit, case)
    return _gone() if item is None else Decision(show=screens.choose(item), why=_WHY)


def receipt(unit: Unit, case: Case) -> Decision:
    """Say what an opened receipt of consent shows."""
    item = _receipt(unit, case)
    return _gone() if item is None else Decision(show=screens.receipt(item), why=_WHY)


def ask(unit: Unit, case: Case) -> Decision:
    """Take the request for a proof."""
    item, opens = _entry(unit, case), case.press.value if case.press else 0
    if item is None or item.kept is None or opens not in screens.OPENINGS:
        return _gone()
    return _asked(unit, case, item, Request(Sort.ENTRY, opens, 0, item.kept.id.hex()))


def ask_receipt(unit: Unit, case: Case) -> Decision:
    """Take the request for an opened receipt."""
    item = _receipt(unit, case)
    return _gone() if item is None else _asked(unit, case, item, Request(Sort.RECEIPT, WHERE, 0))


def see(unit: Unit, case: Case) -> Decision:
    """Show how a request stands."""
    mine = _mine(unit, case)
    return _gone() if mine is None else Decision(show=screens.standing(mine), why=_WHY)


def cancel(unit: Unit, case: Case) -> Decision:
    """Delete a request, whether it waits still or could be fetched."""
    mine = _mine(unit, case)
    if mine is None:
        return _gone()
    records.cancel(unit, mine.filed)
    return Decision(show=screens.said("proof-cancelled"), why=_WHY)


def fetch(unit: Unit, case: Case) -> Decision:
    """Hand out what has waited a day: the proof and its code, or the opened receipt."""
    mine = _mine(unit, case)
    if mine is None:
        return _gone()
    if mine.hours:
        return Decision(show=screens.standing(mine), why_not=_WHY)
    if mine.filed.request.sort is Sort.RECEIPT:
        file = certified.opened(unit, case)
        return _gone() if file is None else Decision(show=screens.opened_receipt(), file=file, why=_WHY)
    return _proof(unit, case, mine)


def _proof(unit: Unit, case: Case, mine: Waiting) -> Decision:
    kept, opens = mine.item.kept, mine.filed.request.opens
    if kept is None:
        return _gone()
    try:
        opened = kept.opened(case.event.actor if opens & WHO else None, case.group if opens & WHERE else None)
        file = File(f"groupbot-{kept.leaf}{SUFFIX}", ledger.proved(unit, kept, opened))
    except DamagedError:
        # Its operator is told by the log itself.
        return Decision(show=screens.said("proof-damaged"), why_not=_WHY)
    except LedgerError:
        # Not appended yet, or not signed: either passes by itself.
        return Decision(show=screens.said("proof-tomorrow"), why_not=_WHY)
    return Decision(show=screens.proof(opened.code), file=file, why=_WHY)


def _asked(unit: Unit, case: Case, item: Item, wanted: Request) -> Decision:
    """Enter a request, unless it is there already or too many are."""
    standing = _waiting(unit, case)
    for each in standing:
        had = each.filed.request
        if each.group == item.group and (had.sort, had.opens, had.entry) == (wanted.sort, wanted.opens, wanted.entry):
            return Decision(show=screens.standing(each), why_not=_WHY)
    if len(standing) >= waiting.AT_ONCE:
        return Decision(show=screens.too_many(standing), why_not=_WHY)
    handle = unit.vault.enrol(item.group, case.event.actor.platform, case.event.actor.id)
    asked = replace(wanted, asked=counting.look(unit, case.now))
    filed = records.put(unit, item.group, handle, asked, case.today, case.desk.random)
    each = Waiting(item.group, filed, item, waiting.hours_left(asked, asked.asked))
    return Decision(show=screens.standing(each, fresh=True), why=_WHY)


def _places(unit: Unit, case: Case) -> list[tuple[int, bytes]]:
    actor = case.event.actor
    return [place for place in unit.vault.find_everywhere(actor.platform, actor.id) if place[0]]


def _items(unit: Unit, case: Case, number: int, handle: bytes) -> list[Item]:
    title = register.title(unit, number)
    items = [Item(number, title, kept) for kept in ledger.entries_of(unit, handle)]
    return [*items, Item(number, title)] if certified.in_force(unit, case, number, handle) else items


def _waiting(unit: Unit, case: Case) -> list[Waiting]:
    """Return what the person has asked for; of an entry that has come to its end nothing can be proved any more."""
    counted = counting.counted(unit, case.now)
    return [
        Waiting(number, filed, item, waiting.hours_left(filed.request, counted))
        for number, handle in _places(unit, case)
        for filed in records.of(unit, handle)
        for item in _about(unit, number, handle, filed)
    ]


def _about(unit: Unit, number: int, handle: bytes, filed: Filed) -> list[Item]:
    title = register.title(unit, number)
    if filed.request.sort is Sort.RECEIPT:
        return [Item(number, title)]
    entries = ledger.entries_of(unit, handle)
    return [Item(number, title, kept) for kept in entries if kept.id.hex() == filed.request.entry]


def _mine(unit: Unit, case: Case) -> Waiting | None:
    number = case.press.shown if case.press else 0
    return next((each for each in _waiting(unit, case) if each.filed.number == number and number), None)


def _entry(unit: Unit, case: Case) -> Item | None:
    named = (case.press.shown if case.press else 0).to_bytes(4, "big")
    return next((item for item in _here(unit, case) if item.kept is not None and item.kept.id.startswith(named)), None)


def _receipt(unit: Unit, case: Case) -> Item | None:
    return next((item for item in _here(unit, case) if item.kept is None), None)


def _here(unit: Unit, case: Case) -> list[Item]:
    """Return what can be proved in the group that the button names."""
    here = case.group.number if case.group else 0
    places = [place for place in _places(unit, case) if place[0] == here]
    return [item for number, handle in places for item in _items(unit, case, number, handle)]


def _gone() -> Decision:
    return Decision(show=screens.said("proof-gone"), why_not=_WHY)
