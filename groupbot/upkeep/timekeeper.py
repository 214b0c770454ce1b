"""The bot's own time, by which proofs wait: looked at every few minutes while anything waits, so that it goes on."""

from datetime import timedelta
from functools import partial

from groupbot.ports import Clock
from groupbot.proofs import counting
from groupbot.store.store import Store

# So late that the time since the last look no longer counts.
_STANDSTILL = counting.LONGEST_GAP + timedelta(seconds=1)


class TimeKeeper:
    """Counts the time in which the bot runs."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def tick(self, *, met: bool = True) -> None:
        """Count what has passed since the last look, where that is due.

        While a platform is not `met` nobody there can cancel: that is a standstill, and counts where it is short.
        """
        now = self._clock.now()
        every = counting.LOOK_EVERY if met else _STANDSTILL
        if await self._store.read(partial(counting.due, now=now, every=every)):
            await self._store.write(partial(counting.look, now=now))
