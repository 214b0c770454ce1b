"""Receipts as strangers show them: everything that is not exactly what was signed is refused."""

import base64
import json
from typing import Any

import pytest

from groupbot.receipts import ReceiptError, Signer, verify
from groupbot.receipts.publickey import as_text, from_text
from groupbot.receipts.receipt import SCHEMA


def refused(file: object, signer: Signer) -> str:
    """Return why a file is refused."""
    data = file if isinstance(file, bytes) else json.dumps(file).encode()
    with pytest.raises(ReceiptError) as error:
        verify(data, signer.public_key)
    assert error.value.remedy
    return error.value.why


def signed(signer: Signer, body: dict[str, Any], **more: object) -> dict[str, Any]:
    """Return a receipt file for any body, rightly signed."""
    return {"receipt": body, "signature": base64.b64encode(signer.sign(body).signature).decode(), **more}


def test_known_receipt() -> None:
    """Requires that receipts given out today verify for ever: schema, canonical text and domain never change."""
    data = rb"""{
  "receipt": {
    "schema": "groupbot-receipt-1",
    "kind": "consent",
    "day": "2026-11-24",
    "purposes": [
      "digest",
      "events"
    ],
    "language": "he",
    "group": "83693ba4b5ef90ae8c97db6a1fb005e3a75b1095e352b78b23a3a06739b5bafc",
    "notice": "12ed113fdc1b8907172aa2ad7dcbb379136d926efbd1eac25fb3c1bba4431440",
    "key": "da9441e26222570c",
    "valid_until": "2027-11-24"
  },
  "signature": "8USdILaribV8NwTMeXGmS3NtYIx5d6x3Pf8Ag6Y5jv67mF9eyBwtNSdcMT4/jvHR9YKRQ9yOpVaoVs6WyemXAA==",
  "opening": {
    "group": {
      "salt": "7e8b1406d903bc9137fb69e769742c8d3e36f1c4fed51a608809b08de9f3e4a0",
      "platform": "telegram",
      "id": "-100123",
      "title": "\u05e2\u05d5\u05e8\u05db\u05d9\u05dd"
    },
    "notice": {
      "salt": "2f169f9b4e6a1024752209cd5410ebb84959eee0ac73c29a04c23bd524c12f81",
      "sha256": "abababababababababababababababababababababababababababababababab"
    }
  }
}"""
    stated = verify(data, Signer(b"s" * 32).public_key)
    assert stated.group is not None
    assert (stated.day, stated.group.id) == ("2026-11-24", "-100123")


@pytest.mark.parametrize("part", ["schema", "kind", "day", "purposes", "valid_until", "language", "group", "notice"])
def test_changed_body(receipt: bytes, signer: Signer, part: str) -> None:
    """Requires that no part of the body can be exchanged for another value."""
    file = json.loads(receipt)
    file["receipt"][part] = "2030-01-01"
    assert "was changed after it was signed" in refused(file, signer)


def test_another_key(receipt: bytes) -> None:
    """Requires that a receipt of another key is told apart from a forged one, naming both keys."""
    other = Signer(b"o" * 32)
    assert other.key_id in refused(receipt, other)


def test_forged_key_name(receipt: bytes) -> None:
    """Requires that a receipt which only claims to be signed by a key is refused."""
    other, file = Signer(b"o" * 32), json.loads(receipt)
    file["receipt"]["key"] = other.key_id
    assert "was changed" in refused(file, other)


def test_another_domain(receipt: bytes, signer: Signer) -> None:
    """Requires that a bare signature over the same text, made for something else, is no receipt."""
    file = json.loads(receipt)
    text = json.dumps(file["receipt"], separators=(",", ":"), sort_keys=True).encode()
    file["signature"] = base64.b64encode(signer._key.sign(text)).decode()
    assert "was changed" in refused(file, signer)


@pytest.mark.parametrize("half", ["group", "notice"])
def test_false_opening(receipt: bytes, signer: Signer, half: str) -> None:
    """Requires that a receipt cannot be shown as one of another group or notice."""
    file = json.loads(receipt)
    file["opening"][half] |= {"title": "Other"} if half == "group" else {"sha256": "cd" * 32}
    assert f"another {half}" in refused(file, signer)


