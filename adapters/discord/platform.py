"""Discord, as the process sees it: its ports, and its life from login to the end."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from functools import partial

import aiohttp
import discord

from adapters.discord.calls import Calls
from adapters.discord.client import find_gateway, new_client, plain_intents
from adapters.discord.commands import CommandHelp, register
from adapters.discord.files import HOSTS, text_of
from adapters.discord.intake import Intake
from adapters.discord.interactions import Interactions
from adapters.discord.outbound import CAPABILITIES, DiscordPorts
from adapters.discord.quiet import quiet
from groupbot.ports import Capabilities, Handler, Impossible

OnSetAside = Callable[[int, str], Awaitable[None]]
FIRST_WAIT, LONGEST_WAIT = 1.0, 300.0
LOOKED_EVERY = 60.0
FINISH_SECONDS = 0.8
SWITCHES = "Server Members Intent or Message Content Intent"
log = logging.getLogger(__name__)


class TokenRefused(Impossible):
    """The bot token is malformed or Discord does not know it; the text never repeats it."""


async def _log_set_aside(_number: int, _kind: str) -> None:
    """Leave it at the line in the log."""


class DiscordPlatform:
    """Discord for one bot. `run` serves it; `ports` work while it runs.

    `shards` spreads the connection; `members` asks for who comes and goes; `content` says whether any group wants
    words read, which is asked for again every minute. Both need a switch in Discord's developer portal; one that is
    missing is told and done without.
    """

    def __init__(  # noqa: PLR0913  (the settings of a platform)
        self,
        token: str,
        *,
        base_url: str | None = None,
        commands: Sequence[CommandHelp] = (),
        shards: bool = False,
        members: bool = False,
        content: Callable[[], bool] = lambda: False,
        on_set_aside: OnSetAside = _log_set_aside,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        hosts: tuple[str, ...] = HOSTS,
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
        self._content = content
        self._on_set_aside = on_set_aside
        self._now = now
        self._hosts = hosts
        self._intents = plain_intents()
        self._client: discord.Client | None = None
        self._calls = Calls(self._http)
        self._interactions = Interactions()
        self.ports = DiscordPorts(self._calls, self._interactions, self._us, lambda: self._intents.message_content)
        self.ready = asyncio.Event()

    @property
    def capabilities(self) -> Capabilities:
        """Return what Discord can do."""
        return CAPABILITIES

    async def run(self, handler: Handler, stop: asyncio.Event) -> None:
        """Hand events to `handler` until `stop`, then end within a second; signals are the caller's.

        Raises TokenRefused; network loss is waited out, a missing switch done without.
        """
        wait, refused = FIRST_WAIT, False
        while not stop.is_set():
            self._intents = self._wanted(refused=refused)
            try:
                await self._connected(handler, stop)
                wait = FIRST_WAIT
            except discord.LoginFailure:
                raise TokenRefused(
                    "Discord does not accept the bot token. Copy it anew from its developer portal, or reset it there."
                ) from None
            except discord.PrivilegedIntentsRequired:
                refused = True
                log.warning(
                    "Discord refuses to tell more than the portal allows: switch %s on there (Bot, Privileged Gateway "
                    "Intents), or the setting off. Until the next start the bot does without.",
                    SWITCHES,
                )
            except (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError) as error:
                log.warning("Discord does not answer (%s); trying again in %.0f s", type(error).__name__, wait)
                await _until(stop, wait)
                wait = min(wait * 2, LONGEST_WAIT)
        await self._calls.close()

    def _wanted(self, *, refused: bool) -> discord.Intents:
        intents = plain_intents()
        if not refused:
            intents.members = self._members
            intents.message_content = self._content()
        return intents

    async def _connected(self, handler: Handler, stop: asyncio.Event) -> None:
        """Serve one connection; returns when told to stop, or when other words are wanted than it brings."""
        files = partial(text_of, fetch=self._fetch, hosts=self._hosts)
        intake = Intake(handler, self._interactions, self._calls, files, self._on_set_aside, self._now)
        client = self._client = new_client(self._intents, intake.told, shards=self._shards)
        tasks: list[asyncio.Task[object]] = []
        try:
            await client.login(self._token)
            await _until(stop, await find_gateway(client))
            intake.us = self._us()
            registering = asyncio.create_task(register(self._calls, self._application(), self._commands))
            tasks += [asyncio.create_task(client.connect()), asyncio.create_task(stop.wait())]
            tasks += [asyncio.create_task(self._other_words())]
            self.ready = intake.ready
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            registering.cancel()
            await asyncio.gather(registering, return_exceptions=True)
            for task in done:
                task.result()
        finally:
            await intake.finish(FINISH_SECONDS)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await client.close()

    async def _other_words(self) -> None:
        """Wait until a group wants words read and none did before, or the other way round."""
        wanted = self._content()
        while self._content() == wanted:  # noqa: ASYNC110  (what groups want is told to nobody)
            await asyncio.sleep(LOOKED_EVERY)

    async def _fetch(self, url: str) -> bytes:
        return await self._http().get_from_cdn(url)

    def _http(self) -> discord.http.HTTPClient:
        if self._client is None:
            return discord.http.HTTPClient(asyncio.get_running_loop())
        return self._client.http

    def _us(self) -> str:
        user = self._client.user if self._client else None
        return str(user.id) if user else ""

    def _application(self) -> str:
        return str(self._client.application_id if self._client else "")


async def _until(stop: asyncio.Event, seconds: float) -> None:
    """Wait so long, or until we shall stop."""
    if seconds > 0:
        try:
            async with asyncio.timeout(seconds):
                await stop.wait()
        except TimeoutError:
            return
