"""Retention: what has reached its declared end goes, whether or not there is traffic."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from groupbot.store.declared import Duty
from groupbot.store.unit import Unit


def sweep(unit: Unit, duties: Sequence[Duty], now: datetime) -> int:
    """Delete every row past its end and have its keys shredded after the commit; returns how many rows went.

    A key that several rows share stays, for another unit may be sealing under it in this very transaction: `tidy` drops
    it once no row is left.
    """
    moment = {"days": now.date().toordinal(), "hours": int(now.timestamp()) // 3600}
    gone = 0
    for duty in duties:
        if not duty.ends:
            continue
        over = duty.table.c[duty.ends] <= moment[duty.ends_in]
        for column in () if duty.key else duty.keys:
            unit.supersede(bytes(row[0]) for row in unit.read(sa.select(duty.table.c[column]).where(over)))
        if duty.holds_groups:
            for row in unit.read(sa.select(duty.table.c[duty.group]).where(over)):
                unit.end_group(row[0])
        gone += unit.write(duty.table.delete().where(over))
    return gone
