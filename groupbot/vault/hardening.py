"""What the process does so that keys in its memory stay there."""

import ctypes
import os
import resource
import sys
from dataclasses import dataclass
from pathlib import Path

PR_SET_DUMPABLE = 4  # linux/prctl.h
MCL_CURRENT, MCL_FUTURE, MCL_ONFAULT = 1, 2, 4  # linux/mman.h
CAP_IPC_LOCK = 14  # linux/capability.h
SWAPS, STATUS = Path("/proc/swaps"), Path("/proc/self/status")


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that was tried: its name, whether it holds now, and why not when it does not."""

    name: str
    achieved: bool
    why_not: str = ""


def harden() -> tuple[Measure, ...]:
    """Forbid core dumps, reading by other processes of the same user, and swapping, as far as the system lets us.

    Never raises: a process that cannot be hardened still serves, and doctor says what is missing.
    """
    return _no_core_dumps(), _not_dumpable(), harden_files(), _not_swapped()


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
    why_not = _refused("prctl", PR_SET_DUMPABLE, 0, 0, 0, 0)
    return Measure(name, achieved=not why_not, why_not=why_not)


def _not_swapped() -> Measure:
    """Keep the process's pages in memory (mlockall(2)), unless the machine has no swap that they could go to.

    Asked for only where no limit holds: under one, the memory that the process needs later would be refused to it.
    """
    name = "keys not in swap"
    try:
        if sys.platform.startswith("linux") and len(SWAPS.read_text().splitlines()) <= 1:
            return Measure(name, achieved=True)
        may = _unlimited()
    except (OSError, ValueError) as error:
        return Measure(name, achieved=False, why_not=str(error))
    if not may:
        remedy = "set LimitMEMLOCK=infinity in the service's unit, or encrypt the swap or turn it off"
        return Measure(name, achieved=False, why_not=f"memory may not be locked here: {remedy}")
    why_not = _refused("mlockall", MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT)
    return Measure(name, achieved=not why_not, why_not=why_not)


def _unlimited() -> bool:
    """Tell whether the process may lock all of its memory, now and later."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_MEMLOCK)
    if hard == resource.RLIM_INFINITY:
        resource.setrlimit(resource.RLIMIT_MEMLOCK, (hard, hard))
        return True
    effective = [line.split()[1] for line in STATUS.read_text().splitlines() if line.startswith("CapEff:")]
    return any(int(mask, 16) >> CAP_IPC_LOCK & 1 for mask in effective)


def _refused(call: str, *arguments: int) -> str:
    """Call the C library, and return why it refused, "" where it did not."""
    if not sys.platform.startswith("linux"):
        return "only Linux offers it"
    try:
        answer = getattr(ctypes.CDLL(None, use_errno=True), call)(*arguments)
    except (OSError, AttributeError) as error:
        return str(error)
    return f"{call} failed with error {ctypes.get_errno()}" if answer != 0 else ""
