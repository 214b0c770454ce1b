"""Says in the log that updates have to wait and why: at once, then twice a minute, and when it is over."""

import logging
import time
from collections import OrderedDict
from collections.abc import Callable

SAID_EVERY_SECONDS = 30.0
WAITING_AT_MOST = 1024
log = logging.getLogger(__name__)


class Waits:
    """The updates that could not be committed yet, by number; a hundred that wait for one reason are one line."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._waiting: OrderedDict[int, None] = OrderedDict()
        self._said = float("-inf")
        self._why = ""

    def put_off(self, number: int, kind: str, why: str) -> None:
        """Note that an update has to wait; `why` is in words of our own, with what to do."""
        self._waiting[number] = None
        if len(self._waiting) > WAITING_AT_MOST:
            self._waiting.popitem(last=False)
        if why == self._why and self._now() - self._said < SAID_EVERY_SECONDS:
            return
        self._said, self._why = self._now(), why
        log.warning("update %d (%s) has to wait, %d in all: %s", number, kind, len(self._waiting), why)

    def taken(self, number: int) -> None:
        """Note that an update is committed or given up."""
        if number not in self._waiting:
            return
        del self._waiting[number]
        if not self._waiting:
            log.info("no update has to wait any more")
            self._said, self._why = float("-inf"), ""
