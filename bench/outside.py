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
    """Telegram with one person who has opened the bot's private chat."""

    base_url: str
    token: str
    _control: httpx.Client

    def says_help(self) -> int:
        """Have the person write /help to the bot and return the number of the update that waits for it."""
        self.order("act", who="Noa", verb="writes", text="/help")
        return int(self._record()["sent"][-1]["update_id"])

    def confirmed(self, number: int) -> float | None:
        """Return when the bot confirmed an update, in seconds since 1970; None while it has not."""
        at = self._record()["confirmed"].get(str(number))
        return datetime.fromisoformat(at).timestamp() if at else None

    def _record(self) -> Any:
        return self._control.get("/record").raise_for_status().json()

    def order(self, what: str, **body: object) -> None:
        """Tell the stand-in to change its world (tests/standin/telegram/control.py)."""
        self._control.post(f"/{what}", json=body).raise_for_status()


@contextmanager
def outside() -> Iterator[Outside]:
    """Start it and end it."""
    command = [sys.executable, "-m", "tests.standin.telegram"]
    with ended(subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT)) as process:
        if process.stdout is None:
            raise AssertionError(command)
        told = json.loads(process.stdout.readline())
        with httpx.Client(base_url=told["control_url"]) as control:
            found = Outside(told["base_url"], told["token"], control)
            found.order("person", name="Noa", language="en")
            yield found
