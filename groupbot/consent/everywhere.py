"""Consents of one person over all groups: in private, after leaving and after a ban as well."""

from collections.abc import Iterator
from dataclasses import replace

from groupbot.case import Case
from groupbot.consent import records, screens
from groupbot.consent.model import Consents
from groupbot.consent.screens import Held
from groupbot.content import Text
from groupbot.decision import Decision
from groupbot.groups import register
from groupbot.groups.keeping import in_force
from groupbot.store.unit import Unit


def overview(unit: Unit, case: Case) -> Decision:
    """Answer /withdraw, and /consent in private: where there is something, with one button to end it."""
    return _listed(unit, case, 0)


def page(unit: Unit, case: Case) -> Decision:
    """Turn to another page of the groups in which there is something."""
    return _listed(unit, case, case.press.value if case.press else 0)


def withdraw(unit: Unit, case: Case) -> Decision:
    """Take back everything in every group, with a receipt for each."""
    groups = []
    for number, handle, known in list(_held(unit, case)):
        groups.append(Held(number, register.title(unit, number), known.held))
        records.take_back(unit, handle, known.held, last=True)
    if not groups:
        return Decision(show=screens.nothing_held(), why_not=(Text("why-not-held"),))
    first, *more = screens.withdrawn_everywhere(groups, case.today)
    return Decision(show=first, more=tuple(more), why=(Text("why-withdrawn-everywhere"),))


def ask_anew(unit: Unit, case: Case, decision: Decision) -> Decision:
    """Add to the answer of a person's own command that a consent of theirs has ended; nobody is ever pushed."""
    if decision.show is None:
        return decision
    for number, _handle, known in _held(unit, case):
        served = case.desk.directory.numbered(number)
        if served is None or not served.served:
            continue  # there would be nothing to choose: withdrawing is all that is left there
        elsewhere = case.group is not None and case.group.number != number
        law = in_force(unit, number, case.desk.directory.law(number))
        if elsewhere or known.valid(register.terms_token(unit, number, law.policy.material()), case.today):
            continue
        note = screens.asked_anew(register.title(unit, number), number)
        screen = replace(decision.show, parts=decision.show.parts + note.parts, rows=decision.show.rows + note.rows)
        return replace(decision, show=screen, why=(*decision.why, Text("why-ended")))
    return decision


def _listed(unit: Unit, case: Case, number: int) -> Decision:
    held = [Held(group, register.title(unit, group), known.held) for group, _handle, known in _held(unit, case)]
    if held:
        return Decision(show=screens.everywhere(held, number), why=(Text("why-held"),))
    shown = screens.which_group() if case.group is None else screens.nothing_held()
    return Decision(show=shown, why_not=(Text("why-not-held"),))


def _held(unit: Unit, case: Case) -> Iterator[tuple[int, bytes, Consents]]:
    for number, handle in unit.vault.find_everywhere(case.event.actor.platform, case.event.actor.id):
        known = records.load(unit, handle)
        if known.held:
            yield number, handle, known
