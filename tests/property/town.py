"""A town of two groups and a few people with the real bot in it, driven without waiting: the ground of the laws."""

import asyncio
import atexit
import shutil
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from adapters.sandbox.clock import MovableClock, standing_still
from adapters.sandbox.house import Site
from adapters.sandbox.outbound import SandboxPorts
from adapters.sandbox.rows import Tables, read_tables
from adapters.sandbox.state import PLATFORM
from adapters.sandbox.world import World
from groupbot.cli.product import build
from groupbot.engine import Handled
from groupbot.events import Event
from groupbot.people import Chat
from groupbot.policy import shipped
from groupbot.ports import Ports, Standing
from groupbot.store.unit import Unit
from tests.property.memory import new_folder
from tests.property.rows import Reader, Rows

Result = TypeVar("Result")
START = datetime(2026, 11, 24, 12, tzinfo=UTC)
FOUNDED_BEFORE = timedelta(days=1)
GROUPS = ("group", "second")
EXAMPLE = (shipped() / "examples" / "public-help-channel.yaml").read_text(encoding="utf-8")


class Town:
    """Close it after use. The clock stands still until it is moved; everybody is outside until they join.

    In a `new` one the groups are still to be set up.
    """

    def __init__(
        self,
        *people: str,
        policy: str = EXAMPLE,
        fresh: bool = False,
        new: bool = False,
        ports: Callable[[World], Ports] = SandboxPorts,
    ) -> None:
        self.runner = asyncio.Runner()
        base = new_folder("groupbot-town-")
        self.site = Site(base / "data", base / "root.key", base / "policy.yaml", new)
        self._ports = ports
        if not fresh:
            shutil.copytree(_founded(new=new), base, dirs_exist_ok=True)
        self.site.policy.write_text(policy, encoding="utf-8")
        self.clock = MovableClock(standing_still(START - FOUNDED_BEFORE if fresh else START))
        self.world = World(self.clock)
        for group in GROUPS:
            self.world.add_group(group, f"Title of {group}").standings["ada"] = Standing.ADMIN
        for key in ("ada", *people):
            self.world.add_person(key, f"Name of {key}", started=True)
        self._readers: list[Reader] = []
        self._open()
        for group in GROUPS:
            self.handle(self.world.adds_bot("ada", group))

    def close(self, keep: Path | None = None) -> None:
        """Stop the bot and take everything away, but for a copy in the folder `keep`."""
        self._close()
        self.runner.close()
        if keep is not None:
            shutil.copytree(self.site.data.parent, keep, dirs_exist_ok=True)
        shutil.rmtree(self.site.data.parent)

    def run(self, work: Coroutine[Any, Any, Result]) -> Result:
        """Wait for something of the bot's."""
        return self.runner.run(work)

    def handle(self, event: Event) -> Handled:
        """Give the bot one event."""
        return self.run(self.house.handle(event))

    def restart(self) -> None:
        """Stop the bot and start it again."""
        self._close()
        self._open()

    def forward(self, step: timedelta) -> None:
        """Move the clock and let what is due be done."""
        self.clock.forward(step)
        self.tick()

    def tick(self) -> None:
        """Let what is due be done."""
        self.run(self.house.tick())

    def read(self, work: Callable[[Unit], Result]) -> Result:
        """Run a reading unit of work in the bot's own store."""
        return self.run(self.house.store.read(work))

    def tables(self) -> Tables:
        """Return every row on disk, read past the bot."""
        return read_tables(self.site.data)

    def rows(self) -> Rows:
        """Return the same more cheaply, for who asks after every step; those of the vault begin with "vault."."""
        if not self._readers:
            self._readers = [Reader(self.site.data / "groupbot.db"), Reader(self.site.data / "vault.db", "vault.")]
        return {name: rows for reader in self._readers for name, rows in reader.rows().items()}

    def number(self, group: str) -> int:
        """Return the number under which the bot knows a group."""
        found = self.house.directory.find(Chat(PLATFORM, group))
        assert found is not None
        return found.number

    @property
    def today(self) -> int:
        """Return today as the rows count days."""
        return self.clock.now().date().toordinal()

    def _close(self) -> None:
        # Before the bot's own connections, so that it closes as it does alone.
        while self._readers:
            self._readers.pop().close()
        self.run(self.house.close())

    def _open(self) -> None:
        self.house = self.run(build(self.site, self._ports(self.world), self.clock))


@cache
def _founded(*, new: bool) -> Path:
    """Return the files of a town in which nothing has happened yet: migrating anew for each would take the day."""
    kept = new_folder("groupbot-founded-")
    atexit.register(shutil.rmtree, kept)
    town = Town(fresh=True, new=new)
    town.close(keep=kept)
    return kept
