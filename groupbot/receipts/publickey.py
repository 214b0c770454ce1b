"""The public key as text: what an operator publishes and whoever checks a receipt holds against it."""

import base64
from pathlib import Path

from groupbot.receipts.errors import ReceiptError
from groupbot.receipts.reading import from_base64

FILE_NAME = "receipt-key.pub"
KEY_BYTES = 32


def as_text(public_key: bytes) -> str:
    """Return the 32 bytes of an Ed25519 public key in base64."""
    return base64.b64encode(public_key).decode()


def from_text(written: str) -> bytes:
    """Return the key; raise ReceiptError when the text is none."""
    try:
        return from_base64(written.strip(), "public key", KEY_BYTES)
    except ReceiptError as error:
        raise ReceiptError(
            error.why, "Give the one line that `groupbot key public` prints, or a file with it."
        ) from error


def publish(public_key: bytes, data: Path) -> Path:
    """Write the key into the data directory, where `groupbot receipt verify` looks for it, and return its file."""
    path = data / FILE_NAME
    path.write_text(as_text(public_key) + "\n")
    return path
