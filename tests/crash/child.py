"""The bot's processes: `python -m tests.crash.child [--bug NAME]` forks a `groupbot run` for each line that it reads.

A line names the file for a process's log; the answer is its process id. A fork saves the second that importing takes,
and with it nine tenths of the lane's time; from the settings on it is what `python -m groupbot run` does. All of them
end with this process, and it ends when nobody holds its standard input any more.
"""

import argparse
import ctypes
import importlib
import math
import os
import runpy
import signal
import sys
import traceback
from functools import partial
from pathlib import Path
from typing import NoReturn

import groupbot.process.serve
from groupbot.appeals import rules
from groupbot.store import outbox
from tests.crash.bugs import BUGS

PR_SET_PDEATHSIG = 1  # linux/prctl.h
IMPORTED_BY_RUN = (
    "adapters.telegram.platform",
    "adapters.telegram.webhook",
    "groupbot.bootstrap",
    "groupbot.cli.commands",
    "groupbot.cli.main",
    "groupbot.receipts.publickey",
    "groupbot.vault.hardening",
)


def hurry() -> None:
    """Do often what is due, and let answers fall due by the second: a minute's rounding is a minute's waiting here."""
    rhythm = groupbot.process.serve.Rhythm(standby=0.03, renew=2.0, tick=0.5)
    groupbot.process.serve.serve = partial(groupbot.process.serve.serve, rhythm=rhythm)
    outbox._minute = _whole
    # A month of appeals passes here within minutes.
    rules.OPENED_AT_MOST = 1_000_000


def _whole(second: float) -> int:
    return math.ceil(second)


def become(log: str) -> NoReturn:
    """Turn this fork into the bot; its end is the process's end."""
    code: object = 1
    try:
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        written = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(written, 1)
        os.dup2(written, 2)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        sys.argv = ["groupbot", "run"]
        runpy.run_module("groupbot", run_name="__main__", alter_sys=True)
        code = 0
    except SystemExit as end:
        code = end.code
    except BaseException:  # noqa: BLE001  (a fork must never go on with its parent's work)
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code if isinstance(code, int) else int(code is not None))


def main() -> None:
    """Fork until standard input ends."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--bug", choices=sorted(BUGS))
    bug = BUGS.get(parser.parse_args().bug or "")
    for name in IMPORTED_BY_RUN:
        importlib.import_module(name)
    hurry()
    if bug is not None:
        bug()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the dead are buried at once
    while line := sys.stdin.readline():
        log = str(Path(line.strip()))
        pid = os.fork()
        if pid == 0:
            become(log)
        sys.stdout.write(f"{pid}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
