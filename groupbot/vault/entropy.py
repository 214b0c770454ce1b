"""Where keys come from outside tests."""

import os


class SystemRandom:
    """The operating system's random bytes, as groupbot.ports.Random."""

    def bytes(self, count: int) -> bytes:
        """Return `count` bytes fit for keys; blocks only while the machine has just started."""
        return os.urandom(count)
