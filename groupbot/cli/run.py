"""The command that runs the bot."""

from __future__ import annotations

import asyncio
import signal
from functools import partial
from typing import TYPE_CHECKING, NoReturn

import typer

from groupbot.cli.failing import TRY_AGAIN, remedied, settings, stop

if TYPE_CHECKING:
    from adapters.telegram.platform import TelegramPlatform
    from adapters.telegram.poll import Polling
    from adapters.telegram.webhook import Webhook
    from groupbot.process.settings import Settings


def run() -> None:
    """Serve the groups on Telegram until stopped (Ctrl+C or SIGTERM).

    Settings come from GROUPBOT_* variables; `groupbot doctor` says beforehand what is missing. A second process on the
    same data stands by. One that loses the groups to another ends with 75: start it again, and it stands by in turn.
    While the database or the vault is locked or away it waits, and says once a minute why; what is set wrong ends it.
    """
    chosen = settings()
    from groupbot.process.logs import configure  # noqa: PLC0415  (what runs is slow to import, --help is not)
    from groupbot.vault.hardening import harden  # noqa: PLC0415  (as above)

    configure(chosen.log_level)
    harden()
    with remedied(chosen):
        as_told = asyncio.run(_serve(chosen, _token(chosen)))
    if not as_told:
        _step_aside()


def _token(chosen: Settings) -> str:
    try:
        token = chosen.token()
    except UnicodeDecodeError:
        stop(f"{chosen.telegram_token_file} is no text.", "Put the bot token, and nothing else, into that file.")
    if not token:
        stop("There is no Telegram bot token.", "Get one from @BotFather and set GROUPBOT_TELEGRAM_TOKEN_FILE.")
    return token


def _step_aside() -> NoReturn:
    import structlog  # noqa: PLC0415  (as in run)

    structlog.get_logger().error("another process serves now; start this one again to stand by", exit_code=TRY_AGAIN)
    raise typer.Exit(TRY_AGAIN)


async def _serve(chosen: Settings, token: str) -> bool:
    """Serve, and return whether it ended as told; False when another process has taken the groups over."""
    from adapters.telegram.bot import TokenRefused  # noqa: PLC0415  (as in run)
    from adapters.telegram.webhook import WebhookImpossible  # noqa: PLC0415  (as in run)
    from groupbot.bootstrap import build_house  # noqa: PLC0415  (as in run)
    from groupbot.process.clock import SystemClock  # noqa: PLC0415  (as in run)
    from groupbot.process.serve import built, serve  # noqa: PLC0415  (as in run)
    from groupbot.receipts.publickey import publish  # noqa: PLC0415  (as in run)
    from groupbot.vault.entropy import SystemRandom  # noqa: PLC0415  (as in run)

    ending, refusals, as_told = asyncio.Event(), list[str](), True
    _on_signals(ending)
    try:
        platform = _telegram(chosen, token)
        ports = {"telegram": platform.ports}
        build = partial(build_house, chosen, ports, SystemClock(), SystemRandom(), leased=True)
        house = await built(build, ending)
        if house is None:
            return True
        try:
            publish(house.public_key, chosen.data)
            as_told = await serve(house, [platform.run], ending)
        finally:
            await house.close()
    except* (TokenRefused, WebhookImpossible) as refused:
        # Raised after this block: what is raised inside would come out wrapped once more.
        refusals += [str(error) for error in refused.exceptions]
    if refusals:
        stop(refusals[0], "")
    return as_told


def _telegram(chosen: Settings, token: str) -> TelegramPlatform:
    from adapters.telegram.platform import TelegramPlatform  # noqa: PLC0415  (as in run)
    from groupbot.cli.commands import helps  # noqa: PLC0415  (as in run)

    return TelegramPlatform(
        token, base_url=chosen.telegram_api, mode=_mode(chosen), commands=helps(), on_set_aside=_set_aside
    )


async def _set_aside(number: int, kind: str) -> None:
    """Tell the operator of an update that failed again and again: its number and kind, nothing of what it holds."""
    import structlog  # noqa: PLC0415  (as in run)

    structlog.get_logger().error("an update was set aside after three failures", number=number, kind=kind)


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
