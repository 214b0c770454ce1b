"""Keeps trying to register the commands while Discord is away."""

import asyncio
import logging
from collections.abc import Sequence

from adapters.discord.calls import Calls
from adapters.discord.commands import CommandHelp, register
from groupbot.ports import Unavailable
from groupbot.process.traces import describe

FIRST_WAIT, LONGEST_WAIT = 5.0, 600.0
log = logging.getLogger(__name__)


async def keep_registering(calls: Calls, application: str, helps: Sequence[CommandHelp]) -> None:
    """Register the commands, and try again as long as Discord does not answer; never fails."""
    wait = FIRST_WAIT
    while True:
        try:
            await register(calls, application, helps)
        except Unavailable as error:
            absent = error
        except Exception as error:  # noqa: BLE001  (a bot with its old commands is better than none)
            log.error("commands could not be registered: %s; the old ones stay", describe(error))  # noqa: TRY400  (a traceback may hold words)
            return
        else:
            return
        await asyncio.sleep(wait)
        # Said only now: a connection that ends meanwhile is told elsewhere.
        log.warning("commands could not be registered (%s); the old ones stay until it works", absent)
        wait = min(wait * 2, LONGEST_WAIT)
