"""Receipts of consent and withdrawal: what is signed, what the holder may cut off, and how both are checked.

A file is {"receipt": body, "signature": base64, "opening": {"group": ..., "notice": ...}}. The signature covers the
body alone, in which group and notice stand as salted fingerprints; the opening holds the salts and what was
fingerprinted. Its holder may cut off the opening, or one half of it: the rest still verifies, and tells less.
A consent says which notice it rests on and until when it holds; a withdrawal needs no reason, rests on no notice, and
says neither. The second schema differs from the first by one field, the log's newest checkpoint; a receipt is of the
first where the log had none yet, and receipts of both verify for ever.
"""

import base64
import json
from datetime import date
from typing import Any

from groupbot.ports import Random
from groupbot.receipts.anchor import anchor
from groupbot.receipts.canonical import REMEDY, Value
from groupbot.receipts.claim import Claim, Group, Kind, Verified, is_plain, plain
from groupbot.receipts.errors import ReceiptError
from groupbot.receipts.fingerprint import SALT_BYTES, fingerprint
from groupbot.receipts.reading import fields, from_base64, read, text
from groupbot.receipts.signer import Receipt, Signer, key_id, signed_by
from groupbot.text.patterns import Pattern

SCHEMA = "groupbot-receipt-1"
ANCHORED = "groupbot-receipt-2"
SIGNATURE_BYTES = 64
MOST_PURPOSES = 32

