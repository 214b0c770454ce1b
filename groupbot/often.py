"""How often somebody asked a platform for something through the bot: known in memory alone, and for an hour."""

import secrets
from collections import OrderedDict, deque
from hashlib import blake2b

HOUR = 3600.0
PEOPLE = 4096
_MARK = 16


class Often:
    """Bounds what one person can make the bot ask: `limit` times an hour, whatever others do.

    People are known by marks under a key that ends with the process. Of more than can be kept, whoever asked longest
    ago is forgotten.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._key = secrets.token_bytes(_MARK)
        self._asked: OrderedDict[bytes, deque[float]] = OrderedDict()

    def allows(self, person: str, now: float) -> bool:
        """Tell whether somebody may ask once more at a moment (in seconds), and if so count it."""
        mark = blake2b(person.encode(errors="surrogatepass"), key=self._key, digest_size=_MARK).digest()
        times = self._asked.setdefault(mark, deque(maxlen=self._limit))
        if len(times) == self._limit and times[0] > now - HOUR:
            return False
        times.append(now)
        self._asked.move_to_end(mark)
        while len(self._asked) > PEOPLE or next(iter(self._asked.values()))[-1] <= now - HOUR:
            self._asked.popitem(last=False)
        return True
