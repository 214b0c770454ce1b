"""One whole deployment on this machine: a world, a folder of its own with a fresh root key, and the running bot."""

import base64
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from groupbot.events import Event

from .clock import MovableClock
from .house import Builder, Handled, House, Mistake, Site
from .outbound import SandboxPorts
from .rows import Tables, read_tables
from .world import World


class Deployment:
    """Use as `async with`; the folder and all that is in it are gone afterwards."""

    def __init__(self, world: World, clock: MovableClock, policy: Path, build: Builder, *, new: bool = False) -> None:
        self.world = world
        self.clock = clock
        self._build = build
        self._folder = tempfile.TemporaryDirectory(prefix="groupbot-sandbox-")
        base = Path(self._folder.name)
        self._policies = base / "policies"
        self._policies.mkdir()
        self.site = Site(base / "data", base / "root.key", self._copied(policy), new)
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
        """Stop the bot and start it again over the same data, perhaps under a copy of another policy file.

        When it does not start under the new policy, it starts under the old one, and the error is raised.
        """
        await self._close()
        old, self.site = self.site, replace(self.site, policy=self._copied(policy) if policy else self.site.policy)
        try:
            await self._open()
        except Exception:
            self.site = old
            await self._open()
            raise

    async def edit(self, text: str) -> Sequence[Mistake]:
        """Rewrite the policy file in force, as an admin would; with mistakes the bot keeps to what it said before."""
        before = self.site.policy.read_bytes()
        self._rewrite(text.encode("utf-8", "replace"))
        mistakes = await self._running().housekeeper.reload_policies()
        if mistakes:
            self._rewrite(before)
            await self._running().housekeeper.reload_policies()
        return mistakes

    async def tick(self) -> None:
        """Let the bot do what has fallen due."""
        await self._running().tick()

    def public_key(self) -> str:
        """Return in base64 the key with which its receipts can be checked."""
        return base64.b64encode(self._running().public_key).decode()

    def tables(self) -> Tables:
        """Return every row on disk, read past the bot."""
        return read_tables(self.site.data)

    def _copied(self, policy: Path) -> Path:
        """Copy a policy file to where it may be edited; what it extends is found among the shipped ones."""
        return Path(shutil.copyfile(policy, self._policies / policy.name))

    def _rewrite(self, content: bytes) -> None:
        fresh = self._policies.parent / "fresh.yaml"
        fresh.write_bytes(content)
        fresh.replace(self.site.policy)

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
