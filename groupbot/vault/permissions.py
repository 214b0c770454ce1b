"""Files that hold keys are their owner's alone."""

import os
import stat
from pathlib import Path

from groupbot.vault.errors import VaultError

OWNER_ONLY = 0o600


def create_private(path: Path, content: bytes = b"") -> None:
    """Create a file of mode 0600 with this content, safe on disk; raise FileExistsError when there is one."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, OWNER_ONLY)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(descriptor)


def refuse_shared(descriptor: int, path: Path, what: str) -> None:
    """Raise VaultError when others on this machine may read or change the open file, or when it is no plain file."""
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        raise VaultError(f"{what} {path} is not a plain file.", "Name a plain file.")
    mode = stat.S_IMODE(status.st_mode)
    if mode & 0o077:
        raise VaultError(
            f"{what} {path} is open to other users of this machine (mode {mode:04o}).",
            f"Run: chmod 600 '{path}'. If others may have read it, treat its keys as known.",
        )
