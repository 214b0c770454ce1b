"""Who stands before a server's own rules screening, kept so that their coming is told when it is over."""

from collections import OrderedDict

KEPT_AT_MOST = 1_000


class Newcomers:
    """Numbers of servers and accounts, in memory alone; a restart forgets them, and then nobody is greeted twice."""

    def __init__(self, most: int = KEPT_AT_MOST) -> None:
        self._most = most
        self._waiting: OrderedDict[tuple[str, str], None] = OrderedDict()

    def wait(self, guild: str, person: str) -> None:
        """Note that somebody has yet to accept the server's rules."""
        self._waiting[guild, person] = None
        while len(self._waiting) > self._most:
            self._waiting.popitem(last=False)

    def passed(self, guild: str, person: str) -> bool:
        """Return whether somebody was waiting, who does so no longer."""
        return self._waiting.pop((guild, person), False) is None
