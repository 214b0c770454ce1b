"""What the doorkeeper was to do and has waited for as long as anything waits: tried once more before it is given up.

While the bot is down nothing is tried, so that having waited long does not mean that the platform refused.
"""

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa

from groupbot.effects import Door
from groupbot.store import outbox
from groupbot.store.tables import outbox as table
from groupbot.store.unit import Unit

_HOUR = 3600
_OVER = sa.and_(table.c.platform == sa.bindparam("on"), table.c.ends_hour <= sa.bindparam("hour"))
_ENDING = sa.select(table.c.id).where(_OVER)
_UNTRIED = _ENDING.where(table.c.due_at <= sa.bindparam("by")).order_by(table.c.due_at)
_LONGER = sa.update(table).where(table.c.id == sa.bindparam("row"))


def untried(unit: Unit, platform: str, now: datetime) -> list[bytes]:
    """Return the ids of acts at their end that were not tried since they were due; the platform put off all others."""
    second = int(now.timestamp())
    rows = unit.read(_UNTRIED, {"on": platform, "hour": second // _HOUR, "by": second})
    return [bytes(row.id) for row in rows if isinstance(outbox.find(unit, bytes(row.id)), Door)]


def spare(unit: Unit, platforms: Iterable[str], now: datetime) -> None:
    """Let acts at their end wait an hour longer, on platforms where nothing could be tried yet.

    To be called before the sweep that deletes them. Answers end as they were promised to.
    """
    hour = int(now.timestamp()) // _HOUR
    for platform in platforms:
        for row in unit.read(_ENDING, {"on": platform, "hour": hour}):
            if isinstance(outbox.find(unit, bytes(row.id)), Door):
                unit.write(_LONGER, {"row": bytes(row.id), "ends_hour": hour + 1})
