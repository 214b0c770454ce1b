"""Appeals as other rooms see them: how many wait in a group, and of which its admins are to be reminded."""

import sqlalchemy as sa

from groupbot.appeals import records
from groupbot.appeals.tables import RECALL_EVERY_DAYS, appeal
from groupbot.store.unit import Unit


def pending(unit: Unit, group: int) -> int:
    """Return how many appeals wait for an answer of a group's admins: open work, and no count of persons (law L7)."""
    return len(records.waiting(unit, group))


def to_recall(unit: Unit, today: int) -> tuple[int, ...]:
    """Return the groups whose admins are to be reminded by today (an ordinal)."""
    due = sa.select(appeal.c.group_number).where(appeal.c.recall_on <= today).distinct()
    return tuple(row[0] for row in unit.read(due))


def recalled(unit: Unit, group: int, today: int) -> None:
    """Enter that a group's admins were reminded of all that waits."""
    waits = sa.and_(appeal.c.group_number == group, appeal.c.recall_on <= today)
    unit.write(appeal.update().where(waits).values(recall_on=today + RECALL_EVERY_DAYS))
