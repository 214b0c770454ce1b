"""The queue of updates that Telegram keeps for the bot until they are confirmed."""

import asyncio
import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from tests.standin.telegram.clock import Clock
from tests.standin.telegram.refusal import bad

NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
"""Kinds that a bot gets only if it asks for them (Bot API, getUpdates)."""

KEPT = timedelta(hours=24)
"""How long Telegram keeps an update that nobody fetched."""

PRESS_KEPT = timedelta(seconds=150)
"""How long it keeps a press: afterwards it could not be answered any more (Bot API server, add_update)."""

FUTURE = 10
"""An offset more than this beyond the newest id is not believed, and the queue is served from its head."""

Update = dict[str, Any]


@dataclass(slots=True)
class Pending:
    """One update as it will go over the wire; `once` marks a duplicate, which is shown a single time."""

    id: int
    body: Update
    born: datetime
    once: bool = False
    shown: bool = False

    @property
    def kept(self) -> timedelta:
        """Return for how long it is kept."""
        return PRESS_KEPT if "callback_query" in self.body else KEPT


class UpdateQueue:
    """Updates in the order in which they will be delivered."""

    def __init__(self, clock: Clock, seed: int = 7) -> None:
        self._clock = clock
        self._random = random.Random(seed)  # noqa: S311  (replayable ids, no secret)
        self._next = 100_000
        self.allowed: frozenset[str] | None = None
        self.pending: list[Pending] = []
        self.sent: dict[int, Update] = {}
        self.confirmed: dict[int, datetime] = {}
        self.waiter: asyncio.Future[str] | None = None

    def allows(self, kind: str) -> bool:
        """Return whether the bot asked for this kind, or gets it without asking."""
        return kind not in NOT_BY_DEFAULT if not self.allowed else kind in self.allowed

    def put(self, kind: str, body: Any) -> int | None:
        """Queue an update and return its id, or None when the bot does not get this kind now."""
        if not self.allows(kind):
            return None
        return self.inject({kind: body})

    def inject(self, body: Update) -> int:
        """Queue a raw update, well formed or not; an `update_id` of its own is kept."""
        number = int(body.get("update_id", self._next))
        self._next = number + 1
        self.sent[number] = {"update_id": number} | body
        self._add(Pending(number, self.sent[number], self._clock.now()))
        return number

    def repeat(self, number: int) -> None:
        """Deliver an update once more under the same id, even if it was confirmed."""
        self._add(Pending(number, self.sent[number], self._clock.now(), once=True))

    def shuffle(self) -> None:
        """Deliver what waits in another order than it happened: the newest first."""
        self.pending.reverse()

    def jump(self) -> int:
        """Let the next id be a random one, lower or higher, as after a week without updates."""
        self._next = self._random.randrange(1_000, 900_000_000)
        return self._next

    def confirm(self, offset: int) -> None:
        """Forget what lies below the offset; a negative one keeps only that many of the newest."""
        self.pending = [each for each in self.pending if not (each.once and each.shown)]
        if offset < 0:
            self._forget({each.id for each in self.pending[:offset]})
        elif offset <= self._next + FUTURE:
            self._forget({each.id for each in self.pending if each.id < offset and not each.once})

    def take(self, limit: int) -> list[Update]:
        """Return the oldest updates that nobody confirmed and that are younger than a day."""
        now = self._clock.now()
        self.pending = [each for each in self.pending if now - each.born < each.kept]
        batch = self.pending[:limit]
        for each in batch:
            each.shown = True
        return [each.body for each in batch]

    def wake(self, why: str) -> None:
        """End the waiting of whoever asked for updates, and say why."""
        if self.waiter is not None and not self.waiter.done():
            self.waiter.set_result(why)

    async def wait(self, seconds: float) -> str:
        """Wait for an update in real time; return why the waiting ended, "" when nothing came."""
        self.waiter = waiter = asyncio.get_running_loop().create_future()
        await asyncio.wait({waiter}, timeout=seconds)
        return waiter.result() if waiter.done() else ""

    def allow(self, kinds: list[str] | None, known: frozenset[str]) -> None:
        """Remember what the bot asked for; None keeps the last answer, an empty list is the default."""
        if kinds is None:
            return
        if strange := sorted(set(kinds) - known):
            raise bad(f'unknown kind of update "{strange[0]}" in allowed_updates')
        self.allowed = frozenset(kinds)

    def _forget(self, numbers: set[int]) -> None:
        for number in numbers:
            self.confirmed.setdefault(number, self._clock.now())
        self.pending = [each for each in self.pending if each.id not in numbers or each.once]

    def _add(self, pending: Pending) -> None:
        self.pending.append(pending)
        self.wake("arrived")
