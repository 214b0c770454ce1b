"""What other rooms may know of consent: how many records a group has, and what its members read."""

import sqlalchemy as sa

from groupbot.case import Case
from groupbot.consent.notice import render
from groupbot.consent.tables import consent_record
from groupbot.content import Rich
from groupbot.store.unit import Unit


def pages(case: Case, language: str) -> tuple[Rich, ...]:
    """Return the pages of a group's notice in a language, as its members read them on the platform at hand."""
    return render(case.desk.renderer, language, case.policy, case.page_limit).pages


def records_in(unit: Unit, group: int) -> int:
    """Return how many consent records a group has, for deciding whether a change of terms affects anybody."""
    query = sa.select(sa.func.count()).select_from(consent_record).where(consent_record.c.group_number == group)
    return int(unit.read(query)[0][0])
