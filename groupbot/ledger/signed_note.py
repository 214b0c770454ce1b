"""Text with signatures under it: C2SP's signed-note, with Ed25519 (type 0x01) and nothing else.

A note is text that ends in a newline, an empty line, and lines of "— name base64(key id and signature)".
"""

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from groupbot.ledger.errors import LedgerError
from groupbot.ledger.reading import REMEDY, base64_bytes

ED25519 = b"\x01"
KEY_BYTES = 32
ID_BYTES = 4
# What C2SP obliges verifiers to take: sixteen signatures, post-quantum ones of 5 kB among them.
MOST_SIGNATURES = 16
LARGEST_NOTE = 128 * 1024
LONGEST_NAME = 256
LONGEST_KEY = 512

_DASH = "\N{EM DASH} "
_CONTROLS = bytes(set(range(0x20)) - {0x0A})
_KEY_REMEDY = "Give the one line in which the log's public key is published: name+id+key."


@dataclass(frozen=True, slots=True)
class Key:
    """A public key and the name under which it signs; its text is C2SP's "vkey"."""

    name: str
    public: bytes

    @property
    def id(self) -> bytes:
        """Return the four bytes by which signature lines name the key."""
        return hashlib.sha256(self.name.encode() + b"\n" + ED25519 + self.public).digest()[:ID_BYTES]

    def __str__(self) -> str:
        """Return the key as it is published."""
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(ED25519 + self.public).decode()}"


@dataclass(frozen=True, slots=True)
class Note:
    """The text of a note and the names of the known keys that signed it."""

    text: str
    signers: frozenset[str]


class NoteSigner:
    """Signs notes with an Ed25519 key (RFC 8032) made from a 32-byte seed; shows the seed to nobody."""

    __slots__ = ("_private", "key")

    def __init__(self, name: str, seed: bytes) -> None:
        """Take a name and a seed; raise LedgerError for a name that no key may have."""
        if not _is_name(name):
            raise LedgerError("The signing key's name is empty, too long, or has a space or a plus in it.", _KEY_REMEDY)
        self._private = Ed25519PrivateKey.from_private_bytes(seed)
        self.key = Key(name, self._private.public_key().public_bytes_raw())

    def sign(self, text: str) -> bytes:
        """Return the note of a text; raise LedgerError when the text cannot stand in one."""
        body = text.encode()
        if not text.endswith("\n") or _controls(body):
            raise LedgerError(
                "A text to be signed has to end in a newline and to have no other control characters.",
                "Take them out and end the last line.",
            )
        signature = base64.b64encode(self.key.id + self._private.sign(body)).decode()
        return f"{text}\n{_DASH}{self.key.name} {signature}\n".encode()


def read_key(written: str) -> Key:
    """Return the key of a published line; raise LedgerError when the line is none, or its id is not the key's own."""
    if len(written) > LONGEST_KEY:
        raise LedgerError(f"The log's public key has more than {LONGEST_KEY} characters.", _KEY_REMEDY)
    name, _, rest = written.strip().partition("+")
    known, _, encoded = rest.partition("+")
    try:
        raw = base64_bytes(encoded, "The key")
    except LedgerError as error:
        raise LedgerError("The log's public key is not written as name+id+key.", _KEY_REMEDY) from error
    key = Key(name, raw[1:])
    if not _is_name(name) or raw[:1] != ED25519 or len(key.public) != KEY_BYTES:
        raise LedgerError("The log's public key is not an Ed25519 key with a name.", _KEY_REMEDY)
    if key.id.hex() != known:
        raise LedgerError("The log's public key and its id do not belong together.", _KEY_REMEDY)
    return key


def open_note(data: bytes, keys: Iterable[Key]) -> Note:
    """Return a note that one of the keys signed.

    Raises LedgerError when the bytes are no note, when none of the keys signed it, and when a signature by one of them
    does not fit. Signatures by others count for nothing (c2sp.org/signed-note).
    """
    text, lines = _parts(data)
    known = {(key.name, key.id): key for key in keys}
    body, signers, seen = text.encode(), set[str](), set[tuple[str, bytes]]()
    for line in lines:
        signer, signature = _signature(line)
        if signer in seen:
            raise LedgerError("The checkpoint carries two signatures by one key.", REMEDY)
        seen.add(signer)
        key = known.get(signer)
        if key is None:
            continue
        try:
            Ed25519PublicKey.from_public_bytes(key.public).verify(signature, body)
        except (InvalidSignature, ValueError) as error:
            raise LedgerError(
                "The signature does not fit: the checkpoint was changed after it was signed.", REMEDY
            ) from error
        signers.add(key.name)
    if not signers:
        raise LedgerError(
            "The checkpoint is not signed with a key that was given.",
            "Ask those who run the bot for the public key of this log; older logs have older keys.",
        )
    return Note(text, frozenset(signers))


def unverified(data: bytes) -> Note:
    """Return a note as it stands, with the names that its signatures bear; raise LedgerError when it is none.

    No signature is looked at: whoever relies on the text has another ground for it.
    """
    text, lines = _parts(data)
    return Note(text, frozenset(_signature(line)[0][0] for line in lines))


def _parts(data: bytes) -> tuple[str, list[str]]:
    if len(data) > LARGEST_NOTE:
        raise LedgerError(f"The checkpoint has more than {LARGEST_NOTE:,} bytes; checkpoints are far smaller.", REMEDY)
    try:
        written = data.decode()
    except UnicodeDecodeError as error:
        raise LedgerError("The checkpoint is not UTF-8.", REMEDY) from error
    if _controls(data):
        raise LedgerError("The checkpoint holds control characters.", REMEDY)
    text, empty, signatures = written.rpartition("\n\n")
    if not text or not empty or not signatures.endswith("\n"):
        raise LedgerError("The checkpoint is cut off: it has no text, or no line with a signature.", REMEDY)
    lines = signatures[:-1].split("\n")
    if len(lines) > MOST_SIGNATURES:
        raise LedgerError(f"The checkpoint has more than {MOST_SIGNATURES} signatures.", REMEDY)
    return text + "\n", lines


def _signature(line: str) -> tuple[tuple[str, bytes], bytes]:
    name, _, encoded = line.removeprefix(_DASH).partition(" ")
    if not line.startswith(_DASH) or not _is_name(name):
        raise LedgerError("A signature line of the checkpoint is not of the form: dash, name, signature.", REMEDY)
    raw = base64_bytes(encoded, "A signature of the checkpoint")
    if len(raw) <= ID_BYTES:
        raise LedgerError("A signature of the checkpoint is cut off.", REMEDY)
    return (name, raw[:ID_BYTES]), raw[ID_BYTES:]


def _is_name(name: str) -> bool:
    return 0 < len(name) <= LONGEST_NAME and not any(_is_refused(sign) for sign in name)


def _is_refused(sign: str) -> bool:
    # Half characters come from a command line that is not UTF-8; they have no bytes to be signed.
    return sign < " " or sign == "+" or sign.isspace() or "\ud800" <= sign <= "\udfff"


def _controls(data: bytes) -> bool:
    return len(data.translate(None, _CONTROLS)) != len(data)
