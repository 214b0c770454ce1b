"""The life of the example: read a letter, hand it over, and confirm it once what follows from it is committed."""

import asyncio
import logging

from groupbot.events import Event
from groupbot.ports import Capabilities, Handler, Ports, Unavailable
from tests.contract.example.inbound import event_of
from tests.contract.example.outbound import ParlourPorts
from tests.contract.example.parlour import Parlour

TRIES = 3
log = logging.getLogger(__name__)


class ParlourPlatform:
    """Implements groupbot.ports.Platform."""

    def __init__(self, parlour: Parlour) -> None:
        self._parlour = parlour
        self._ports = ParlourPorts(parlour)

    @property
    def ports(self) -> Ports:
        """Return all verbs."""
        return self._ports

    @property
    def capabilities(self) -> Capabilities:
        """Return what the platform can do."""
        return self._ports.capabilities

    async def run(self, handler: Handler, stop: asyncio.Event) -> None:
        """Take letters one by one until `stop`."""
        await handler.recognise(self.capabilities.platform, self._parlour.account)
        stopped = asyncio.ensure_future(stop.wait())
        while not stop.is_set():
            letter = asyncio.ensure_future(self._parlour.letter())
            await asyncio.wait({letter, stopped}, return_when=asyncio.FIRST_COMPLETED)
            if not letter.done():
                letter.cancel()
                break
            event = event_of(letter.result())
            if event is None or await self._taken(handler, event, stop):
                self._parlour.confirm(letter.result()["number"])

    async def _taken(self, handler: Handler, event: Event, stop: asyncio.Event) -> bool:
        """Return whether the letter is done with: committed, or set aside after three failures of our own."""
        failures = 0
        while not stop.is_set():
            try:
                await handler.handle(event)
            except Unavailable as absent:  # it is the database that is away: the letter waits, as long as it takes
                await asyncio.sleep(absent.retry_after)
            except Exception as failure:  # noqa: BLE001  (one bad letter must not stop the others)
                failures += 1
                if failures == TRIES:
                    log.error("a letter was set aside: %s", type(failure).__name__)  # noqa: TRY400  (its text is private)
                    return True
            else:
                return True
        return False
