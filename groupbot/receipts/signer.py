"""Who signs: one Ed25519 key per deployment, used for nothing else."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from groupbot.receipts.canonical import Value, canonical

# No other signature of ours may ever pass for a receipt, nor a receipt for something else.
DOMAIN = b"groupbot/receipt/v1\n"


@dataclass(frozen=True, slots=True)
class Receipt:
    """A body and the signature (64 bytes) over its canonical text."""

    body: Mapping[str, Value]
    signature: bytes


class Signer:
    """Signs bodies with an Ed25519 key (RFC 8032) made from a 32-byte seed; shows the seed to nobody."""

    __slots__ = ("_key", "public_key")

    def __init__(self, seed: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self.public_key = self._key.public_key().public_bytes_raw()

    @property
    def key_id(self) -> str:
        """Return the short name of the public key, as it stands in receipts."""
        return key_id(self.public_key)

    def sign(self, body: Mapping[str, Value]) -> Receipt:
        """Sign a body; raise ReceiptError when it has no canonical text (groupbot.receipts.canonical)."""
        return Receipt(body, self._key.sign(DOMAIN + canonical(body)))


def signed_by(public_key: bytes, receipt: Receipt) -> bool:
    """Tell whether the key's holder signed exactly this body."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(receipt.signature, DOMAIN + canonical(receipt.body))
    except (InvalidSignature, ValueError):
        return False
    return True


def key_id(public_key: bytes) -> str:
    """Return sixteen hexadecimal digits that name a public key."""
    return hashlib.sha256(b"groupbot/receipt-key/v1\n" + public_key).hexdigest()[:16]
