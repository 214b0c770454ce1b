"""The log's newest checkpoint inside a receipt: who kept one receipt holds the log to what it was on that day."""

from dataclasses import dataclass, field

from groupbot.ledger import checkpoint
from groupbot.ledger.checkpoint import Checkpoint
from groupbot.ledger.errors import LedgerError
from groupbot.receipts.canonical import REMEDY
from groupbot.receipts.errors import ReceiptError

# Ours have some three hundred; a witness's signature would be one more line.
LONGEST = 4096


@dataclass(frozen=True, slots=True)
class Anchor:
    """A signed checkpoint word for word, and what it states; its own signature is `groupbot ledger verify`'s to check.

    The receipt's signature covers it: the bot's operator cannot say that it was another.
    """

    note: str = field(repr=False)
    stated: Checkpoint


def anchor(value: object) -> Anchor:
    """Return the checkpoint in a receipt; raise ReceiptError when it is no checkpoint of any log."""
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST:
        raise ReceiptError(f"The receipt's checkpoint is no text of at most {LONGEST:,} characters.", REMEDY)
    try:
        stated = checkpoint.claimed(value.encode())
    except LedgerError as error:
        raise ReceiptError(f"The receipt holds no checkpoint of a log: {error.why}", REMEDY) from error
    if not value.replace("\n", "").isprintable():
        raise ReceiptError("The receipt's checkpoint holds characters that steer a screen.", REMEDY)
    return Anchor(value, stated)
