"""Numbers by which Discord takes a repeated message for the same (Discord, Create Message, `enforce_nonce`)."""

import secrets
from collections import OrderedDict
from collections.abc import Sequence
from hashlib import sha256

from discord.utils import _to_json

from adapters.discord.formatting import Body
from adapters.discord.uploading import File

# Discord looks a few minutes back; more than so many messages are not in doubt at once.
KEPT_AT_MOST = 256


class Nonces:
    """Gives a new number to each message, and the old one to a message whose fate Discord did not tell.

    What is kept is a hash of channel, message and file, in memory, until the message is tried again.
    """

    def __init__(self) -> None:
        self._unsure: OrderedDict[bytes, str] = OrderedDict()

    def of(self, channel: str, body: Body, file: File | None = None) -> str:
        """Return the number under which to send a message now."""
        return self._unsure.pop(mark(channel, body, file), None) or secrets.token_hex(12)

    def keep(self, channel: str, body: Body, nonce: str, file: File | None = None) -> None:
        """Remember the number of a message that may have been posted, or may not."""
        self._unsure[mark(channel, body, file)] = nonce
        while len(self._unsure) > KEPT_AT_MOST:
            self._unsure.popitem(last=False)


def mark(channel: str, body: Body | Sequence[Body], file: File | None) -> bytes:
    """Return a hash of what is written where: one message, or all of a long screen."""
    # Under an old number Discord gives back the old message: another file is another message.
    carried = [file[0], sha256(file[1]).hexdigest()] if file is not None else []
    return sha256(_to_json([channel, body, carried]).encode("utf-8", "surrogatepass")).digest()
