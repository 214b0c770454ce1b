"""The command that runs the bot."""

from __future__ import annotations

import asyncio
import signal
from functools import partial
from typing import TYPE_CHECKING, NoReturn

import typer

from groupbot.cli.failing import TRY_AGAIN, remedied, settings, stop
from groupbot.cli.platforms import tokens

if TYPE_CHECKING:
    from groupbot.process.settings import Settings


def run() -> None:
    """Serve the groups on Telegram and Discord until stopped (Ctrl+C or SIGTERM).

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
        as_told = asyncio.run(_serve(chosen, tokens(chosen)))
    if not as_told:
        _step_aside()


def _step_aside() -> NoReturn:
    import structlog  # noqa: PLC0415  (as in run)

    structlog.get_logger().error("another process serves now; start this one again to stand by", exit_code=TRY_AGAIN)
    raise typer.Exit(TRY_AGAIN)


async def _serve(chosen: Settings, found: dict[str, str]) -> bool:
    """Serve, and return whether it ended as told; False when another process has taken the groups over."""
    from groupbot.bootstrap import build_house  # noqa: PLC0415  (as in run)
    from groupbot.cli.platforms import build  # noqa: PLC0415  (as in run)
    from groupbot.ports import Impossible  # noqa: PLC0415  (as in run)
    from groupbot.process.clock import SystemClock  # noqa: PLC0415  (as in run)
    from groupbot.process.serve import built, serve  # noqa: PLC0415  (as in run)
    from groupbot.receipts.publickey import publish  # noqa: PLC0415  (as in run)
    from groupbot.vault.entropy import SystemRandom  # noqa: PLC0415  (as in run)

    ending, refusals, as_told = asyncio.Event(), list[str](), True
    _on_signals(ending)
    try:
        platforms = build(chosen, found)
        ports = {name: platform.ports for name, platform in platforms.items()}
        wired = partial(build_house, chosen, ports, SystemClock(), SystemRandom(), leased=True)
        house = await built(wired, ending)
        if house is None:
            return True
        try:
            publish(house.public_key, chosen.data)
            as_told = await serve(house, [platform.run for platform in platforms.values()], ending)
        finally:
            await house.close()
    except* Impossible as refused:
        # Raised after this block: what is raised inside would come out wrapped once more.
        refusals += [str(error) for error in refused.exceptions]
    if refusals:
        stop(refusals[0], "")
    return as_told


def _on_signals(ending: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, ending.set)
