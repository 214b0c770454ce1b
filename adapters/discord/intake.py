"""Takes raw gateway events: interactions are held within a second, everything is handed to the engine in order."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from adapters.discord import inbound, interacting, timeouts
from adapters.discord.answering import Answers
from adapters.discord.handing import Handing, OnSetAside, Waiting
from adapters.discord.interactions import CURRENT, DEFERRED_AFTER, Interaction, Interactions, State
from adapters.discord.lanes import Lanes
from adapters.discord.newcomers import Newcomers
from adapters.discord.senders import PLATFORM, chat_of
from adapters.discord.servers import Servers
from adapters.discord.settling import Settling
from groupbot.content import Prompt
from groupbot.events import ButtonPressed, Event, MessagePosted
from groupbot.ports import Handler, Unavailable
from groupbot.process.traces import describe

Raw = Mapping[str, Any]
ReadFile = Callable[[Raw], Awaitable[str]]
IsGone = Callable[[str], Awaitable[bool]]
log = logging.getLogger(__name__)


class Intake:
    """Hands the events of all connections to the engine, one process long."""

    def __init__(  # noqa: PLR0913  (what it stands between)
        self,
        *,
        handler: Handler,
        interactions: Interactions,
        answers: Answers,
        read_file: ReadFile,
        is_gone: IsGone,
        on_set_aside: OnSetAside,
        now: Callable[[], datetime],
    ) -> None:
        self._handler = handler
        self._interactions = interactions
        self._answers = answers
        self._read_file = read_file
        self._is_gone = is_gone
        self._now = now
        self._handing = Handing(handler, on_set_aside)
        self._lanes = Lanes()
        self._servers = Servers()
        self._newcomers = Newcomers()
        self._settling = Settling(self._rights_settled)
        self._running: set[asyncio.Task[None]] = set()
        self._ended = self._over = False
        self.us = ""
        self.ready = asyncio.Event()

    def told(self, name: str, data: Raw) -> None:
        """Take one gateway event; returns at once, whatever it leads to.

        Never fails: an error here would end the connection, and the event would come again to the next one.
        """
        if self._ended:
            return
        try:
            self._take(name, data)
        except Exception as error:  # noqa: BLE001  (see above; what Discord sends may be anything)
            log.warning("what Discord told (%s) could not be read: %s", name, describe(error))
            self._start(self._handing.set_aside(name))

    async def finish(self, seconds: float) -> None:
        """Take nothing more, and let what is under way end for so long."""
        self._ended = True
        self._settling.stop()
        await self._lanes.finish(seconds)
        self._over = True
        left = tuple(self._running)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    def _take(self, name: str, data: Raw) -> None:
        titles, now = self._servers.titles, self._now()
        match name:
            case "INTERACTION_CREATE":
                self._interaction(data)
            case "MESSAGE_CREATE" | "MESSAGE_UPDATE":
                edited, guild = name == "MESSAGE_UPDATE", str(data.get("guild_id") or "")
                # Discord's switch is the connection's, and who mentions the bot is heard without it.
                wanted = bool(guild) and self._handler.reads(chat_of(guild))
                self._hand_on(inbound.of_message(data, titles, us=self.us, edited=edited, content=wanted))
            case "GUILD_MEMBER_ADD" if data.get("pending"):
                self._newcomers.wait(str(data["guild_id"]), str(data["user"]["id"]))
            case "GUILD_MEMBER_ADD":
                self._hand_on(inbound.of_member(data, titles, now))
            case "GUILD_MEMBER_UPDATE" if str(data["user"]["id"]) != self.us:
                person = str(data["guild_id"]), str(data["user"]["id"])
                if not data.get("pending") and self._newcomers.passed(*person):
                    self._hand_on(inbound.of_member(data, titles, now))
                self._hand_on(timeouts.of_update(data, titles, now))
            case "GUILD_MEMBER_REMOVE" if str(data["user"]["id"]) != self.us:
                self._newcomers.passed(str(data["guild_id"]), str(data["user"]["id"]))
                self._hand_on(inbound.of_leaving(data, titles, now))
            case "GUILD_CREATE" | "GUILD_DELETE" | "GUILD_UPDATE" | "READY":
                self._server(name, data)
            case "GUILD_MEMBER_UPDATE" | "GUILD_ROLE_UPDATE" | "GUILD_ROLE_DELETE" | "CHANNEL_UPDATE":
                self._settling.change(str(data["guild_id"]))

    def _server(self, name: str, data: Raw) -> None:
        if name == "READY":
            ours = {chat.id for chat in self._handler.groups(PLATFORM)}
            for guild in self._servers.begin(data, ours):
                self._lanes.put(guild, partial(self._missed, guild))
            self.ready.set()
            return
        number = str(data["id"])
        if name == "GUILD_UPDATE":
            self._servers.name(data)
            self._settling.change(number)
        elif data.get("unavailable"):
            return  # an outage: the server is still there
        elif name == "GUILD_CREATE":
            known, again = self._servers.come(data)
            if again:
                # After an outage or a lost session: what has changed meanwhile was not told.
                self._settling.change(number)
            else:
                # READY names each server that the bot is in, also one that counts as left, or was never entered.
                known = known and chat_of(number) in self._handler.groups(PLATFORM)
                self._hand_on(inbound.of_guild(data, self._now(), known=known))
        else:
            self._servers.go(number)
            self._hand_on(inbound.of_guild_gone(data, self._now()))

    async def _missed(self, guild: str) -> float | None:
        """Find out whether the bot left a server that a new session does not name: a group ends by that."""
        try:
            gone = await self._is_gone(guild)
        except Unavailable as absent:
            return absent.retry_after
        if gone:
            self._servers.go(guild)
            self._hand_on(inbound.of_guild_gone({"id": guild}, self._now()))
        return None

    def _interaction(self, raw: Raw) -> None:
        interaction = interacting.noted(raw, self._interactions)
        if interaction is None:
            return
        event = interacting.event_of(raw, self._interactions, interaction, "", self._servers.titles)
        # Before anything that could wait: a form has to be the first answer, and cannot follow a delay.
        prompt = self._prompt(event) if isinstance(event, ButtonPressed) else None
        if prompt is not None:
            self._start(self._answers.ask(interaction, prompt))
            return
        asyncio.get_running_loop().call_later(DEFERRED_AFTER, self._hold, interaction)
        attached = interacting.attachment(raw)
        if attached is None:
            self._queue(event, interaction)
        else:
            self._start(self._with_file(raw, interaction, attached))

    def _prompt(self, event: ButtonPressed) -> Prompt | None:
        try:
            return self._handler.prompt(event)
        except Exception as error:  # noqa: BLE001  (the press is handled then like any other)
            log.error("no form could be made for a press: %s", describe(error))  # noqa: TRY400  (a traceback may hold words)
            return None

    def _hold(self, interaction: Interaction) -> None:
        # Most have their answer by now: those cost no task.
        if interaction.state is State.NEW and not self._over:
            self._start(self._answers.hold(interaction))

    async def _with_file(self, raw: Raw, interaction: Interaction, attached: Raw) -> None:
        """Read the file beside the lanes: a slow file host must not hold up a server."""
        file = await self._read_file(attached)
        self._queue(interacting.event_of(raw, self._interactions, interaction, file, self._servers.titles), interaction)

    def _queue(self, event: Event, interaction: Interaction) -> None:
        self._lanes.put(_lane(event), partial(self._interacted, Waiting(event), interaction))

    async def _interacted(self, waiting: Waiting, interaction: Interaction) -> float | None:
        token = CURRENT.set(interaction)
        try:
            again = await self._handing.once(waiting)
        finally:
            CURRENT.reset(token)
        if again is None:
            # Whatever came of it: nobody is left before a bot that thinks.
            try:
                if waiting.given_up:
                    await self._answers.give_up(interaction, waiting.event.actor.language)
                else:
                    await self._answers.end(interaction, "")
            except Unavailable as absent:
                log.warning("an interaction is left without an answer: %s", absent)
        return again

    def _hand_on(self, events: tuple[Event, ...]) -> None:
        for event in events:
            light = isinstance(event, MessagePosted)
            self._lanes.put(_lane(event), partial(self._handing.once, Waiting(event)), light=light)

    def _rights_settled(self, guild: str) -> None:
        self._hand_on((inbound.rights_changed(guild, self._servers.titles, self._now()),))

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: "asyncio.Task[None]") -> None:
        self._running.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.warning("an interaction could not be answered in time: %s", describe(error))


def _lane(event: Event) -> str:
    return event.place.chat.id if event.place.chat else event.actor.id
