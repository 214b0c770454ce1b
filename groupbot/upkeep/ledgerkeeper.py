"""The log's day: a batch after each midnight UTC, once after however long a standstill, and never twice."""

from datetime import UTC, datetime, time, timedelta
from functools import partial

import structlog

from groupbot.ledger import appending, mending, stored
from groupbot.ledger.appending import Refusal, RefusedError
from groupbot.ports import Clock, Random
from groupbot.store import lease
from groupbot.store.store import Store

JOB = "ledger"
LOOK_AGAIN = timedelta(hours=1)
# Farther off than this no due time is believed; it leaves room for clocks that disagree about midnight.
FARTHEST = timedelta(days=2)
# Ten to twenty milliseconds: whoever presses a button meanwhile waits for no more than that.
TILES_AT_A_TIME = 16

log = structlog.get_logger()


class LedgerKeeper:
    """Appends to the log when that is due."""

    def __init__(self, store: Store, random: Random, clock: Clock, owner: bytes) -> None:
        self._store = store
        self._random = random
        self._clock = clock
        self._owner = owner
        self._quiet: tuple[datetime, datetime] | None = None

    async def tick(self) -> None:
        """Append what is due; where the log may not grow, say why in the service's log and look again in an hour."""
        now = self._clock.now()
        # Each claim is a commit: until the time that was found at the last one, none is needed.
        if self._quiet is not None and self._quiet[0] <= now < self._quiet[1]:
            return
        claim = partial(lease.claim, key=JOB, owner=self._owner, now=now, first=now, every=FARTHEST)
        if (await self._store.write(claim)).result:
            following = await self._append(now)
            await self._store.write(partial(lease.complete, key=JOB, owner=self._owner, following=following))
        else:
            following = now + lease.JOB_LEASE
        self._quiet = (now, following)

    async def _append(self, now: datetime) -> datetime:
        """Take each step whose turn has come, first those of an interrupted run, and return when to look again."""
        today = now.date().toordinal()
        steps = (
            partial(appending.advance, today=today),
            partial(appending.sign, today=today),
            partial(appending.add, today=today, random=self._random),
        )
        found = await self._damage()
        try:
            for step in (*steps, *steps[:2]) if found is None else ():
                await self._store.write(step)
        except RefusedError as refused:
            found = refused.refusal
        if found is not None:
            log.error("the log stands still", why=found.found, remedy=found.remedy)
            return now + LOOK_AGAIN
        return datetime.combine(now.date() + timedelta(days=1), time(), UTC)

    async def _damage(self) -> Refusal | None:
        """Look through the tree, a few tiles at a time."""
        head = await self._store.read(stored.head)
        for first in range(0, mending.full(head.size) if head else 0, TILES_AT_A_TIME):
            look = partial(appending.damage, first=first, last=first + TILES_AT_A_TIME)
            if (found := await self._store.read(look)) is not None:
                return found
        return None
