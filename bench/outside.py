"""Our stand-in for Telegram as a process of its own, led over its control address."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import httpx

from bench.processes import ROOT, ended


@dataclass(frozen=True, slots=True)
class Outside:
    """Telegram, led over `control`."""

    base_url: str
    token: str
    control: httpx.Client

    def says_help(self) -> int:
        """Have somebody new write /help to the bot and return the number of the update that waits for it."""
        person = self._order("person", name="Noa", language="en")
        self._order("act", who=person["id"], verb="writes", text="/help")
        return int(self._record()["sent"][-1]["update_id"])

    def confirmed(self, number: int) -> float | None:
        """Return when the bot confirmed an update, in seconds since 1970; None while it has not."""
        at = self._record()["confirmed"].get(str(number))
        return datetime.fromisoformat(at).timestamp() if at else None

    def _record(self) -> Any:
        return self.control.get("/record").raise_for_status().json()

    def _order(self, what: str, **body: object) -> Any:
        """Change the stand-in's world (tests/standin/telegram/control.py)."""
        return self.control.post(f"/{what}", json=body).raise_for_status().json()


@contextmanager
def outside() -> Iterator[Outside]:
    """Start it and end it."""
    command = [sys.executable, "-m", "tests.standin.telegram"]
    with ended(subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT)) as process:
        if process.stdout is None:
            raise AssertionError(command)
        told = json.loads(process.stdout.readline())
        with httpx.Client(base_url=told["control_url"]) as control:
            yield Outside(told["base_url"], told["token"], control)
