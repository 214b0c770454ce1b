"""Takes raw gateway events: interactions are held within a second, everything is handed to the engine in order."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from adapters.discord import inbound, interacting
from adapters.discord.answering import Answers
from adapters.discord.calls import Calls
from adapters.discord.interactions import CURRENT, DEFERRED_AFTER, Interaction, Interactions
from adapters.discord.lanes import Lanes
from adapters.discord.senders import place_in
from groupbot.events import ButtonPressed, Event, RightsChanged
from groupbot.people import Actor, ActorKind
from groupbot.ports import Handler, Unavailable
from groupbot.process.traces import describe

Raw = Mapping[str, Any]
OnSetAside = Callable[[int, str], Awaitable[None]]
ReadFile = Callable[[Raw], Awaitable[str]]

ATTEMPTS = 3
# Discord delivers nothing twice: what cannot be committed is tried again here, and given up after a few minutes.
PATIENCE = (0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0)
# Rights come in bursts: a role that is dragged changes a dozen others.
SETTLED = timedelta(seconds=5)
log = logging.getLogger(__name__)


class Intake:
    """Hands the events of one connection to the engine."""

    def __init__(
        self,
        handler: Handler,
        interactions: Interactions,
        calls: Calls,
        read_file: ReadFile,
        on_set_aside: OnSetAside,
        now: Callable[[], datetime],
    ) -> None:
        self._handler = handler
        self._interactions = interactions
        self._answers = Answers(calls)
        self._read_file = read_file
        self._on_set_aside = on_set_aside
        self._now = now
        self._lanes = Lanes()
        self._titles: dict[str, str] = {}
        self._ours: set[str] = set()
        self._changed: dict[str, asyncio.TimerHandle] = {}
        self._holding: set[asyncio.Task[None]] = set()
        self.us = ""
        self.ready = asyncio.Event()

    def told(self, name: str, data: Raw) -> None:
        """Take one gateway event; returns at once, whatever it leads to."""
        match name:
            case "INTERACTION_CREATE":
                self._interaction(data)
            case "MESSAGE_CREATE" | "MESSAGE_UPDATE":
                edited = name == "MESSAGE_UPDATE"
                self._hand_on(inbound.of_message(data, self._titles, us=self.us, edited=edited, content=False))
            case "GUILD_MEMBER_ADD":
                self._hand_on(inbound.of_member(data, self._titles, self._now()))
            case "GUILD_MEMBER_REMOVE" if str(data["user"]["id"]) != self.us:
                self._hand_on(inbound.of_leaving(data, self._titles, self._now()))
            case "GUILD_CREATE":
                self._titles[str(data["id"])] = str(data.get("name") or "")
                self._hand_on(inbound.of_guild(data, self._now(), known=str(data["id"]) in self._ours))
            case "GUILD_DELETE":
                self._hand_on(inbound.of_guild_gone(data, self._now()))
            case "READY":
                self._ours |= {str(guild["id"]) for guild in data["guilds"]}
                self.ready.set()
            case _:
                self._rights(name, data)

    async def finish(self, seconds: float) -> None:
        """Let what is under way end for so long."""
        for timer in self._changed.values():
            timer.cancel()
        await self._lanes.finish(seconds)
        for task in self._holding:
            task.cancel()

    def _interaction(self, raw: Raw) -> None:
        interaction = interacting.noted(raw, self._interactions)
        if interaction is None:
            return
        event = interacting.event_of(raw, self._interactions, interaction, "", self._titles)
        if isinstance(event, ButtonPressed):
            # Before anything that could wait: a form has to be the first answer, and cannot follow a delay.
            prompt = self._handler.prompt(event)
            if prompt is not None:
                self._start(self._answers.ask(interaction, prompt))
                return
        self._start(self._hold(interaction))
        self._lanes.put(_lane(event), partial(self._interacted, raw, interaction))

    async def _hold(self, interaction: Interaction) -> None:
        await asyncio.sleep(DEFERRED_AFTER)
        await self._answers.hold(interaction)

    async def _interacted(self, raw: Raw, interaction: Interaction) -> None:
        attached = interacting.attachment(raw)
        file = await self._read_file(attached) if attached is not None else ""
        event = interacting.event_of(raw, self._interactions, interaction, file, self._titles)
        CURRENT.set(interaction)
        await self._take(event)
        # Whatever came of it: nobody is left before a bot that thinks.
        await self._answers.end(interaction, "")

    def _hand_on(self, events: tuple[Event, ...]) -> None:
        for event in events:
            self._lanes.put(_lane(event), partial(self._take, event))

    async def _take(self, event: Event) -> None:
        """Hand an event to the engine, again and again for a few minutes while something outside is away."""
        failures = 0
        for wait in (*PATIENCE, None):
            try:
                await self._handler.handle(event)
            except Unavailable as absent:
                if wait is None:
                    break
                log.warning("an event (%s) has to wait %.0f s: %s", type(event).__name__, wait, absent)
                await asyncio.sleep(max(wait, min(absent.retry_after, PATIENCE[-1])) if wait > 1 else wait)
            except Exception as error:  # noqa: BLE001  (whatever fails is counted, and its lane goes on)
                failures += 1
                log.warning("an event (%s) failed: %s", type(event).__name__, describe(error))
                if failures == ATTEMPTS:
                    break
            else:
                return
        try:
            await self._on_set_aside(0, type(event).__name__)
        except Exception as told:  # noqa: BLE001  (an operator who cannot be told must not stop the lane)
            log.error("nobody could be told of an event: %s", describe(told))  # noqa: TRY400  (a traceback may hold words)

    def _rights(self, name: str, data: Raw) -> None:
        """Note that the bot's own rights may have changed, and tell it once things have settled."""
        if name == "GUILD_MEMBER_UPDATE" and str(data["user"]["id"]) != self.us:
            return
        guild = str(data.get("guild_id") or data.get("id") or "")
        if not guild:
            return
        if (timer := self._changed.pop(guild, None)) is not None:
            timer.cancel()
        loop = asyncio.get_running_loop()
        self._changed[guild] = loop.call_later(SETTLED.total_seconds(), self._rights_settled, guild)

    def _rights_settled(self, guild: str) -> None:
        self._changed.pop(guild, None)
        now = self._now()
        nobody = Actor("discord", guild, ActorKind.CHANNEL)
        key = f"rights:{guild}:{int(now.timestamp())}"
        self._hand_on((RightsChanged(key, now, place_in(guild, "", self._titles), nobody),))

    def _start(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._holding.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: "asyncio.Task[None]") -> None:
        self._holding.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.warning("an interaction could not be answered in time: %s", describe(error))


def _lane(event: Event) -> str:
    return event.place.chat.id if event.place.chat else event.actor.id
