"""A machine on which `groupbot run` runs as a process: implements Builder, so that conversations can be held there."""

import asyncio
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

from adapters.sandbox.house import Handled, House, Housekeeper, Site
from groupbot.events import Event
from groupbot.ports import Clock, Ports
from groupbot.vault.entropy import SystemRandom
from groupbot.vault.keyfile import new_key_file
from tests.conversation.listening import PATIENCE
from tests.standin.telegram import StandIn

# What a process that is told to stop may take: a second at most by itself, the rest is for a machine that is busy.
STOPS_WITHIN = 5.0
TOLD_BY_TELEGRAM = "a process is fed by Telegram alone, and looks after itself"


class Running:
    """Implements House: a process that lives until it is closed; `log` is what it says on standard error."""

    def __init__(self, process: asyncio.subprocess.Process, log: Path) -> None:
        self.process = process
        self.log = log

    @property
    def public_key(self) -> bytes:
        """Refuse: nobody reaches into a process."""
        raise RuntimeError(TOLD_BY_TELEGRAM)

    @property
    def housekeeper(self) -> Housekeeper:
        """Refuse as well."""
        raise RuntimeError(TOLD_BY_TELEGRAM)

    async def handle(self, event: Event) -> Handled:
        """Refuse as well."""
        raise RuntimeError(TOLD_BY_TELEGRAM)

    async def tick(self) -> None:
        """Refuse as well."""
        raise RuntimeError(TOLD_BY_TELEGRAM)

    async def close(self) -> None:
        """Send SIGTERM; the process must end in order and soon."""
        begun = time.monotonic()
        if self.process.returncode is None:
            self.process.terminate()
        assert await self.process.wait() == 0, self.log.read_text()
        assert time.monotonic() - begun < STOPS_WITHIN

    def said(self) -> list[dict[str, Any]]:
        """Return the log so far; every line must be a JSON object."""
        return [json.loads(line) for line in self.log.read_text().splitlines()]

    def says(self, event: str) -> bool:
        """Tell whether the log has a line of these words."""
        return any(line["event"] == event for line in self.said())


class Machine:
    """Starts the bot over a site, logs go to a folder; `extra` joins the environment of what starts next."""

    def __init__(self, tg: StandIn, logs: Path) -> None:
        self.tg = tg
        self._logs = logs
        self.program = "groupbot"
        self.extra: dict[str, str] = {}
        self.running: list[Running] = []

    async def __call__(self, site: Site, _ports: Ports, _clock: Clock) -> House:
        """Start the bot and return when it hears Telegram and has offered its commands."""
        heard = self.heard()
        started = await self.starts(site)
        await self.tg.until(lambda: self.heard() > heard or started.process.returncode is not None, PATIENCE)
        await self.tg.until(self.tg.world.ephemeral_commands, PATIENCE)
        return started

    async def starts(self, site: Site) -> Running:
        """Start the bot and do not wait."""
        base = site.root_key.parent
        if not site.root_key.exists():
            site.root_key.touch(mode=0o600)
            site.root_key.write_bytes(new_key_file(SystemRandom()))
        (base / "token").write_text(self.tg.token)
        log = self._logs / f"{len(self.running)}.log"
        settings = {
            "GROUPBOT_DATA": site.data,
            "GROUPBOT_POLICY": site.policy,
            "GROUPBOT_GROUPS": "any",
            "GROUPBOT_ROOT_KEY_FILE": site.root_key,
            "GROUPBOT_TELEGRAM_TOKEN_FILE": base / "token",
            "GROUPBOT_TELEGRAM_API": self.tg.base_url,
        }
        environment = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path)} | self.extra
        with log.open("wb") as file:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                self.program,
                "run",
                env=environment | {name: str(value) for name, value in settings.items()},
                stdout=file,
                stderr=file,
            )
        self.running.append(Running(process, log))
        return self.running[-1]

    def heard(self) -> int:
        """Count how often the bot has asked for updates or had them sent to it."""
        record = self.tg.world.record
        return len(record.of("getUpdates")) + len(record.of("setWebhook"))

    async def ends(self) -> None:
        """End whatever a failed test has left running."""
        for one in self.running:
            if one.process.returncode is None:
                one.process.kill()
                await one.process.wait()
