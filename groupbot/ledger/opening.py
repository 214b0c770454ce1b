"""What a member holds of an entry: its text, its salt, and as much of who and where as shall be shown.

In bytes: 0x01; a byte of flags (1: who is open, 2: where is open); the salt, 32 bytes; the payload behind its length in
two bytes; then, for each that is open, its salt, 32 bytes, and platform and id, each behind its length in one byte.
"""

import base64
import hashlib
from dataclasses import dataclass, field

from groupbot.ledger import entry
from groupbot.ledger.cursor import Cursor
from groupbot.ledger.entry import SALT_BYTES, Entry, Happened
from groupbot.ledger.errors import LedgerError
from groupbot.ledger.reading import REMEDY
from groupbot.ledger.tree import leaf_hash
from groupbot.people import Actor, Chat
from groupbot.ports import Random
from groupbot.text.patterns import Pattern
from groupbot.vault.framing import framed

VERSION = 1
WHO, WHERE = 1, 2
LARGEST = 2 + SALT_BYTES + 2 + entry.LARGEST_PAYLOAD + 2 * (SALT_BYTES + 2 * 256)
# Base32 gives five bytes in eight characters; room is left for the line breaks that clients make.
LONGEST_CODE = LARGEST * 2

_PLATFORM = Pattern("[a-z][a-z0-9-]{0,31}")
_ID = Pattern("[!-~]{1,255}")


@dataclass(frozen=True, slots=True)
class Identity:
    """A person or a group as its platform knows it, and the salt (32 bytes) under which an entry commits to it."""

    salt: bytes = field(repr=False)
    platform: str
    id: str

    def commitment(self, what: int) -> str:
        """Return the commitment in 64 hexadecimal digits, to a person (WHO) or a group (WHERE).

        SHA-256 over a domain, the salt and the two names, each behind its length in four bytes.
        """
        domain = f"groupbot/ledger/{'who' if what == WHO else 'where'}/v1\n"
        parts = framed(self.salt, self.platform.encode(), self.id.encode())
        return hashlib.sha256(domain.encode() + parts).hexdigest()


@dataclass(frozen=True, slots=True)
class Opening:
    """An entry's payload and salt, with who and where or without; raises LedgerError when the parts do not fit."""

    salt: bytes = field(repr=False)
    payload: bytes = field(repr=False)
    who: Identity | None = field(default=None, repr=False)
    where: Identity | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        stated = self.entry
        if len(self.salt) != SALT_BYTES:
            raise LedgerError(f"The salt of the entry has not {SALT_BYTES} bytes.", REMEDY)
        for what, identity, committed in ((WHO, self.who, stated.who), (WHERE, self.where, stated.where)):
            if identity is not None and not _fits(identity, what, committed):
                raise LedgerError("The entry is about somebody, or a group, other than it opens to.", REMEDY)

    @property
    def entry(self) -> Entry:
        """Return what the entry states."""
        return entry.read(self.payload)

    @property
    def leaf(self) -> bytes:
        """Return the hash by which the entry stands in the tree."""
        return leaf_hash(entry.commitment(self.salt, self.payload))

    def shut(self, *, who: bool = False, where: bool = False) -> "Opening":
        """Return the opening without who, or where, or both: it proves the same, and tells less."""
        return Opening(self.salt, self.payload, None if who else self.who, None if where else self.where)

    def __bytes__(self) -> bytes:
        """Return the opening as the `extra` of a proof."""
        flags = (WHO if self.who else 0) | (WHERE if self.where else 0)
        head = bytes((VERSION, flags)) + self.salt + len(self.payload).to_bytes(2, "big") + self.payload
        return head + b"".join(_packed(identity) for identity in (self.who, self.where) if identity)

    @property
    def code(self) -> str:
        """Return the opening in one line: base32 (RFC 4648, section 6) without padding."""
        return base64.b32encode(bytes(self)).decode().rstrip("=")


def make(random: Random, happened: Happened, person: Actor, group: Chat) -> Opening:
    """Return a new entry, wholly open, under three fresh salts; raise LedgerError for a name that no platform has."""
    who = Identity(random.bytes(SALT_BYTES), person.platform, person.id)
    where = Identity(random.bytes(SALT_BYTES), group.platform, group.id)
    payload = Entry(happened, who.commitment(WHO), where.commitment(WHERE)).payload()
    return Opening(random.bytes(SALT_BYTES), payload, who, where)


def read(data: bytes) -> Opening:
    """Return the opening in a proof's `extra`; raise LedgerError when the bytes are none."""
    if len(data) > LARGEST:
        raise LedgerError(f"The opening of the entry has more than {LARGEST:,} bytes.", REMEDY)
    cursor = Cursor(data)
    version, flags = cursor.take(2)
    if version != VERSION or flags & ~(WHO | WHERE):
        raise LedgerError("The opening of the entry is of a kind that is not known here.", REMEDY)
    salt = cursor.take(SALT_BYTES)
    payload = cursor.prefixed(2)
    who = _unpacked(cursor) if flags & WHO else None
    where = _unpacked(cursor) if flags & WHERE else None
    cursor.end()
    return Opening(salt, payload, who, where)


def from_code(code: str) -> Opening:
    """Return the opening in a code; raise LedgerError when the text is none.

    Spaces, line breaks and lower case are taken: chat clients and people make them.
    """
    remedy = "Copy the whole code, from its first character to its last."
    if len(code) > LONGEST_CODE:
        raise LedgerError(f"The code has more than {LONGEST_CODE:,} characters.", remedy)
    plain = "".join(code.split())
    # Capitals of other alphabets' letters can be ASCII: only what was ASCII before is turned.
    if not plain.isascii():
        raise LedgerError("The code has characters that codes never have.", remedy)
    plain = plain.upper()
    try:
        data = base64.b32decode(plain + "=" * (-len(plain) % 8))
    except ValueError as error:
        raise LedgerError("The code is not base32, or is cut off.", remedy) from error
    if base64.b32encode(data).decode().rstrip("=") != plain:
        raise LedgerError("The code ends in stray bits.", remedy)
    try:
        return read(data)
    except LedgerError as error:
        raise LedgerError(error.why, remedy) from error


def _fits(identity: Identity, what: int, committed: str) -> bool:
    named = _PLATFORM.fullmatch(identity.platform) and _ID.fullmatch(identity.id)
    return named and len(identity.salt) == SALT_BYTES and identity.commitment(what) == committed


def _packed(identity: Identity) -> bytes:
    names = (identity.platform.encode(), identity.id.encode())
    return identity.salt + b"".join(bytes((len(name),)) + name for name in names)


def _unpacked(cursor: Cursor) -> Identity:
    salt, platform, name = cursor.take(SALT_BYTES), cursor.prefixed(1), cursor.prefixed(1)
    # Names are ASCII; bytes that are not become characters that no name has.
    return Identity(salt, platform.decode("latin-1"), name.decode("latin-1"))
