"""What other rooms may know of consent: who permits what, and how many records a group has."""

import sqlalchemy as sa

from groupbot.consent import records
from groupbot.consent.model import Purpose
from groupbot.consent.tables import consent_record
from groupbot.people import Actor
from groupbot.policy.models import Policy
from groupbot.store.unit import Unit


def permitted(unit: Unit, group: int, actor: Actor, policy: Policy, today: int) -> frozenset[Purpose]:
    """Return the purposes to which a person's consent is valid today in this group."""
    known = records.load(unit, unit.vault.find(group, actor.platform, actor.id))
    return known.valid(policy.material().hex(), today)


def records_in(unit: Unit, group: int) -> int:
    """Return how many consent records a group has, for deciding whether a change of terms affects anybody."""
    query = sa.select(sa.func.count()).select_from(consent_record).where(consent_record.c.group_number == group)
    return int(unit.read(query)[0][0])
