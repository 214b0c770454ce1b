"""Takes one raw update: parse, translate, hand to the engine; after three failures it is set aside."""

import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Protocol

from telegram import Bot, Update

from adapters.telegram.answering import Answering
from adapters.telegram.identity import ourselves
from adapters.telegram.inbound import ALLOWED_UPDATES, translate
from adapters.telegram.links import placed
from adapters.telegram.members import is_admin
from adapters.telegram.recent import Recent
from adapters.telegram.roster import TelegramRoster
from adapters.telegram.waits import Waits
from groupbot.events import Event
from groupbot.often import Often
from groupbot.ports import Unavailable
from groupbot.process.traces import describe

OnSetAside = Callable[[int, str], Awaitable[None]]

ATTEMPTS = 3
FAILING_AT_MOST = 1024
# Public names that one person can have looked up: all look-ups share one patience of Telegram's.
NAMES_AN_HOUR = 10
log = logging.getLogger(__name__)


class Handler(Protocol):
    """The engine, as an adapter sees it."""

    async def handle(self, event: Event) -> object:
        """Return after the commit; raise when the event could not be committed, Unavailable when it may be later."""


class Host(Handler, Protocol):
    """The process that a bot on Telegram serves."""

    async def recognise(self, platform: str, id: str) -> None:  # noqa: A002  (the word of groupbot.ports.Handler)
        """Take in who the bot is, before anything is done; raises Impossible where it is another one than before."""


class Outcome(StrEnum):
    """How one delivery ended: COMMITTED and SET_ASIDE may be confirmed to Telegram, the others come again.

    POSTPONED says that something outside (the database, Telegram) was not there: the update is not to blame.
    """

    COMMITTED = "committed"
    FAILED = "failed"
    POSTPONED = "postponed"
    SET_ASIDE = "set-aside"

    @property
    def final(self) -> bool:
        """Tell whether the update may be confirmed."""
        return self in (Outcome.COMMITTED, Outcome.SET_ASIDE)


def now_utc() -> datetime:
    """Tell the present moment in UTC."""
    return datetime.now(UTC)


def kind_of(raw: dict[str, Any]) -> str:
    """Name an update's kind from our own list, never by a word of the update itself."""
    return next((kind for kind in ALLOWED_UPDATES if kind in raw), "unknown")


class Intake:
    """Hands the events of updates to the engine and counts failures per update, in memory."""

    def __init__(  # noqa: PLR0913  (an update's way touches all of these)
        self,
        bot: Bot,
        handler: Handler,
        roster: TelegramRoster,
        recent: Recent,
        answering: Answering,
        *,
        on_set_aside: OnSetAside,
        now: Callable[[], datetime] = now_utc,
    ) -> None:
        self._bot = bot
        self._handler = handler
        self._roster = roster
        self._recent = recent
        self._answering = answering
        self._on_set_aside = on_set_aside
        self._now = now
        self._failures: OrderedDict[int, int] = OrderedDict()
        self._waits = Waits()
        self._looked_up = Often(NAMES_AN_HOUR)

    async def take(self, raw: dict[str, Any]) -> Outcome:
        """Handle one delivery of an update; never raises but for cancellation, in which nothing was committed."""
        number = int(raw["update_id"])
        try:
            for event in await self._events(raw):
                self._recent.note(event)
                await self._handler.handle(event)
                self._answering.done(event)
        except Unavailable as absent:
            # Our own words, with what to do; they never hold a member's.
            self._waits.put_off(number, kind_of(raw), str(absent))
            return Outcome.POSTPONED
        except Exception as error:  # noqa: BLE001  (whatever fails, the update stays unconfirmed and is counted)
            return await self._failed(number, kind_of(raw), error)
        self._failures.pop(number, None)
        self._waits.taken(number)
        return Outcome.COMMITTED

    async def _events(self, raw: dict[str, Any]) -> tuple[Event, ...]:
        # Parsed without a Bot: its objects then cannot call anything by themselves.
        update = Update.de_json(raw, None)
        message = update.message
        told_by_message = message is not None and bool(message.new_chat_members or message.left_chat_member)
        hears = message is not None and told_by_message and await self._roster.we_are_admin(message.chat.id)
        if update.my_chat_member is not None:
            change = update.my_chat_member
            self._roster.learn(change.chat.id, admin=is_admin(change.new_chat_member))
        events = translate(update, ourselves(self._bot), self._now(), hears_members=hears)
        events = await placed(events, self._roster.named, self._may_look_up)
        return await self._answering.recognised(message, events)

    def _may_look_up(self, person: str) -> bool:
        return self._looked_up.allows(person, self._now().timestamp())

    async def _failed(self, number: int, kind: str, error: Exception) -> Outcome:
        failures = self._failures.pop(number, 0) + 1
        log.warning("update %d (%s) failed %d of %d times: %s", number, kind, failures, ATTEMPTS, describe(error))
        if failures < ATTEMPTS:
            self._failures[number] = failures
            if len(self._failures) > FAILING_AT_MOST:
                self._failures.popitem(last=False)
            return Outcome.FAILED
        self._waits.taken(number)
        try:
            await self._on_set_aside(number, kind)
        except Exception as told:  # noqa: BLE001  (an operator who cannot be told must not make the update loop)
            log.error("nobody could be told of update %d (%s): %s", number, kind, describe(told))  # noqa: TRY400  (a traceback may hold words)
        return Outcome.SET_ASIDE
