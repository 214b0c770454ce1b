"""Telegram's life cycle: made from settings, run until told to stop, by polling or by webhook."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from functools import partial

from telegram.error import BadRequest, TelegramError

from adapters.telegram.answering import Answering
from adapters.telegram.bot import build_bot, introduce
from adapters.telegram.calls import Calls
from adapters.telegram.commands import CommandHelp, register
from adapters.telegram.files import Files
from adapters.telegram.inbound import ALLOWED_UPDATES
from adapters.telegram.intake import Handler, Host, Intake, OnSetAside, now_utc
from adapters.telegram.lanes import Lanes
from adapters.telegram.messages import migrated
from adapters.telegram.outbound import CAPABILITIES, TelegramPorts
from adapters.telegram.poll import Poller, Polling, backoff
from adapters.telegram.questions import Questions
from adapters.telegram.quiet import quiet
from adapters.telegram.recent import Recent
from adapters.telegram.removals import Removals
from adapters.telegram.roster import TelegramRoster
from adapters.telegram.senders import PLATFORM
from adapters.telegram.stopping import until_stopped
from adapters.telegram.webhook import CONNECTIONS, Webhook, WebhookImpossible, WebhookServer
from groupbot.people import Actor, ActorKind, Chat, Place
from groupbot.ports import Capabilities

Now = Callable[[], datetime]

log = logging.getLogger(__name__)


async def _log_set_aside(number: int, kind: str) -> None:
    log.error("update %d (%s) was set aside after three failures", number, kind)


async def _tell_migration(handler: Handler, now: Now, old: Chat, new: Chat) -> None:
    """Hand on a migration that only a refused call made known: its service messages were missed."""
    nobody = Actor(PLATFORM, "", ActorKind.BOT)
    await handler.handle(migrated(Place(old), new, now(), nobody))


class TelegramPlatform:
    """One bot on Telegram: `ports` to act through, `run` to listen.

    `now` tells the time of what Telegram gives no time for; `on_set_aside` hears of updates that are given up.
    """

    def __init__(
        self,
        token: str,
        *,
        base_url: str | None = None,
        mode: Polling | Webhook | None = None,
        commands: Sequence[CommandHelp] = (),
        on_set_aside: OnSetAside = _log_set_aside,
        now: Now = now_utc,
    ) -> None:
        self._bot = build_bot(token, base_url)
        self._mode = mode or Polling()
        self._commands = tuple(commands)
        self._on_set_aside = on_set_aside
        self._now = now
        self._calls = Calls()
        self._recent = Recent()
        self._roster = TelegramRoster(self._bot, self._calls)
        self._questions = Questions()
        self.ports = TelegramPorts(self._bot, self._calls, self._recent, self._roster, self._questions)

    @property
    def capabilities(self) -> Capabilities:
        """Return what Telegram can do."""
        return CAPABILITIES

    async def close(self) -> None:
        """Close the connections of `ports`; `run` does it by itself, whoever used the ports alone calls this."""
        await self._bot.request.shutdown()

    async def run(self, handler: Host, stop: asyncio.Event) -> None:
        """Hand events to `handler` until `stop`, then end within a second; signals are the caller's.

        Raises TokenRefused, WebhookImpossible, or what the handler says of another bot's token, each with its remedy;
        network loss is waited out.
        """
        quiet()
        self._calls.on_migrated = partial(_tell_migration, handler, self._now)
        lanes = Lanes()
        self._calls.on_removed = Removals(self._bot, handler, lanes, self._now).notice
        try:
            if isinstance(self._mode, Webhook):
                await self._serve(handler, self._mode, lanes, stop)
            elif await until_stopped(stop, self._prepare(handler, self._poll_only)):
                async with self._registering():
                    await Poller(self._bot, self._intake(handler), self._mode, lanes).run(stop)
        finally:
            await self._bot.shutdown()

    def _intake(self, handler: Handler) -> Intake:
        return Intake(
            self._bot,
            handler,
            self._roster,
            self._recent,
            Answering(self._questions, Files(self._bot, self._calls)),
            on_set_aside=self._on_set_aside,
            now=self._now,
        )

    async def _serve(self, handler: Host, setting: Webhook, lanes: Lanes, stop: asyncio.Event) -> None:
        """Listen first and tell Telegram then, so that no delivery meets a closed door."""
        server = WebhookServer(setting, self._intake(handler), lanes)
        with server.bind() as bound:
            if await until_stopped(stop, self._prepare(handler, partial(self._post_to, setting))):
                async with self._registering():
                    await server.run(stop, bound)

    async def _prepare(self, handler: Host, receive: Callable[[], Awaitable[object]]) -> None:
        """Learn who we are and how updates come, however long Telegram takes to answer.

        Whoever we are is looked at before anything changes: the webhook of another bot is none of ours.
        """
        failures = 0
        while True:
            try:
                await introduce(self._bot)
                await handler.recognise(PLATFORM, str(self._bot.id))
                await receive()
            except TelegramError as error:
                failures += 1
                wait = backoff(failures)
                log.warning("Telegram does not answer (%s); trying again in %.1f s", type(error).__name__, wait)
                await asyncio.sleep(wait)
            else:
                return

    async def _poll_only(self) -> None:
        """Take back a webhook of earlier times, with which polling is refused; waiting updates are kept."""
        await self._bot.delete_webhook(drop_pending_updates=False)

    async def _post_to(self, setting: Webhook) -> None:
        refusal = ""
        try:
            await self._bot.set_webhook(
                setting.url,
                secret_token=setting.secret,
                allowed_updates=list(ALLOWED_UPDATES),
                max_connections=CONNECTIONS,
                ip_address=setting.ip_address or None,
            )
        except BadRequest as refused:
            refusal = refused.message
        if refusal:
            raise WebhookImpossible(f"Telegram refuses the webhook address: {refusal}. Correct the public https URL.")

    @asynccontextmanager
    async def _registering(self) -> AsyncIterator[None]:
        """Register the commands beside the work: nobody need wait for it, and a refusal stops nothing."""
        registering = asyncio.ensure_future(register(self._bot, self._calls, self._commands))
        try:
            yield
        finally:
            registering.cancel()
            await asyncio.gather(registering, return_exceptions=True)
