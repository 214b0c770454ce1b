"""Tells in one line that the connection to Discord is gone, and in one that it is back."""

import asyncio
import logging

# Connections end several times a day and are back at once; that is nobody's business.
GONE_SECONDS = 60.0
log = logging.getLogger(__name__)


class Absence:
    """discord.py reconnects by itself, for ever and in silence; this tells the operator when it takes long."""

    def __init__(self, seconds: float = GONE_SECONDS) -> None:
        self._seconds = seconds
        self._timer: asyncio.TimerHandle | None = None
        self._told = False

    def lost(self) -> None:
        """Note that a connection is gone; may be repeated."""
        if self._timer is None and not self._told:
            self._timer = asyncio.get_running_loop().call_later(self._seconds, self._tell)

    def back(self) -> None:
        """Note that it is there."""
        self.stop()
        if self._told:
            self._told = False
            log.warning("the connection to Discord is back")

    def stop(self) -> None:
        """Say nothing of a connection that ends by our will."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _tell(self) -> None:
        self._timer, self._told = None, True
        log.warning("the connection to Discord has been gone for %.0f s; the bot keeps trying", self._seconds)
