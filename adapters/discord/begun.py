"""Screens of several messages that came to a stop half way: nobody shall read their beginning twice."""

import time
from collections import OrderedDict
from collections.abc import Callable

# Longer than anybody waits between two tries of the same screen; after that its end would stand without a beginning.
KEPT = 7200.0
KEPT_AT_MOST = 256


class Begun:
    """Remembers, in memory and by a hash alone, how many messages of a screen stand already, and which came last."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._stand: OrderedDict[bytes, tuple[int, str, float]] = OrderedDict()

    def take(self, screen: bytes) -> tuple[int, str]:
        """Return of how many messages it knows, and the last one's id; it knows of them no longer then."""
        number, last, since = self._stand.pop(screen, (0, "", self._now()))
        return (number, last) if self._now() - since < KEPT else (0, "")

    def keep(self, screen: bytes, number: int, last: str) -> None:
        """Remember that so many messages of a screen stand."""
        if not number:
            return
        self._stand[screen] = (number, last, self._now())
        while len(self._stand) > KEPT_AT_MOST:
            self._stand.popitem(last=False)
