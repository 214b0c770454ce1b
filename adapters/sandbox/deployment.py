"""One whole deployment on this machine: a world, a folder of its own with a fresh root key, and the running bot."""

import tempfile
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from groupbot.events import Event

from .clock import MovableClock
from .house import Builder, Handled, House, Site
from .outbound import SandboxPorts
from .rows import Tables, read_tables
from .world import World


class Deployment:
    """Use as `async with`; the folder and all that is in it are gone afterwards."""

    def __init__(self, world: World, clock: MovableClock, policy: Path, build: Builder) -> None:
        self.world = world
        self.clock = clock
        self._build = build
        self._folder = tempfile.TemporaryDirectory(prefix="groupbot-sandbox-")
        base = Path(self._folder.name)
        self.site = Site(base / "data", base / "root.key", policy)
        self._house: House | None = None

    async def __aenter__(self) -> Self:
        self.site.data.mkdir(mode=0o700)
        await self._open()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._close()
        self._folder.cleanup()

    async def handle(self, event: Event) -> Handled:
        """Give one event to the bot."""
        return await self._running().handle(event)

    async def restart(self, policy: Path | None = None) -> None:
        """Stop the bot and start it again over the same data, perhaps under another policy file.

        When it does not start under the new policy, it starts under the old one, and the error is raised.
        """
        await self._close()
        old, self.site = self.site, replace(self.site, policy=policy or self.site.policy)
        try:
            await self._open()
        except Exception:
            self.site = old
            await self._open()
            raise

    async def tick(self) -> None:
        """Let the bot do what has fallen due."""
        await self._running().tick()

    def tables(self) -> Tables:
        """Return every row on disk, read past the bot."""
        return read_tables(self.site.data)

    def _running(self) -> House:
        if self._house is None:
            raise RuntimeError("The deployment is not open: use it as `async with`.")
        return self._house

    async def _open(self) -> None:
        self._house = await self._build(self.site, SandboxPorts(self.world), self.clock)

    async def _close(self) -> None:
        house, self._house = self._house, None
        if house is not None:
            await house.close()
