"""Groups that the bot is to go out of and could not yet: in memory alone, for nothing of them may be left on disk.

The bot then stands in a group that it has forgotten. It tries again by the clock and at whatever happens there, and
takes that for no new group meanwhile. A restart forgets it; what happens there next is met as in a new group, which
the bot does nothing in and whose admins can let it go once more.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from groupbot.effects import Leave
from groupbot.people import Chat
from groupbot.ports import Clock, Leaver, Unavailable

FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=15), timedelta(hours=1)
GIVEN_UP_AFTER = timedelta(days=2)
# What happened before the bot was out may be told after it.
TOLD_LATE = timedelta(minutes=10)
AT_MOST = 1024
log = structlog.get_logger()


@dataclass(slots=True)
class Waiting:
    """One group to go out of: since when, when to try again and how long to wait then; once `out`, when to forget."""

    since: datetime
    due: datetime
    wait: timedelta = FIRST_WAIT
    out: bool = False


class Departures:
    """Goes out of groups, again and again for two days at most."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._waiting: dict[Chat, Waiting] = {}

    def expects(self, chat: Chat | None) -> bool:
        """Tell whether the bot is still to go out of this group, or has gone just now."""
        return chat in self._waiting

    def expect(self, chat: Chat) -> None:
        """Note that the bot is about to go: from now on nothing that happens there is a new group's."""
        now = self._clock.now()
        while len(self._waiting) >= AT_MOST:
            self._waiting.pop(next(iter(self._waiting)))
        self._waiting[chat] = Waiting(now, now + FIRST_WAIT)

    def forget(self, chat: Chat) -> None:
        """Let the bot stay where it was brought anew, or take note that it is out."""
        self._waiting.pop(chat, None)

    async def leave(self, ports: Leaver, chat: Chat) -> None:
        """Go out of a group, now or as soon as the platform takes it; one that refuses for good is left alone."""
        self.expect(chat)
        self._waiting[chat].due = self._waiting[chat].since
        await self.again(ports, chat)

    async def again(self, ports: Leaver, chat: Chat) -> None:
        """Try once more where it is time for that."""
        waiting, now = self._waiting.get(chat), self._clock.now()
        if waiting is None or now < waiting.due:
            return
        if waiting.out:
            self.forget(chat)
            return
        # Before the try: whatever happens in the group meanwhile must not begin another one.
        waiting.due, waiting.wait = now + waiting.wait, min(2 * waiting.wait, LONGEST_WAIT)
        try:
            out = await ports.leave(Leave(chat))
        except Unavailable as error:
            if now - waiting.since < GIVEN_UP_AFTER:
                waiting.due = max(waiting.due, now + min(timedelta(seconds=error.retry_after), LONGEST_WAIT))
                log.warning("a group is to be left and the platform does not take it yet", why=str(error))
                return
            out = False
        waiting.out, waiting.due = True, now + TOLD_LATE
        if not out:
            self.forget(chat)
            log.error("a group could not be left: its admins have to remove the bot themselves", platform=chat.platform)

    async def due(self, ports: Leaver, platform: str) -> None:
        """Try all groups of a platform for which it is time."""
        for chat in [chat for chat in self._waiting if chat.platform == platform]:
            await self.again(ports, chat)
