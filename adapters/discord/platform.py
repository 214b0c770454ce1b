"""Discord, as the process sees it: its ports, and its life from login to the end."""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from types import MappingProxyType

import aiohttp
import discord

from adapters.discord.absence import Absence
from adapters.discord.answering import Answers
from adapters.discord.calls import Calls
from adapters.discord.client import find_gateway, new_client
from adapters.discord.commands import CommandHelp
from adapters.discord.files import HOSTS, fetched, text_of
from adapters.discord.handing import OnSetAside
from adapters.discord.heartbeats import end_heartbeats
from adapters.discord.intake import Intake
from adapters.discord.interactions import Interactions
from adapters.discord.outbound import CAPABILITIES, DiscordPorts
from adapters.discord.quiet import quiet
from adapters.discord.registering import keep_registering
from adapters.discord.roster import DiscordRoster
from adapters.discord.senders import PLATFORM
from adapters.discord.sessions import Sessions
from adapters.discord.switches import CONTENT, MEMBERS, intents_with, switched_on
from groupbot.ports import Capabilities, Handler, Impossible

FIRST_WAIT, LONGEST_WAIT = 1.0, 300.0
LOOKED_EVERY = 60.0
LOOKS_IN_VAIN = 60
FINISH_SECONDS = 0.6
log = logging.getLogger(__name__)


class TokenRefused(Impossible):
    """The bot token is malformed or Discord does not know it; the text never repeats it."""


class _LessAllowed(Exception):  # noqa: N818  (a turn of events, not a mistake)
    """The portal allows less than was to be asked for."""


async def _log_set_aside(_number: int, _kind: str) -> None:
    """Leave it at the line in the log."""


