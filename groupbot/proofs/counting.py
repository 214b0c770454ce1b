"""The bot's own time: it goes on while the bot runs, and no jump of the machine's clock moves it.

A wait that somebody relies on must not be cut short by a clock that was wrong when it began or that runs ahead since.
And while the bot is down nobody can cancel: such hours are none. So what is counted are the seconds between two looks
that follow each other soon; of a longer gap nothing counts, and of a clock that was set back neither. By as many days
as did not count, the ends of requests move along: none is over before it could be fetched.
"""

from datetime import datetime, timedelta

import sqlalchemy as sa

from groupbot.proofs.tables import proof_clock, proof_request
from groupbot.store.prepared import Insert
from groupbot.store.unit import Unit

LOOK_EVERY = timedelta(minutes=5)
# An update of the machine need not make anybody wait longer, and clocks that are set wrong are so by whole hours.
LONGEST_GAP = timedelta(minutes=45)

_ONE = 1
_CLOCK = sa.select(proof_clock)
_ANY = sa.select(sa.literal(1)).select_from(proof_request).limit(1)
_DAYS: sa.BindParameter[int] = sa.bindparam("days", type_=sa.Integer)
_MOVED = sa.update(proof_request).values(ends_on=proof_request.c.ends_on + _DAYS)
_DAY = 24 * 3600
_NEW = Insert(proof_clock, replacing=True)


def counted(unit: Unit, now: datetime) -> int:
    """Return the seconds that have been counted up to now."""
    rows = unit.read(_CLOCK)
    if not rows:
        return 0
    gap = int(now.timestamp()) - rows[0].seen_at
    return int(rows[0].counted) + (gap if 0 < gap <= LONGEST_GAP.total_seconds() else 0)


def due(unit: Unit, now: datetime, every: timedelta = LOOK_EVERY) -> bool:
    """Tell whether it is to be looked: something waits, and the last look is long enough ago, or lies ahead."""
    seen = [row.seen_at for row in unit.read(_CLOCK)]
    fresh = bool(seen) and 0 <= int(now.timestamp()) - seen[0] < every.total_seconds()
    return not fresh and bool(unit.read(_ANY))


def look(unit: Unit, now: datetime) -> int:
    """Count what has passed since the last look, and return it all.

    The end of each request moves by the days that the clock went on without the count, also backwards: what a wrong
    clock moves, it moves back when it is set right.
    """
    seconds, at = counted(unit, now), int(now.timestamp())
    for row in unit.read(_CLOCK):
        days = _uncounted(at, seconds) - _uncounted(row.seen_at, row.counted)
        if days:
            unit.write(_MOVED, {"days": days})
    unit.enter(_NEW, {"one": _ONE, "counted": seconds, "seen_at": at})
    return seconds


def _uncounted(at: int, seconds: int) -> int:
    return (at - seconds) // _DAY
