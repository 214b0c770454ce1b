"""The command that runs the bot."""

from __future__ import annotations

import asyncio
import signal
from typing import TYPE_CHECKING

from groupbot.cli.failing import remedied, settings, stop

if TYPE_CHECKING:
    from adapters.telegram.platform import TelegramPlatform
    from adapters.telegram.poll import Polling
    from adapters.telegram.webhook import Webhook
    from groupbot.settings import Settings


def run() -> None:
    """Serve the groups on Telegram until stopped (Ctrl+C or SIGTERM).

    Settings come from GROUPBOT_* variables; `groupbot doctor` says beforehand what is missing.
    """
    chosen = settings()
    if not chosen.token():
        stop("There is no Telegram bot token.", "Get one from @BotFather and set GROUPBOT_TELEGRAM_TOKEN_FILE.")
    from groupbot.logs import configure  # noqa: PLC0415  (what runs is slow to import, --help is not)
    from groupbot.vault.hardening import harden  # noqa: PLC0415  (as above)

    configure(chosen.log_level)
    harden()
    with remedied():
        asyncio.run(_serve(chosen))


async def _serve(chosen: Settings) -> None:
    from adapters.telegram.bot import TokenRefused  # noqa: PLC0415  (as in run)
    from adapters.telegram.webhook import WebhookImpossible  # noqa: PLC0415  (as in run)
    from groupbot.bootstrap import build_house  # noqa: PLC0415  (as in run)
    from groupbot.clock import SystemClock  # noqa: PLC0415  (as in run)
    from groupbot.receipts.publickey import publish  # noqa: PLC0415  (as in run)
    from groupbot.serve import serve  # noqa: PLC0415  (as in run)
    from groupbot.vault.entropy import SystemRandom  # noqa: PLC0415  (as in run)

    platform = _telegram(chosen)
    house = build_house(chosen, {"telegram": platform.ports}, SystemClock(), SystemRandom(), leased=True)
    publish(house.public_key, chosen.data)
    ending, refusals = asyncio.Event(), list[str]()
    _on_signals(ending)
    try:
        await serve(house, [platform.run], ending)
    except* (TokenRefused, WebhookImpossible) as refused:
        # Raised after this block: what is raised inside would come out wrapped once more.
        refusals += [str(error) for error in refused.exceptions]
    finally:
        await house.close()
    if refusals:
        stop(refusals[0], "")


def _telegram(chosen: Settings) -> TelegramPlatform:
    from adapters.telegram.platform import TelegramPlatform  # noqa: PLC0415  (as in run)
    from groupbot.cli.commands import helps  # noqa: PLC0415  (as in run)

    return TelegramPlatform(chosen.token(), base_url=chosen.telegram_api, mode=_mode(chosen), commands=helps())


def _mode(chosen: Settings) -> Polling | Webhook:
    from adapters.telegram.poll import Polling  # noqa: PLC0415  (as in run)
    from adapters.telegram.webhook import Webhook  # noqa: PLC0415  (as in run)

    if not chosen.telegram_webhook_url:
        return Polling()
    secret = chosen.telegram_webhook_secret
    if secret is None:
        stop("A webhook needs a secret.", "Set GROUPBOT_TELEGRAM_WEBHOOK_SECRET to 16 or more letters and digits.")
    return Webhook(chosen.telegram_webhook_url, secret.get_secret_value(), chosen.telegram_webhook_port)


def _on_signals(ending: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, ending.set)
