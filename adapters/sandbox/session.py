"""One visit to the sandbox: a deployment, what was done in it so far, and what each act wrote."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

from groupbot.content import Text
from groupbot.events import CommandGiven
from groupbot.ports import Clock

from .acts import Act, Performed, perform
from .cast import ADMIN, open_world
from .clock import MovableClock, clock_words, months_after, wall
from .deployment import Deployment
from .guide import REFUSAL_KEY, VERIFIED_KEY, ticked
from .house import Mistake
from .observe import written_since
from .product import Product
from .rows import Tables
from .state import WorldError
from .step import Step, Told, told
from .telling import called
from .world import World

REMEMBERED = 20
WorldFounder = Callable[[Clock, frozenset[str]], World]
_log = logging.getLogger(__name__)


class Session:
    """Use as `async with`; acts come one at a time, and each leaves a Step in `steps`, newest last.

    `notice` is a word for the visitor about the last act, `draft` the policy they wrote and `mistakes` what is
    wrong with it, `done` the keys of the guide's tasks that they fulfilled, `unread` those of the people whose
    private view has changed since the visitor looked at it, `unseen` the panes not looked at since the last step.
    """

    def __init__(self, product: Product, base: Callable[[], datetime] = wall, found: WorldFounder = open_world) -> None:
        self.product = product
        self._base = base
        self._found = found
        self._lock = asyncio.Lock()
        self._open = AsyncExitStack()
        self.mistakes = tuple[Mistake, ...]()
        self.steps: deque[Step] = deque(maxlen=REMEMBERED)
        self._begin()

    async def __aenter__(self) -> Self:
        await self._open.enter_async_context(self.deployment)
        added = Performed(f"{called(self.world.person(ADMIN))} brought the bot in", self.world.adds_bot(ADMIN))
        await self._record(Act("adds_bot", ADMIN), added)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._open.aclose()

    async def act(self, act: Act) -> None:
        """Let somebody do something; what the platform does not allow becomes the notice."""
        async with self._lock:
            self.notice = ""
            try:
                performed = perform(self.world, act)
            except WorldError as refusal:
                self.notice = str(refusal)
            else:
                await self._record(act, performed)

    async def forward(self, minutes: int, months: int = 0) -> None:
        """Move the clock by whole minutes and calendar months, while the bot runs on."""
        async with self._lock:
            self.notice = ""
            now, before = self.clock.now(), self.deployment.tables()
            try:
                strides = self.clock.strides(months_after(now, months) - now + timedelta(minutes=minutes))
            except (ValueError, OverflowError) as refusal:
                self.notice = f"The clock stays: {refusal}"
                return
            for stride in strides:
                self.clock.forward(stride)
                await self.deployment.tick()
            self._remember_move(before)

    async def use_policy(self, path: Path) -> None:
        """Start the bot again under another policy file, over the same data."""
        async with self._lock:
            await self._use(path)

    async def edit_policy(self, text: str) -> None:
        """Rewrite the policy in force; with mistakes the old text stays, and the bot tells the admins."""
        async with self._lock:
            self.notice, self.draft = "", text
            name, before = self.deployment.site.policy.name, self.deployment.tables()
            self.mistakes = tuple(await self.deployment.edit(text))
            if self.mistakes:
                self.notice = f"Not taken: {name} stays as it was. The bot tells the admins; look at Ada's view."
            verb = "was refused" if self.mistakes else "was edited"
            self._remember_policy(f"{name} {verb}", before)

    async def reset(self, *, new: bool = False) -> None:
        """Throw everything away, the folder on disk included, and begin anew; a `new` group is still to be set up."""
        async with self._lock:
            await self._open.aclose()
            self._begin(new=new)
            await self.__aenter__()

    async def settled(self) -> None:
        """Wait until no act is under way: half of a reset has no step to show."""
        async with self._lock:
            return

    def step(self, number: int = 0) -> Step:
        """Return the remembered step of this number, or the last one."""
        return next((step for step in self.steps if step.number == number), self.steps[-1])

    def policy_text(self) -> str:
        """Return the text of the policy file in force."""
        return self.deployment.site.policy.read_text(encoding="utf-8", errors="replace")

    def _begin(self, *, new: bool = False) -> None:
        self.clock = MovableClock(self._base)
        self.world = self._found(self.clock, self.product.hushed)
        first = self.product.policies[0]
        self.deployment = Deployment(self.world, self.clock, first, self.product.build, new=new)
        self.steps.clear()
        self.done: set[str] = set()
        self.unread: set[str] = set()
        self.unseen: set[str] = set()
        self._views = self.world.views()
        self.mistakes = ()
        self.notice = self.draft = ""
        self._numbers = 0

    async def _use(self, path: Path) -> None:
        self.notice, self.mistakes = "", ()
        before = self.deployment.tables()
        try:
            await self.deployment.restart(path)
        except Exception as failure:  # noqa: BLE001  (whatever the reason, the bot runs on under the old policy)
            self.notice = f"{self.deployment.site.policy.name} stays in force. {failure}"
            return
        self._remember_policy(f"{path.name} became the policy", before)

    def _remember_policy(self, headline: str, before: Tables) -> None:
        written = written_since(before, self.deployment.site.data)
        self._remember(Step(self._next(), self.clock.now(), headline, "policy", written=written))

    def _remember_move(self, before: Tables) -> None:
        written = written_since(before, self.deployment.site.data)
        headline = f"The clock moved to {clock_words(self.clock.now())}"
        self._remember(Step(self._next(), self.clock.now(), headline, "clock", written=written))

    async def _record(self, act: Act, performed: Performed) -> None:
        event, answer, error = performed.event, Told(), ""
        before = self.deployment.tables()
        if event is not None:
            try:
                answer = told(await self.deployment.handle(event), self.world, self.product.words)
            except Exception as failure:  # noqa: BLE001  (the sandbox shows what broke instead of dying of it)
                _log.exception("an event could not be handled")
                error = f"The bot could not do this. {type(failure).__name__}: {failure}"
        step = Step(
            self._next(),
            self.clock.now(),
            performed.headline,
            act.verb,
            act.who,
            in_group=event is not None and event.place.chat is not None,
            bare=isinstance(event, CommandGiven) and not event.argument,
            told=answer,
            written=written_since(before, self.deployment.site.data, event),
            error=error,
        )
        refusal = self.product.label(self.world.person(act.who).language, REFUSAL_KEY)
        self.done |= ticked(step, performed.pressed, refusal, self.product.words(Text(VERIFIED_KEY)))
        self._remember(step)

    def _next(self) -> int:
        self._numbers += 1
        return self._numbers

    def _remember(self, step: Step) -> None:
        before, self._views = self._views, self.world.views()
        shown = frozenset(key for key, view in self._views.items() if view != before.get(key, ()))
        self.unread |= shown
        self.unseen = {"group", "private"}
        self.steps.append(replace(step, shown=shown))
