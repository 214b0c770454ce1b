"""The bot's own time: it goes on while the bot runs, and no jump of the machine's clock moves it.

A wait that somebody relies on must not be cut short by a clock that was wrong when it began or that runs ahead since.
And while the bot is down nobody can cancel: such hours are none. So what is counted are the seconds between two looks
that follow each other soon; of a longer gap nothing counts, and of a clock that was set back neither.
"""

from datetime import datetime, timedelta

import sqlalchemy as sa

from groupbot.proofs.tables import KEPT_DAYS, proof_clock, proof_request
from groupbot.store.prepared import Insert
from groupbot.store.unit import Unit

LOOK_EVERY = timedelta(minutes=5)
# An update of the machine need not make anybody wait longer, and clocks that are set wrong are so by whole hours.
LONGEST_GAP = timedelta(minutes=45)

_ONE = 1
_CLOCK = sa.select(proof_clock)
_ANY = sa.select(sa.literal(1)).select_from(proof_request).limit(1)
_LATEST: sa.BindParameter[int] = sa.bindparam("latest")
_TOO_LONG = sa.update(proof_request).where(proof_request.c.ends_on > _LATEST).values(ends_on=_LATEST)
_NEW = Insert(proof_clock, replacing=True)


def counted(unit: Unit, now: datetime) -> int:
    """Return the seconds that have been counted up to now."""
    rows = unit.read(_CLOCK)
    if not rows:
        return 0
    gap = int(now.timestamp()) - rows[0].seen_at
    return int(rows[0].counted) + (gap if 0 < gap <= LONGEST_GAP.total_seconds() else 0)


def due(unit: Unit, now: datetime) -> bool:
    """Tell whether it is to be looked: something waits, and the last look is some minutes ago, or lies ahead."""
    seen = [row.seen_at for row in unit.read(_CLOCK)]
    fresh = bool(seen) and 0 <= int(now.timestamp()) - seen[0] < LOOK_EVERY.total_seconds()
    return not fresh and bool(unit.read(_ANY))


def look(unit: Unit, now: datetime) -> int:
    """Count what has passed since the last look, and return it all.

    A request that would stand longer than one made today was written while the clock ran ahead: it ends with those.
    """
    seconds, latest = counted(unit, now), now.date().toordinal() + KEPT_DAYS
    unit.write(_TOO_LONG, {"latest": latest})
    unit.enter(_NEW, {"one": _ONE, "counted": seconds, "seen_at": int(now.timestamp())})
    return seconds
