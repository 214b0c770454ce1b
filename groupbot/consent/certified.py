"""Receipts that name their group, as other rooms see them; apart from the views, on which the log itself rests."""

from groupbot.case import Case
from groupbot.consent import receipts, records
from groupbot.consent.model import Consents, Purpose
from groupbot.decision import File
from groupbot.groups import keeping, register
from groupbot.store.unit import Unit


def in_force(unit: Unit, case: Case, group: int, handle: bytes) -> bool:
    """Tell whether anything that a person has agreed to in a group holds today."""
    return bool(_valid(unit, case, group, records.load(unit, handle)))


def opened(unit: Unit, case: Case) -> File | None:
    """Return the signed receipt, naming group and notice, of what the person at hand has agreed to in the case's group.

    None where nothing is in force there.
    """
    actor = case.event.actor
    handle = unit.vault.find(case.group.number, actor.platform, actor.id) if case.group else None
    if case.group is None or handle is None:
        return None
    known = records.load(unit, handle)
    valid = _valid(unit, case, case.group.number, known)
    return receipts.of_consent(unit, case, known, valid, shut=False) if valid else None


def _valid(unit: Unit, case: Case, group: int, known: Consents) -> frozenset[Purpose]:
    law = keeping.in_force(unit, group, case.desk.directory.law(group))
    return known.valid(register.terms_token(unit, group, law.policy.material()), case.today)