class DiscordPlatform:
    """Discord for one bot. `run` serves it; `ports` work while it runs.

    `shards` spreads the connection; `members` asks for who comes and goes. Words are asked for while any group wants
    them read, which is looked up every minute, and for an hour after that. Both need a switch in Discord's developer
    portal; one that is missing is told and done without. `regrets` are the words, by language, for what could not be
    handled.
    """

    def __init__(  # noqa: PLR0913  (the settings of a platform)
        self,
        token: str,
        *,
        base_url: str | None = None,
        commands: Sequence[CommandHelp] = (),
        shards: bool = False,
        members: bool = False,
        on_set_aside: OnSetAside = _log_set_aside,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        hosts: tuple[str, ...] = HOSTS,
        regrets: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        quiet()
        if not token or any(char.isspace() or not char.isascii() for char in token):
            raise TokenRefused(
                "The Discord bot token is not one. Copy it anew from Discord's developer portal, under Bot."
            )
        if base_url is not None:
            discord.http.Route.BASE = base_url.rstrip("/")
        self._token = token
        self._commands = tuple(commands)
        self._shards = shards
        self._members = members
        self._on_set_aside = on_set_aside
        self._now = now
        self._regrets = regrets
        self._read_file = partial(text_of, fetch=fetched, hosts=hosts)
        self._lacking: frozenset[str] = frozenset()
        self._intents = intents_with(frozenset())
        self._client: discord.Client | None = None
        self._handler: Handler | None = None
        self._calls = Calls(self._http)
        self._interactions = Interactions()
        self._roster = DiscordRoster(self._calls, now)
        self._absence = Absence()
        self._sessions = Sessions()
        self.ports = DiscordPorts(
            self._calls, self._interactions, self._us, lambda: self._intents.message_content, self._roster, now
        )

    @property
    def capabilities(self) -> Capabilities:
        """Return what Discord can do."""
        return CAPABILITIES

    async def run(self, handler: Handler, stop: asyncio.Event) -> None:
        """Hand events to `handler` until `stop`, then end within a second; signals are the caller's.

        Raises TokenRefused; network loss is waited out, a missing switch done without.
        """
        self._handler = handler
        intake = Intake(
            handler=handler,
            interactions=self._interactions,
            answers=Answers(self._calls, self._regrets),
            read_file=self._read_file,
            is_gone=self._roster.is_gone,
            on_set_aside=self._on_set_aside,
            now=self._now,
        )
        wait = FIRST_WAIT
        try:
            while not stop.is_set():
                intake.ready.clear()
                try:
                    await self._connected(intake, stop)
                except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
                    # After a connection that stood, patience begins anew.
                    wait = FIRST_WAIT if intake.ready.is_set() else wait
                    log.warning("Discord does not answer (%s); trying again in %.0f s", type(error).__name__, wait)
                    await _until(stop, wait)
                    wait = min(wait * 2, LONGEST_WAIT)
        finally:
            self._absence.stop()
            await intake.finish(FINISH_SECONDS)
            await self._calls.close()

    async def _connected(self, intake: Intake, stop: asyncio.Event) -> None:
        """Serve one connection; returns when told to stop, or when other words are wanted than it brings."""
        self._intents = intents_with(self._wanted() - self._lacking)
        client = self._client = new_client(
            self._intents,
            intake.told,
            self._absence.lost,
            self._absence.back,
            self._sessions.begin,
            shards=self._shards,
        )
        serving = asyncio.create_task(self._serve(client, intake))
        others = [asyncio.create_task(stop.wait()), asyncio.create_task(self._other_words())]
        try:
            await asyncio.wait({serving, *others}, return_when=asyncio.FIRST_COMPLETED)
            if serving.done():
                serving.result()
        except discord.LoginFailure:
            raise TokenRefused(
                "Discord does not accept the bot token. Copy it anew from its developer portal, or reset it there."
            ) from None
        except discord.PrivilegedIntentsRequired:
            asked = self._wanted() - self._lacking
            if not asked:
                raise  # whatever it is that Discord refuses, we did not ask for it
            self._do_without(asked)
        except _LessAllowed:
            return
        finally:
            if stop.is_set():
                await intake.finish(FINISH_SECONDS)
            for task in (serving, *others):
                task.cancel()
            await asyncio.gather(serving, *others, return_exceptions=True)
            await client.close()
            await end_heartbeats(client)

    async def _serve(self, client: discord.Client, intake: Intake) -> None:
        await client.login(self._token)
        if self._handler is not None:
            await self._handler.recognise(PLATFORM, self._us())
        lacking = (self._wanted() - self._lacking) - switched_on(client.application_flags)
        if lacking:
            self._do_without(lacking)
            raise _LessAllowed
        if (wait := max(await find_gateway(client), self._sessions.wait())) > 0:
            log.warning("the bot has begun very many sessions of late; the next one begins in %.0f s", wait)
            await asyncio.sleep(wait)
        intake.us = self._us()
        registering = asyncio.create_task(keep_registering(self._calls, str(client.application_id), self._commands))
        try:
            await client.connect()
        finally:
            registering.cancel()
            await asyncio.gather(registering, return_exceptions=True)

    def _wanted(self) -> frozenset[str]:
        return frozenset({MEMBERS} if self._members else ()) | frozenset({CONTENT} if self._words_wanted() else ())

    def _words_wanted(self) -> bool:
        heard = self._handler
        return heard is not None and any(heard.reads(chat) for chat in heard.groups(PLATFORM))

    def _do_without(self, switches: frozenset[str]) -> None:
        self._lacking |= switches
        log.warning(
            "Discord's developer portal does not allow all that the settings want: switch %s on there (Bot, Privileged "
            "Gateway Intents), or the setting off. Until the next start the bot does without.",
            " and ".join(sorted(switches)),
        )

    async def _other_words(self) -> None:
        """Wait until a group wants words read and none did before, or until none has wanted them for an hour.

        A new connection is one of all groups, and Discord counts them: no group may cause many by changing its mind.
        """
        asked, unwanted = self._intents.message_content, 0
        while unwanted < LOOKS_IN_VAIN:
            wanted = CONTENT in self._wanted() - self._lacking
            if wanted and not asked:
                return
            unwanted = unwanted + 1 if asked and not wanted else 0
            await asyncio.sleep(LOOKED_EVERY)

    def _http(self) -> discord.http.HTTPClient:
        if self._client is None:
            return discord.http.HTTPClient(asyncio.get_running_loop())
        return self._client.http

    def _us(self) -> str:
        user = self._client.user if self._client else None
        return str(user.id) if user else ""


async def _until(stop: asyncio.Event, seconds: float) -> None:
    """Wait so long, or until we shall stop."""
    try:
        async with asyncio.timeout(seconds):
            await stop.wait()
    except TimeoutError:
        return
