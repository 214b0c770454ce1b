"""Files that are destroyed: written over in place, cut to nothing, and taken away."""

import errno
import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

AT_ONCE = 1024 * 1024
# What SQLite's processes lock of a file while they use it (its file format, "File Locking": 512 bytes at one GiB).
LOCKED_AT, LOCKED = 0x40000000, 512
SUFFIXES = ("-journal", "-wal", "-shm")
_PAUSE = 0.02


def companions(database: Path) -> list[Path]:
    """Return the files that SQLite keeps beside a database; they may hold what the database held before."""
    return [database.with_name(database.name + suffix) for suffix in SUFFIXES]


def wipe(path: Path) -> None:
    """Write a file over, sync it, cut it to nothing and take it away, together with what a link points to.

    Where there is none, nothing happens. Raise OSError when a step fails; the file is taken away all the same where it
    can be. A file system that writes elsewhere (flash, copy on write, a journal of data) may keep the former blocks:
    nothing here reaches those.
    """
    if not os.path.lexists(path):
        return
    real = path.resolve()
    try:
        _write_over(real)
    finally:
        real.unlink(missing_ok=True)
        path.unlink(missing_ok=True)
    _sync(real.parent)


@contextmanager
def quiet(database: Path, patience: float) -> Iterator[None]:
    """Keep SQLite's other processes from writing to a database during a block, waiting some seconds for who does.

    Who does not let go is not waited for any longer: what follows must happen in any case.
    """
    try:
        descriptor = os.open(database, os.O_RDWR)
    except OSError:
        # There is nobody to wait for, or `wipe` says what is wrong with the file.
        yield
        return
    try:
        _lock(descriptor, time.monotonic() + patience)
        yield
    finally:
        os.close(descriptor)


def _lock(descriptor: int, until: float) -> None:
    while True:
        try:
            fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB, LOCKED, LOCKED_AT)
        except OSError:
            if time.monotonic() >= until:
                return
            time.sleep(_PAUSE)
        else:
            return


def _write_over(path: Path) -> None:
    if not path.is_file():
        raise OSError(errno.EINVAL, "it is no plain file", str(path))
    with path.open("r+b", buffering=0) as file:
        left = os.fstat(file.fileno()).st_size
        while left > 0:
            left -= file.write(bytes(min(left, AT_ONCE)))
        os.fsync(file.fileno())
        file.truncate(0)
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