def test_steering_title(receipt: bytes, signer: Signer) -> None:
    """Requires that a title with control characters is refused before it reaches a screen."""
    file = json.loads(receipt)
    file["opening"]["group"]["title"] = "\x1b[2J"
    assert "steer a screen" in refused(file, signer)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "not the JSON"),
        (b"\xff\xfe{}", "not UTF-8"),
        (b"7", "holds no receipt"),
        (b"[" * 60_000, "nested too deeply"),
        (b'{"a":' * 9 + b"1" + b"}" * 9, "nested too deeply"),
        (b" " * (64 * 1024 + 1), "65,536 bytes"),
        (b'{"a": 1.0}', "fraction"),
        (b'{"a": NaN}', "fraction"),
        (b'{"a": null}', "kind of value"),
        (b'{"a": 9007199254740992}', "too large"),
        (b'{"a": ' + b"9" * 60_000 + b"}", "too large"),
        (b'{"a": "\\ud800"}', "half a character"),
        (b'{"A b": 1}', "strange name"),
        (b'{"receipt": {}, "receipt": {}}', "twice"),
        (b'{"receipt": {"day": "a", "day": "b"}, "signature": ""}', "twice"),
        (b'{"receipt": {}}', "lacks 'signature'"),
        (b'{"receipt": [], "signature": ""}', "not an object"),
        (b'{"receipt": {}, "signature": "", "extra": 1}', "'extra'"),
    ],
)
def test_hostile_files(signer: Signer, data: bytes, why: str) -> None:
    """Requires that any other file is refused in words that say what is wrong."""
    assert why in refused(data, signer)


@pytest.mark.parametrize("change", ["", "!", "AAAA", "\u0660", 7, ["a"]])
def test_no_signature(receipt: bytes, signer: Signer, change: object) -> None:
    """Requires that a signature which is not the base64 of 64 bytes is refused as such."""
    assert "signature is not" in refused({**json.loads(receipt), "signature": change}, signer)


def test_second_form_of_base64(receipt: bytes, signer: Signer) -> None:
    """Requires that one signature has one text: stray bits in the last letter, and line ends, are refused."""
    file = json.loads(receipt)
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    last = file["signature"][-3]
    stray = letters[letters.index(last) | 1]
    assert base64.b64decode(file["signature"][:-3] + stray + "==") == base64.b64decode(file["signature"])
    assert stray != last
    for second in (file["signature"][:-3] + stray + "==", file["signature"] + "\n", file["signature"][:-1]):
        assert "signature is not" in refused({**file, "signature": second}, signer)


@pytest.mark.parametrize(
    "change",
    [
        {"schema": "groupbot-receipt-2"},
        {"kind": ["consent"]},
        {"kind": "refusal"},
        {"kind": "withdrawal"},
        {"day": "20261124"},
        {"valid_until": "2026-13-01"},
        {"purposes": "events"},
        {"purposes": [["events"]]},
        {"purposes": ["events", "digest"]},
        {"language": "x" * 100},
        {"group": "AB" * 32},
        {"notice": 7},
        {"person": "42"},
        {"notice": None},
        {"language": None},
    ],
)
def test_signed_nonsense(receipt: bytes, signer: Signer, change: dict[str, Any]) -> None:
    """Requires that even a rightly signed body is refused unless it is a receipt in every field."""
    file = json.loads(receipt)
    body = {name: value for name, value in (file["receipt"] | change).items() if value is not None}
    assert refused(signed(signer, body, opening=file["opening"]), signer)


def test_signed_rightly(receipt: bytes, signer: Signer) -> None:
    """Requires that the nonsense above is refused for its content, not for the way the test signs."""
    file = json.loads(receipt)
    assert file["receipt"]["schema"] == SCHEMA
    verify(json.dumps(signed(signer, file["receipt"])).encode(), signer.public_key)


@pytest.mark.parametrize("written", ["", "AAAA", "?" * 44, "A" * 44])
def test_no_public_key(written: str) -> None:
    """Requires that anything but the base64 of 32 bytes is refused with the command that prints one."""
    with pytest.raises(ReceiptError, match="groupbot key public"):
        from_text(written)


def test_public_key(signer: Signer) -> None:
    """Requires that a public key survives being written and read, line end included."""
    assert from_text(as_text(signer.public_key) + "\n") == signer.public_key
