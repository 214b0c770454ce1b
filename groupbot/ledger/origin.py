"""The log's name and its keys: one signing key, and a name that a new beginning changes for everybody to see."""

import hashlib

from groupbot.ledger.signed_note import Key, NoteSigner
from groupbot.vault.vault import Vault

# RFC 2606 keeps .invalid free, so that no host can ever claim to be the log.
_HOST = "groupbot.invalid"
_DIGITS = 16


def signer(vault: Vault, number: int) -> NoteSigner:
    """Return who signs for the log's origin of this number."""
    seed = vault.ledger.seed()
    public = NoteSigner(_HOST, seed).key.public
    digits = hashlib.sha256(b"groupbot/ledger-key/v1\n" + public).hexdigest()[:_DIGITS]
    return NoteSigner(f"{_HOST}/{digits}/{number}", seed)


def keys(vault: Vault) -> tuple[Key, ...]:
    """Return the public keys of all origins so far, the present one last: what former ones signed stays valid."""
    return tuple(signer(vault, number).key for number in range(1, vault.ledger.mark().number + 1))
