"""Hands events to the engine: again and again for a few minutes while something outside is away."""

import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from groupbot.events import Event
from groupbot.ports import Handler, Unavailable
from groupbot.process.traces import describe

OnSetAside = Callable[[int, str], Awaitable[None]]

ATTEMPTS = 3
# Discord delivers nothing twice: what cannot be committed is tried again here, and given up after a few minutes. They
# count from its coming, so that those behind a stuck one get their turn while their interactions still live.
PATIENCE = (0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
GIVEN_UP_AFTER = 120.0
TOLD_EVERY = 60.0
log = logging.getLogger(__name__)


@dataclass(slots=True)
class Waiting:
    """One event on its way, how often it could not be handed over, and whether that is over."""

    event: Event
    since: float = field(default_factory=time.monotonic)
    delays: int = 0
    failures: int = 0
    given_up: bool = False


class Handing:
    """Hands events over; one that is given up is told to the operator by its kind alone."""

    def __init__(self, handler: Handler, on_set_aside: OnSetAside) -> None:
        self._handler = handler
        self._on_set_aside = on_set_aside
        self._silent_until = 0.0

    async def once(self, waiting: Waiting) -> float | None:
        """Try it; None when it is handled or given up, else the seconds after which to try again."""
        try:
            await self._handler.handle(waiting.event)
        except Unavailable as absent:
            if time.monotonic() - waiting.since < GIVEN_UP_AFTER:
                return self._delay(waiting, absent)
        except Exception as error:  # noqa: BLE001  (whatever fails is counted, and its lane goes on)
            waiting.failures += 1
            log.warning("an event (%s) failed: %s", type(waiting.event).__name__, describe(error))
            if waiting.failures < ATTEMPTS:
                return PATIENCE[0]
        else:
            return None
        waiting.given_up = True
        await self.set_aside(type(waiting.event).__name__)
        return None

    async def set_aside(self, kind: str) -> None:
        """Tell the operator that something of this kind was given up."""
        try:
            await self._on_set_aside(0, kind)
        except Exception as error:  # noqa: BLE001  (an operator who cannot be told must not stop the lane)
            log.error("nobody could be told of an event: %s", describe(error))  # noqa: TRY400  (a traceback may hold words)

    def _delay(self, waiting: Waiting, absent: Unavailable) -> float:
        step = PATIENCE[min(waiting.delays, len(PATIENCE) - 1)]
        waiting.delays += 1
        now = time.monotonic()
        if now >= self._silent_until:
            # One line a minute, however many events wait for the same thing.
            self._silent_until = now + TOLD_EVERY
            log.warning("events have to wait (%s): %s", type(waiting.event).__name__, absent)
        # The first tries are short whatever is said: somebody is waiting before their screen.
        return step if step < 1 else max(step, min(absent.retry_after, PATIENCE[-1]))
