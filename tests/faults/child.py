"""`groupbot run` with a clock that a test can push, and with its own waits as short as the fault (tests/faults/length).

At full length no wait is touched. Every name below must exist: what is renamed in the product fails here, at once.
"""

import math
import os
import sys
from dataclasses import astuple
from datetime import datetime, timedelta, tzinfo
from importlib import import_module
from pathlib import Path
from typing import Any

import groupbot.cli.main
import groupbot.process.serve
from adapters.telegram import poll
from groupbot.store import lease, outbox, postgres, sqlite
from groupbot.vault import file
from tests.faults.length import SCALE

CLOCK = Path(os.environ["GROUPBOT_FAULT_CLOCK"])
MINUTE = 60
TELLS_TIME = ("adapters.", "groupbot.")
LOADED_LATE = ("adapters.telegram.platform", "groupbot.bootstrap", "groupbot.process.clock")


class _LikeDatetime(type):
    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, datetime)


class Pushed(datetime, metaclass=_LikeDatetime):
    """The wall clock plus the seconds that stand in a file: what a wrong clock, or its correction, looks like."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Any:
        """Tell the pushed time."""
        return datetime.now(tz) + timedelta(seconds=float(CLOCK.read_text()))


def push_the_clock() -> None:
    """Put the pushed time wherever our code asks for the time of day."""
    for late in LOADED_LATE:
        import_module(late)
    for name, module in list(sys.modules.items()):
        if name.startswith(TELLS_TIME) and getattr(module, "datetime", None) is datetime:
            module.datetime = Pushed  # type: ignore[attr-defined]  # it was just found there


def replaced(owner: Any, name: str, value: Any) -> None:
    """Set what is there already; a name that is gone is an error."""
    getattr(owner, name)
    setattr(owner, name, value)


def shorten_the_waits() -> None:
    """Shorten by the same factor all that the bot waits for by itself."""
    usual = groupbot.process.serve.Rhythm()
    quick = groupbot.process.serve.Rhythm(*(seconds * SCALE for seconds in astuple(usual)))
    replaced(groupbot.process.serve.built, "__defaults__", (quick,))
    replaced(groupbot.process.serve.serve, "__defaults__", (quick,))
    replaced(lease, "PLATFORM_LEASE", lease.PLATFORM_LEASE * SCALE)
    replaced(sqlite, "BUSY_MS", int(sqlite.BUSY_MS * SCALE))
    replaced(postgres, "LOCK_MS", int(postgres.LOCK_MS * SCALE))
    replaced(file, "WAIT_SECONDS", file.WAIT_SECONDS * SCALE)
    replaced(poll, "LONGEST_WAIT", poll.LONGEST_WAIT * SCALE)
    step = MINUTE * SCALE
    replaced(outbox, "_minute", lambda second: int(math.ceil(second / step) * step))


if __name__ == "__main__":
    push_the_clock()
    if SCALE != 1:
        shorten_the_waits()
    groupbot.cli.main.main()
