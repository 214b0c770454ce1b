"""Where the files of property tests lie: in memory, where a commit waits for no disk."""

import os
import tempfile
from pathlib import Path

# Linux keeps this folder in memory.
MEMORY = "/dev/shm"  # noqa: S108  (each test makes a folder of its own in it, as in any temporary one)


def new_folder(prefix: str) -> Path:
    """Make an empty folder, in memory where the machine offers that, else among the temporary files."""
    return Path(tempfile.mkdtemp(prefix=prefix, dir=MEMORY if os.access(MEMORY, os.W_OK) else None))
