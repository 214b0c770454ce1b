"""A member's side of appeals: opened in private by anybody whom a group concerns, also after leaving or a ban."""

from dataclasses import replace

from groupbot.appeals import noted, records, rules, screens
from groupbot.appeals.model import ABOUTS, PENDING, About, Appeal, Filed, State
from groupbot.case import Case
from groupbot.content import Text
from groupbot.decision import Decision
from groupbot.groups import moves, register
from groupbot.ledger import views as ledger
from groupbot.store.unit import Unit

_WHY = (Text("why-asked"),)


def overview(unit: Unit, case: Case) -> Decision:
    """Answer /appeal: in a group what can be disagreed with, in private in which group."""
    if case.group is not None:
        return Decision(show=screens.overview(records.of(unit, _handle(unit, case))), why=_WHY)
    actor = case.event.actor
    known = [
        (number, register.title(unit, number))
        for number, _handle in unit.vault.find_everywhere(actor.platform, actor.id)
        if number
    ]
    return Decision(show=screens.which_group(known), why=_WHY)


def about(unit: Unit, case: Case) -> Decision:
    """Say what an appeal is, before anything is written; a word that was said of no group asks for the group first."""
    if case.group is None:
        return overview(unit, case)
    if refusal := _refused(unit, case):
        return refusal
    about_, due, kept = _about(case), case.today + case.policy.appeals.due_days, None
    if about_ is About.ENTRY:
        kept = _entry(unit, case)
        if kept is None:
            return Decision(show=screens.said("appeal-entry-gone"), why_not=_WHY)
    what = kept.opening.entry.happened if kept else None
    return Decision(show=screens.explain(about_, due, _shown(case), what), why=_WHY)


def opened(unit: Unit, case: Case) -> Decision:
    """Take the member's own words and open the appeal."""
    group, actor = case.group, case.event.actor
    if group is None:
        return overview(unit, case)
    if refusal := _refused(unit, case):
        return refusal
    handle = unit.vault.enrol(group.number, actor.platform, actor.id)
    about_, due, words = _about(case), case.today + case.policy.appeals.due_days, rules.taken(case.text)
    what = Appeal(State.OPEN, case.today, due, about_, "", actor.platform, actor.id, case.language, words)
    kept = _entry(unit, case) if about_ is About.ENTRY else None
    if kept is not None:
        happened = kept.opening.entry.happened
        what = replace(what, entry=kept.opening.leaf.hex(), kind=happened.kind, day=happened.day)
    records.new(unit, group.number, handle, what, case.desk.random)
    noted.opened(unit, case, actor, what)
    return Decision(show=screens.said("appeal-opened", what.due), admins=screens.told(["told-appeal"]), why=_WHY)


def see(unit: Unit, case: Case) -> Decision:
    """Show somebody how their own appeal stands."""
    filed = _mine(unit, case)
    if filed is None:
        return _gone()
    left = register.title(unit, filed.group) if moves.left(unit, filed.group) else None
    return Decision(show=screens.stands(filed, case.policy.appeals.bodies, left), why=_WHY)


def withdraw(unit: Unit, case: Case) -> Decision:
    """Take an appeal back: its words are gone with the commit."""
    filed = _mine(unit, case)
    if filed is None or filed.appeal.state not in PENDING:
        return _gone()
    records.put(unit, filed, rules.closed(filed.appeal, State.WITHDRAWN, case.today))
    return Decision(show=screens.said("appeal-withdrawn"), why=_WHY)


def _refused(unit: Unit, case: Case) -> Decision | None:
    """Return why somebody cannot appeal now, None where they can; it is said before they write, and holds after it."""
    if case.group is not None and moves.left(unit, case.group.number):
        shown = screens.group_left(case.group.card.title, case.policy.appeals.bodies)
        return Decision(show=shown, why_not=_WHY)
    mine = [filed.appeal for filed in records.of(unit, _handle(unit, case))]
    if sum(appeal.state in PENDING for appeal in mine) >= rules.AT_ONCE:
        return Decision(show=screens.said("appeal-too-many"), why_not=_WHY)
    day = rules.opens_again((appeal.opened for appeal in mine), case.today)
    if day > case.today:
        return Decision(show=screens.enough(day, case.policy.appeals.bodies), why_not=_WHY)
    return None


def _about(case: Case) -> About:
    value = case.press.value if case.press else 0
    return ABOUTS[value] if value < len(ABOUTS) else About.OTHER


def _entry(unit: Unit, case: Case) -> ledger.Kept | None:
    """Return the entry that the button named, of this member alone; None where it lives no more."""
    handle, named = _handle(unit, case), _shown(case).to_bytes(4, "big")
    mine = ledger.entries_of(unit, handle) if handle else ()
    return next((kept for kept in mine if kept.id.startswith(named)), None)


def _shown(case: Case) -> int:
    return case.press.shown if case.press else 0


def _handle(unit: Unit, case: Case) -> bytes | None:
    actor = case.event.actor
    return unit.vault.find(case.group.number, actor.platform, actor.id) if case.group else None


def _mine(unit: Unit, case: Case) -> Filed | None:
    return next((filed for filed in records.of(unit, _handle(unit, case)) if filed.number == _shown(case)), None)


def _gone() -> Decision:
    return Decision(show=screens.said("appeal-gone"), why_not=_WHY)
