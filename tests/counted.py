"""Random bytes that tests can foresee."""

import hashlib


class Counted:
    """Random bytes that a counter makes: never twice the same, always the same from run to run."""

    def __init__(self) -> None:
        self.count = 0

    def bytes(self, count: int) -> bytes:
        """Return the next bytes."""
        self.count += 1
        return hashlib.shake_256(str(self.count).encode()).digest(count)
