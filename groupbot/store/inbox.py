"""The inbox: an event that wrote something is remembered for two days by a keyed hash, so that it happens once."""

from datetime import datetime

import sqlalchemy as sa

from groupbot.store.prepared import Finding, Insert
from groupbot.store.tables import INBOX_HOURS, inbox
from groupbot.store.unit import Unit

_SAME = Finding(sa.select(inbox.c.key).where(inbox.c.key == sa.bindparam("key")))
_NEW = Insert(inbox)


def seen(unit: Unit, platform: str, key: str) -> bool:
    """Say whether this event has been committed before."""
    return bool(unit.find(_SAME, {"key": _tag(unit, platform, key)}))


def remember(unit: Unit, platform: str, key: str, now: datetime) -> None:
    """Enter an event with what it wrote."""
    ends_hour = int(now.timestamp()) // 3600 + INBOX_HOURS
    unit.enter(_NEW, {"key": _tag(unit, platform, key), "ends_hour": ends_hour})


def _tag(unit: Unit, platform: str, key: str) -> bytes:
    return unit.vault.tag("inbox", platform, key)
