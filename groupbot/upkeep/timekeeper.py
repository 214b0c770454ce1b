"""The bot's own time, by which proofs wait: looked at every few minutes while anything waits, so that it goes on."""

from functools import partial

from groupbot.ports import Clock
from groupbot.proofs import counting
from groupbot.store.store import Store


class TimeKeeper:
    """Counts the time in which the bot runs."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def tick(self) -> None:
        """Count what has passed since the last look, where that is due."""
        now = self._clock.now()
        if await self._store.read(partial(counting.due, now=now)):
            await self._store.write(partial(counting.look, now=now))
