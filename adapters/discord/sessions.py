"""Counts the sessions that the bot begins: Discord takes a bot's token away that begins too many in a day."""

import time
from collections.abc import Callable

import discord

# Discord, Gateway, "Identifying": 1,000 a day, or the token is reset. Whoever begins 40 at once and then one in
# 100 s stays below it; so many at once are enough for the shards of a hundred thousand servers.
AT_ONCE = 40
SECONDS_EACH = 100.0
# Better a pause and some tries than one try after the other for hours.
REST = 600.0


class TooManySessions(discord.ClientException):
    """The bot would begin one session too many; ends the connection, so that its maker can wait."""


class Sessions:
    """Allows some sessions at once and then as many as a day bears, one process long.

    discord.py begins a new one five seconds after Discord has called the old one invalid, however often it does that.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._left, self._counted = float(AT_ONCE), now()

    def wait(self) -> float:
        """Return the seconds until a session may begin, 0 when one may begin now."""
        now = self._now()
        self._left = min(float(AT_ONCE), self._left + (now - self._counted) / SECONDS_EACH)
        self._counted = now
        return 0.0 if self._left >= 1 else REST

    def begin(self) -> None:
        """Count a session that begins now; raises TooManySessions where it must not."""
        if self.wait() > 0:
            raise TooManySessions
        self._left -= 1
