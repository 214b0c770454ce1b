"""Buttons that cannot be forged (law L12): bound to group, action, value, text shown, expiry and, mostly, to a person.

A token is 31 bytes in unpadded base64url (42 characters; Telegram allows 64): version, action, value, group,
expiry in minutes since 1970, the fingerprint of the text the person had before them, and an HMAC-SHA-256 cut to
120 bits. The person is no part of the token, only of what is authenticated, so a token tells nobody whose it is.
"""

import binascii
import hmac
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from groupbot.people import Actor

_VERSION = 1
_PUBLIC = 0x80
_BODY = struct.Struct(">BBHIII")
_LENGTH = struct.Struct(">I")
_MAC_BYTES = 15
PERSONAL_LIFE = timedelta(hours=24)
PUBLIC_LIFE = timedelta(days=400)
# An answer may wait two days to be delivered; what only its button can still prove must live a day beyond that.
LASTING_LIFE = timedelta(hours=72)


@dataclass(frozen=True, slots=True)
class Press:
    """What a genuine button stands for; `shown` is the fingerprint of the text that the person had before them."""

    action: int
    group: int
    value: int = 0
    shown: int = 0
    public: bool = False


class Refusal(StrEnum):
    """Why a token opens nothing."""

    FORGED = "forged"
    EXPIRED = "expired"


class Buttons:
    """Makes and opens tokens under one key."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def make(self, press: Press, now: datetime, person: Actor | None, *, lasting: bool = False) -> str:
        """Return the token of a press, for `person` alone unless public; a `lasting` one outlives a late answer."""
        life = PUBLIC_LIFE if press.public else LASTING_LIFE if lasting else PERSONAL_LIFE
        expiry = int((now + life).timestamp()) // 60
        action = press.action | (_PUBLIC if press.public else 0)
        body = _BODY.pack(_VERSION, action, press.value, press.group, expiry, press.shown)
        return urlsafe_b64encode(body + self._mac(body, None if press.public else person)).decode().rstrip("=")

    def open(self, token: str, now: datetime, person: Actor) -> Press | Refusal:
        """Return the press that `person` may make with this token now, or why there is none."""
        raw = _decode(token)
        if raw is None or len(raw) != _BODY.size + _MAC_BYTES:
            return Refusal.FORGED
        body, mac = raw[: _BODY.size], raw[_BODY.size :]
        version, action, value, group, expiry, shown = _BODY.unpack(body)
        public = bool(action & _PUBLIC)
        if not hmac.compare_digest(mac, self._mac(body, None if public else person)) or version != _VERSION:
            return Refusal.FORGED
        if now.timestamp() // 60 >= expiry:
            return Refusal.EXPIRED
        return Press(action & ~_PUBLIC, group, value, shown, public)

    def _mac(self, body: bytes, person: Actor | None) -> bytes:
        parts = (body,) if person is None else (body, person.platform.encode(), person.id.encode())
        framed = b"".join([piece for part in parts for piece in (_LENGTH.pack(len(part)), part)])
        return hmac.digest(self._key, framed, "sha256")[:_MAC_BYTES]


def claimed(token: str) -> int:
    """Return the action that a token names, without proving it: enough to tell that a button asks nothing.

    0, which is no action, where it names none.
    """
    try:
        head = urlsafe_b64decode(token[:4])
    except (binascii.Error, ValueError):
        return 0
    return head[1] & ~_PUBLIC if len(head) > 1 else 0


def _decode(token: str) -> bytes | None:
    """Return the bytes of a canonical token only: spare bits of base64url would let two tokens mean the same."""
    try:
        raw = urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except (binascii.Error, ValueError):
        return None
    return raw if urlsafe_b64encode(raw).decode().rstrip("=") == token else None
