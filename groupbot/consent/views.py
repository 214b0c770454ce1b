"""What other rooms may know of consent: how many records a group has."""

import sqlalchemy as sa

from groupbot.consent.tables import consent_record
from groupbot.store.unit import Unit


def records_in(unit: Unit, group: int) -> int:
    """Return how many consent records a group has, for deciding whether a change of terms affects anybody."""
    query = sa.select(sa.func.count()).select_from(consent_record).where(consent_record.c.group_number == group)
    return int(unit.read(query)[0][0])
