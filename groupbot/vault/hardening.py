"""What the process does so that keys in its memory stay there."""

import ctypes
import os
import resource
import sys
from dataclasses import dataclass

PR_SET_DUMPABLE = 4  # linux/prctl.h


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that was tried: its name, whether it holds now, and why not when it does not."""

    name: str
    achieved: bool
    why_not: str = ""


def harden() -> tuple[Measure, ...]:
    """Forbid core dumps and reading by other processes of the same user, as far as the system lets us.

    Never raises: a process that cannot be hardened still serves, and doctor says what is missing. Swap is not
    covered; docs tell the operator to encrypt it or turn it off.
    """
    return _no_core_dumps(), _not_dumpable(), harden_files()


def harden_files() -> Measure:
    """Have every file that the process makes be readable by its own user alone."""
    os.umask(0o077)
    return Measure("new files for us alone", achieved=True)


def _no_core_dumps() -> Measure:
    name = "no core dumps"
    try:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (OSError, ValueError) as error:
        return Measure(name, achieved=False, why_not=str(error))
    return Measure(name, achieved=True)


def _not_dumpable() -> Measure:
    """Set the process undumpable (prctl(2)), which closes /proc/PID/mem and ptrace to others than root."""
    name = "memory closed to other processes"
    if not sys.platform.startswith("linux"):
        return Measure(name, achieved=False, why_not="only Linux offers it")
    try:
        answer = ctypes.CDLL(None, use_errno=True).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
    except (OSError, AttributeError) as error:
        return Measure(name, achieved=False, why_not=str(error))
    if answer != 0:
        return Measure(name, achieved=False, why_not=f"prctl failed with error {ctypes.get_errno()}")
    return Measure(name, achieved=True)
