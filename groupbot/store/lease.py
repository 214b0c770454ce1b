"""Leases: which process serves a platform, and who does what is due (DESIGN sections 3 and 7)."""

from collections.abc import Callable
from datetime import datetime, timedelta

import sqlalchemy as sa
import structlog

from groupbot.ports import Unavailable
from groupbot.store.tables import platform_lease, schedule
from groupbot.store.unit import Unit

PLATFORM_LEASE = timedelta(seconds=30)
JOB_LEASE = timedelta(minutes=10)
LONGEST = timedelta(days=31)
LONG_AGO = timedelta(days=400)

log = structlog.get_logger()


class LeaseLostError(Unavailable):
    """Another process serves this platform now; this one must stop acting on it, and confirm nothing."""


def _second(moment: datetime) -> int:
    return int(moment.timestamp())


def _nobody(_owner: bytes) -> bool:
    return False


def take_platform(
    unit: Unit, platform: str, owner: bytes, now: datetime, dead: Callable[[bytes], bool] = _nobody
) -> int | None:
    """Take or renew a platform's lease and return its fence, or None while another process holds it.

    The lease of an owner of whom `dead` is certain is not waited for, nor one that claims more than twice what leases
    last: it was written by a clock far ahead, and its owner may hang.
    """
    held = unit.read(sa.select(platform_lease).where(platform_lease.c.platform == platform))
    until = _second(now + PLATFORM_LEASE)
    if not held:
        unit.write(platform_lease.insert().values(platform=platform, owner=owner, fence=1, until=until))
        return 1
    row = held[0]
    mine = bytes(row.owner) == owner
    believed = _second(now) < row.until <= _second(now + 2 * PLATFORM_LEASE)
    if not mine and believed and not dead(bytes(row.owner)):
        return None
    fence = row.fence if mine else row.fence + 1
    unit.write(
        platform_lease.update()
        .where(platform_lease.c.platform == platform)
        .values(owner=owner, fence=fence, until=until)
    )
    return int(fence)


def release_platform(unit: Unit, platform: str, owner: bytes) -> None:
    """Give a lease back, so that another process need not wait for its end."""
    mine = sa.and_(platform_lease.c.platform == platform, platform_lease.c.owner == owner)
    unit.write(platform_lease.update().where(mine).values(until=0))


def fence(platforms: tuple[str, ...], owner: bytes) -> Callable[[sa.Connection], None]:
    """Return the guard that refuses a commit once another process has taken one of these platforms over."""
    query = sa.select(platform_lease.c.platform).where(
        platform_lease.c.platform.in_(platforms), platform_lease.c.owner == owner
    )

    def guard(connection: sa.Connection) -> None:
        if len(connection.execute(query).all()) != len(platforms):
            msg = f"the lease on {', '.join(platforms)} has gone to another process"
            raise LeaseLostError(msg)

    return guard


def claim(unit: Unit, key: str, owner: bytes, now: datetime, first: datetime, every: timedelta = LONGEST) -> bool:
    """Claim a job that is due by one conditional UPDATE; an unknown job is entered, due at `first`.

    A time farther off than `every`, or a lease longer than leases are, was written while the clock ran ahead, and does
    not count. A job that has been due for more than 400 days is put off once, by `every`: either nobody ran for so
    long, and that little more does no harm, or the clock is wrong, and there is time to set it right.
    """
    if not unit.read(sa.select(schedule.c.key).where(schedule.c.key == key)):
        unit.write(schedule.insert().values(key=key, next_run_at=_second(first), leased_until=0))
    at, until = schedule.c.next_run_at, schedule.c.leased_until
    long_ago = sa.and_(schedule.c.key == key, at < _second(now - LONG_AGO))
    if unit.write(schedule.update().where(long_ago).values(next_run_at=_second(now + every))):
        log.warning("put off, as it was due more than 400 days ago; if the clock is wrong, set it right", job=key)
        return False
    due = sa.and_(
        schedule.c.key == key,
        ~at.between(_second(now) + 1, _second(now + every)),
        ~until.between(_second(now) + 1, _second(now + JOB_LEASE)),
    )
    taken = unit.write(schedule.update().where(due).values(leased_until=_second(now + JOB_LEASE), lease_owner=owner))
    return taken == 1


def complete(unit: Unit, key: str, owner: bytes, following: datetime) -> None:
    """Enter when a claimed job is due again, and give its lease back."""
    mine = sa.and_(schedule.c.key == key, schedule.c.lease_owner == owner)
    unit.write(schedule.update().where(mine).values(next_run_at=_second(following), leased_until=0, lease_owner=None))
