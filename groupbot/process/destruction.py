"""Destroying a deployment: its processes, its keys, then everything else of it on this machine."""

import os
import signal
import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import sqlalchemy as sa

from groupbot.duties import DUTIES
from groupbot.process.settings import Settings
from groupbot.process.wiping import companions, quiet, wipe
from groupbot.receipts.publickey import FILE_NAME
from groupbot.store import database, presence, trouble

DIES_WITHIN = 3.0
LETS_GO_WITHIN = 3.0
_PAUSE = 0.02


@dataclass(frozen=True, slots=True)
class Part:
    """Something of a deployment: a file, or the rows on a server (`file` is None), and how it goes."""

    name: str
    destroy: Callable[[], None]
    file: Path | None = None

    @property
    def is_there(self) -> bool:
        """Tell whether there is anything of it; of a server only the server knows."""
        return self.file is None or os.path.lexists(self.file)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a part; `why_not` is "" where it is destroyed."""

    name: str
    why_not: str = ""


def parts(settings: Settings, *, root_key: bool) -> list[Part]:
    """Return all parts in the order in which they have to go, keys first; those that are not there are among them.

    Raise SchemaError for an address of no database that could be.
    """
    with closing(database.connect(settings.database)) as found:
        url = found.writer.url
    listed = [
        *map(_file, companions(settings.vault)),
        Part(str(settings.vault), partial(_shred, settings.vault), settings.vault),
    ]
    if root_key and settings.root_key_file is not None:
        listed.append(_file(settings.root_key_file))
    if url.drivername == "sqlite":
        files = [Path(url.database)] if url.database else []
        listed += [_file(path) for file in files for path in (*companions(file), file)]
    else:
        listed.append(
            Part(f"all rows in the database {url.database} on its server", partial(_empty, settings.database))
        )
    listed += [_file(path) for path in sorted(settings.group_policies.glob("*.yaml"))]
    return [*listed, _file(settings.data / FILE_NAME)]


def destroy(part: Part) -> Outcome:
    """Destroy a part, and say what became of it; nothing is raised that would keep the next part from its end."""
    try:
        part.destroy()
    except sa.exc.DBAPIError as error:
        return Outcome(part.name, trouble.told(error))
    except OSError as error:
        state = "it is still there" if part.is_there else "it is taken away, but was not written over"
        return Outcome(part.name, f"{state} ({error.strerror})")
    return Outcome(part.name)


def end_processes(folder: Path) -> list[Outcome]:
    """Kill every process of the deployment, so that none holds a key in memory or writes one; nothing where none is.

    They are not asked: what they would still write is what is to be destroyed.
    """
    if not presence.alive(folder):
        return []
    for process in presence.holders(folder):
        # One that has ended meanwhile, or is another user's: what still lives is told below.
        with suppress(ProcessLookupError, PermissionError):
            os.kill(process, signal.SIGKILL)
    until = time.monotonic() + DIES_WITHIN
    while presence.alive(folder) and time.monotonic() < until:
        time.sleep(_PAUSE)
    left = len(presence.alive(folder))
    return [Outcome("the bot's processes", f"{left} cannot be ended from here: end them now" if left else "")]


def clear(settings: Settings) -> None:
    """Take away the signs of the dead and the folders that are empty now; one that holds anything else stays."""
    with suppress(OSError):
        for sign in set(settings.processes.glob("*")) - set(presence.alive(settings.processes)):
            sign.unlink()
    for folder in (settings.processes, settings.group_policies, settings.data):
        with suppress(OSError):
            folder.rmdir()


def _file(path: Path) -> Part:
    return Part(str(path), partial(wipe, path), path)


def _shred(vault: Path) -> None:
    # A process that could not be ended may be in the middle of writing.
    with quiet(vault, LETS_GO_WITHIN):
        wipe(vault)


def _empty(url: str) -> None:
    """Empty every declared table that is there, in one transaction."""
    with closing(database.connect(url)) as found, found.writer.begin() as connection:
        there = set(sa.inspect(connection).get_table_names())
        names = [duty.table.name for duty in DUTIES if duty.table.name in there]
        if names:
            connection.exec_driver_sql(f"TRUNCATE {', '.join(names)}")
