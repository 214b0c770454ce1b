"""Every call to a chat goes through here: patience per chat, migrations followed, errors told in four words."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from adapters.telegram.senders import chat_of
from groupbot.people import Chat
from groupbot.ports import Unavailable
from groupbot.process.traces import describe

T = TypeVar("T")
OnMigrated = Callable[[Chat, Chat], Awaitable[None]]
OnRemoved = Callable[[Chat], None]

# Calls that concern no chat have patience of their own, under numbers that no chat has: answers to presses count toward
# no chat's limit, and no button may spin because settings or files have to wait. No group has one as high.
PRESSES, SETTINGS, FILES, NAMES = 0, -1, -2, -3
# What a 403 says of a group that the bot is no longer in, or that is no more (Bot API server, Client.cpp).
OUT = ("bot was kicked", "bot is not a member", "chat was deleted")
LONGEST_WAIT = 5.0
ATTEMPTS = 3
log = logging.getLogger(__name__)


class Refused(Exception):  # noqa: N818  (an answer of the outside, not a mistake)
    """Telegram refused the call and will refuse it again; `reason` is its description, `forbidden` its 403."""

    def __init__(self, reason: str, *, forbidden: bool) -> None:
        super().__init__(reason)
        self.reason = reason.casefold()
        self.forbidden = forbidden


async def tell_nobody(_old: Chat, _new: Chat) -> None:
    """Tell nobody of a migration; the service messages tell it as well."""


def mind_nobody(_group: Chat) -> None:
    """Tell nobody of a removal; an update tells it as well, unless it was missed."""


def seconds_of(flood: RetryAfter) -> float:
    """Read the wait that Telegram asks for, in seconds."""
    wait = flood.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


class Calls:
    """Calls the Bot API for one chat at a time: a chat told to wait halts no other.

    PTB's AIORateLimiter is not used: one 429 halts all chats there.
    """

    def __init__(
        self,
        on_migrated: OnMigrated = tell_nobody,
        on_removed: OnRemoved = mind_nobody,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.on_migrated = on_migrated
        self.on_removed = on_removed
        self._sleep = sleep
        self._now = now
        self._until: dict[int, float] = {}
        self._successor: dict[int, int] = {}

    async def call(self, chat: int, make: Callable[[int], Awaitable[T]]) -> T:
        """Call `make` with the id under which the chat lives now.

        Raises Refused when asking again is useless, ports.Unavailable (with seconds) when it is not. A wait of up
        to 5 s is waited here. Source: Bot API, ResponseParameters.
        """
        for _ in range(ATTEMPTS):
            chat = self._successor.get(chat, chat)
            await self._hold(chat)
            try:
                return await make(chat)
            except RetryAfter as flood:
                self._until[chat] = self._now() + seconds_of(flood)
            except ChatMigrated as moved:
                await self._follow(chat, moved.new_chat_id)
                chat = moved.new_chat_id
            except (Forbidden, BadRequest) as error:
                refused = Refused(error.message, forbidden=isinstance(error, Forbidden))
                self._notice(chat, refused)
                raise refused from None
            except TelegramError as error:
                raise Unavailable(f"Telegram did not take the call ({type(error).__name__})") from None
        raise Unavailable(
            "Telegram keeps asking for patience (429); that passes", max(1.0, self._until.get(chat, 0.0) - self._now())
        )

    async def _hold(self, chat: int) -> None:
        wait = self._until.get(chat, 0.0) - self._now()
        if wait > LONGEST_WAIT:
            raise Unavailable("Telegram asks for patience in this chat (429); that passes", wait)
        if wait > 0:
            await self._sleep(wait)
        self._until = {busy: until for busy, until in self._until.items() if until > self._now()}

    def _notice(self, chat: int, refused: Refused) -> None:
        """Tell that the bot is out of a group, which may have been missed: Telegram keeps updates for a day."""
        if chat < NAMES and refused.forbidden and any(words in refused.reason for words in OUT):
            self.on_removed(chat_of(chat))

    async def _follow(self, old: int, new: int) -> None:
        """Tell a migration once; who could not take it is told again at the next call."""
        try:
            await self.on_migrated(chat_of(old), chat_of(new))
        except Exception as error:  # noqa: BLE001  (whatever it is, the call itself can go on)
            log.warning("a group became a supergroup, and that could not be noted: %s", describe(error))
        else:
            self._successor[old] = new
