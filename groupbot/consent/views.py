"""What other rooms may know of consent: whether events may be kept, how many have agreed, what members read."""

from collections.abc import Sequence

import sqlalchemy as sa

from groupbot.case import Case
from groupbot.consent import records, screens
from groupbot.consent.model import Purpose
from groupbot.consent.notice import render
from groupbot.consent.screens import Held
from groupbot.consent.tables import KEPT_AFTER_END_DAYS, consent_record
from groupbot.content import Rich, Screen
from groupbot.groups import register
from groupbot.policy.models import Policy
from groupbot.store.unit import Unit


def pages(case: Case, language: str) -> tuple[Rich, ...]:
    """Return the pages of a group's notice in a language, as its members read them on the platform at hand."""
    return render(case.desk.renderer, language, case.policy, case.page_limit).pages


def records_in(unit: Unit, group: int) -> int:
    """Return how many consent records a group has, for deciding whether a change of terms affects anybody."""
    query = sa.select(sa.func.count()).select_from(consent_record).where(consent_record.c.group_number == group)
    return int(unit.read(query)[0][0])


def events_until(unit: Unit, group: int, handle: bytes, policy: Policy, today: int, given_by: int) -> int | None:
    """Return the day by which all that rests on a member's consent to keep events is gone; None where it permits none.

    It has to hold today, and to have been given, or given anew, by the day `given_by`: what lies before that may lie
    before any consent, because when a former one ended is not kept. `policy` is what the group lives under; days, also
    that which is returned, are ordinals. The days after the consent's own end count, in which what it permitted may
    live out its retention (law L1).
    """
    known = records.load(unit, handle)
    if Purpose.EVENTS not in known.valid(register.terms_token(unit, group, policy.material()), today):
        return None
    grant = known.grants[Purpose.EVENTS]
    return grant.until + KEPT_AFTER_END_DAYS if grant.events[-1].day <= given_by else None


def held_by(unit: Unit, group: int, handle: bytes) -> Held | None:
    """Return what a person has agreed to in a group, valid or ended; None where there is nothing."""
    held = records.load(unit, handle).held
    return Held(group, register.title(unit, group), held) if held else None


def withdrawal_receipts(groups: Sequence[Held], today: int) -> tuple[Screen, ...]:
    """Return the screens from which the receipts of a withdrawal in these groups are taken; none where none is."""
    return screens.withdrawn_everywhere(groups, today) if groups else ()
