"""Reports as other rooms see them: how many wait in a group, and of which its admins are to be reminded."""

import sqlalchemy as sa

from groupbot.reports.tables import RECALL_EVERY_DAYS, report
from groupbot.store.unit import Unit


def pending(unit: Unit, group: int) -> int:
    """Return how many reports wait for a group's admins."""
    waits = sa.and_(report.c.group_number == group, report.c.recall_on.is_not(None))
    return len(unit.read(sa.select(report.c.number).where(waits)))


def to_recall(unit: Unit, today: int) -> tuple[int, ...]:
    """Return the groups whose admins are to be reminded by today (an ordinal)."""
    due = sa.select(report.c.group_number).where(report.c.recall_on <= today).distinct()
    return tuple(row[0] for row in unit.read(due))


def recalled(unit: Unit, group: int, today: int) -> None:
    """Enter that a group's admins were reminded of all that waits."""
    waits = sa.and_(report.c.group_number == group, report.c.recall_on <= today)
    unit.write(report.update().where(waits).values(recall_on=today + RECALL_EVERY_DAYS))