_BODY = {"schema", "kind", "day", "purposes", "group", "key"}
_OF_CONSENT = frozenset({"valid_until", "language", "notice"})
_OF_ANCHORED = frozenset({"checkpoint"})
_DAY = Pattern("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_HASH = Pattern("[0-9a-f]{64}")
_KIND = Pattern("|".join(Kind))
_KEY = Pattern("[0-9a-f]{16}")
_LANGUAGE = Pattern("[a-z]{2,8}(-[a-z0-9]{1,8}){0,4}")
_PURPOSE = Pattern("[a-z][a-z0-9_-]{0,31}")
_SCHEMA = Pattern(f"{SCHEMA}|{ANCHORED}")
_SHORT = Pattern("(?s).{0,256}")


def issue(signer: Signer, random: Random, claim: Claim, *, shut: bool = False) -> bytes:
    """Return a receipt file; raise ReceiptError when the claim is not one that `verify` would take back.

    A `shut` one has no opening, and nobody has the salts any more: it names its group and its notice to nobody, ever.
    """
    group = Group(claim.group.platform, claim.group.id, plain(claim.group.title)[:256])
    group_salt, notice_salt = random.bytes(SALT_BYTES).hex(), random.bytes(SALT_BYTES).hex()
    body: dict[str, Value] = {
        "schema": ANCHORED if claim.checkpoint else SCHEMA,
        "kind": claim.kind.value,
        "day": claim.day,
        "purposes": sorted(claim.purposes),
        "group": _of_group(group_salt, group),
        "key": signer.key_id,
    }
    opening = {"group": {"salt": group_salt, "platform": group.platform, "id": group.id, "title": group.title}}
    if claim.kind is Kind.CONSENT or claim.valid_until or claim.language or claim.notice:
        body["valid_until"] = claim.valid_until
        body["language"] = claim.language
        body["notice"] = fingerprint("notice", bytes.fromhex(notice_salt), claim.notice)
        opening["notice"] = {"salt": notice_salt, "sha256": claim.notice}
    if claim.checkpoint:
        body["checkpoint"] = claim.checkpoint
    receipt = signer.sign(body)
    signature = base64.b64encode(receipt.signature).decode()
    file = {"receipt": dict(receipt.body), "signature": signature} | ({} if shut else {"opening": opening})
    data = (json.dumps(file, ensure_ascii=False, indent=2) + "\n").encode()
    verify(data, signer.public_key)
    return data


def verify(data: bytes, public_key: bytes) -> Verified:
    """Return what a receipt states; raise ReceiptError when it is not, as it stands, what the key's holder signed."""
    file = fields(read(data), "file", {"receipt", "signature"}, frozenset({"opening"}))
    body = fields(file["receipt"], "receipt", _BODY, _OF_CONSENT | _OF_ANCHORED)
    named = text(body["key"], "key", _KEY)
    if named != key_id(public_key):
        raise ReceiptError(
            f"The receipt was signed with the key {named}, and the key given is {key_id(public_key)}.",
            "Ask those who run the bot for the public key of that name.",
        )
    receipt = Receipt(body, from_base64(file["signature"], "signature", SIGNATURE_BYTES))
    if not signed_by(public_key, receipt):
        raise ReceiptError("The signature does not fit: the receipt was changed after it was signed.", REMEDY)
    return _stated(body, file.get("opening", {}))


def _stated(body: dict[str, Any], opening: Any) -> Verified:
    anchored = text(body["schema"], "schema", _SCHEMA) == ANCHORED
    if anchored is not ("checkpoint" in body):
        raise ReceiptError(f"A receipt with a checkpoint is {ANCHORED}, one without is {SCHEMA}.", REMEDY)
    kind = Kind(text(body["kind"], "kind", _KIND))
    day = _day(body["day"])
    halves = {"group", "notice"} if kind is Kind.CONSENT else {"group"}
    if _OF_CONSENT & body.keys() != (_OF_CONSENT if kind is Kind.CONSENT else set()):
        raise ReceiptError(
            "A consent says which notice it rests on, in which language, and how long it is valid;"
            " a withdrawal says none of these.",
            REMEDY,
        )
    valid_until = _day(body["valid_until"]) if kind is Kind.CONSENT else ""
    if valid_until and valid_until <= day:
        raise ReceiptError("The consent would have ended before it was given.", REMEDY)
    opened = fields(opening, "opening", set(), frozenset(halves))
    return Verified(
        kind=kind,
        day=day,
        purposes=_purposes(body["purposes"]),
        valid_until=valid_until,
        language=text(body["language"], "language", _LANGUAGE) if kind is Kind.CONSENT else "",
        key_id=body["key"],
        group=_group(opened["group"], text(body["group"], "group", _HASH)) if "group" in opened else None,
        notice=_notice(opened["notice"], text(body["notice"], "notice", _HASH)) if "notice" in opened else "",
        anchor=anchor(body["checkpoint"]) if anchored else None,
    )


def _group(opened: Any, signed: str) -> Group:
    parts = fields(opened, "group", {"salt", "platform", "id", "title"})
    group = Group(*(text(parts[part], part, _SHORT) for part in ("platform", "id", "title")))
    if not all(is_plain(part) for part in (group.platform, group.id, group.title)):
        raise ReceiptError("The name of the group holds characters that steer a screen.", REMEDY)
    if _of_group(text(parts["salt"], "salt", _HASH), group) != signed:
        raise ReceiptError("The receipt was signed for another group than the one that it opens to.", REMEDY)
    return group


def _notice(opened: Any, signed: str) -> str:
    parts = fields(opened, "notice", {"salt", "sha256"})
    notice = text(parts["sha256"], "notice", _HASH)
    if fingerprint("notice", bytes.fromhex(text(parts["salt"], "salt", _HASH)), notice) != signed:
        raise ReceiptError("The receipt was signed for another notice than the one that it opens to.", REMEDY)
    return notice


def _of_group(salt: str, group: Group) -> str:
    return fingerprint("group", bytes.fromhex(salt), group.platform, group.id, group.title)


def _purposes(value: Any) -> tuple[str, ...]:
    purposes = tuple(text(purpose, "purpose", _PURPOSE) for purpose in value) if isinstance(value, list) else ()
    if not 1 <= len(purposes) <= MOST_PURPOSES or list(purposes) != sorted(set(purposes)):
        raise ReceiptError("The receipt's purposes are not a list of different ones in order.", REMEDY)
    return purposes


def _day(value: Any) -> str:
    day = text(value, "day", _DAY)
    try:
        date.fromisoformat(day)
    except ValueError as error:
        raise ReceiptError(f"The receipt names a day that no calendar has: {day}.", REMEDY) from error
    return day
