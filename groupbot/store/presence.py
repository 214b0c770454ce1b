"""A process's sign of life: a file beside the vault that the kernel holds locked for it, and lets go when it dies.

All processes of a deployment share one vault, so they run on one machine and see each other's locks (flock(2)). A lease
tells who may act, and its clock guards against a process that hangs; the sign of life only spares the waiting for one
that is gone.
"""

import contextlib
import fcntl
import os
from pathlib import Path

from groupbot.ports import Unavailable

_LOCKS = Path("/proc/locks")


class Presence:
    """The signs of life in one folder, and this process's own."""

    def __init__(self, folder: Path, owner: bytes) -> None:
        self._folder = folder
        self._own = folder / owner.hex()
        self._descriptor: int | None = None

    def show(self) -> None:
        """Show that this process lives; again is no error. Raise Unavailable where there is no room for it."""
        while self._descriptor is None:
            try:
                self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                descriptor = os.open(self._own, os.O_RDWR | os.O_CREAT, 0o600)
            except OSError as error:
                raise Unavailable(f"{self._folder}: {error.strerror}") from error
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            if os.fstat(descriptor).st_nlink:
                self._descriptor = descriptor
            else:
                # Somebody who tidied up took it for a dead one's before it was locked.
                os.close(descriptor)

    def dead(self, owner: bytes) -> bool:
        """Tell whether the process of that name has certainly ended; of one that left no sign nothing is certain."""
        return _let_go(self._folder / owner.hex())

    def tidy(self) -> None:
        """Take away the signs of the dead, for whoever has their leases now; what does not go now goes later."""
        # The folder may be away for a while: the lease is ours all the same.
        with contextlib.suppress(OSError):
            for sign in self._folder.iterdir():
                if sign != self._own and _let_go(sign):
                    sign.unlink(missing_ok=True)

    def leave(self) -> None:
        """Take the own sign away; leaving again is no error."""
        if self._descriptor is not None:
            self._own.unlink(missing_ok=True)
            os.close(self._descriptor)
            self._descriptor = None


def alive(folder: Path) -> list[Path]:
    """Return the signs in a folder behind which a process lives."""
    return [sign for sign in folder.glob("*") if sign.is_file() and not _let_go(sign)]


def holders(folder: Path) -> set[int]:
    """Return the ids of the processes that show in a folder that they live.

    They are taken from /proc/locks (proc(5)), which tells nothing of a process in another container, nor of files on
    some stacked file systems.
    """
    signs = {_as_listed(sign.stat()) for sign in alive(folder)}
    try:
        locks = [line.split() for line in _LOCKS.read_text().splitlines()]
    except OSError:
        return set()
    held = [fields for fields in locks if fields[1] == "FLOCK" and fields[5] in signs]
    return {int(fields[4]) for fields in held if int(fields[4]) > 0}


def _as_listed(status: os.stat_result) -> str:
    return f"{os.major(status.st_dev):02x}:{os.minor(status.st_dev):02x}:{status.st_ino}"


def _let_go(sign: Path) -> bool:
    try:
        descriptor = os.open(sign, os.O_RDWR)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    else:
        return True
    finally:
        os.close(descriptor)
