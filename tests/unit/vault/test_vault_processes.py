"""Two real processes on one vault."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from groupbot.vault.vault import Vault

ENROLLING = """
import sys
from pathlib import Path
from groupbot.vault.entropy import SystemRandom
from groupbot.vault.root import RootKey
from groupbot.vault.vault import Vault
vault = Vault.open(Path(sys.argv[1]), RootKey(b"r" * 32), SystemRandom())
sys.stdin.readline()
vault.create_group(1)
for person in range(60):
    handle = vault.enrol(1, "telegram", str(person))
    vault.new_key(1, handle, sys.argv[2])
    vault.commit()
"""


def test_same_people_at_once(path: Path, opened: Callable[[], Vault]) -> None:
    """Requires that two processes which enrol the same people at once agree on the vault and on every handle."""
    writers = [
        subprocess.Popen(  # noqa: S603  (our own interpreter with our own text)
            [sys.executable, "-c", ENROLLING, str(path), purpose],
            stdin=subprocess.PIPE,
            env={"PYTHONPATH": os.pathsep.join(sys.path)},
        )
        for purpose in ("events", "digest")
    ]
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write(b"go\n")
        writer.stdin.close()
    assert [writer.wait(timeout=60) for writer in writers] == [0, 0]
    vault = opened()
    owners = list(vault.owners())
    assert len(owners) == 60
    for _, handle in owners:
        assert len(vault.keys_of(handle, "events")) == len(vault.keys_of(handle, "digest")) == 1
