"""Receipts against whatever chance and malice make of them."""

import json
import os
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groupbot.ledger.checkpoint import Checkpoint, sign
from groupbot.ledger.signed_note import NoteSigner
from groupbot.receipts import Claim, Group, Kind, ReceiptError, Signer, issue, verify
from groupbot.receipts.canonical import KEY, canonical
from groupbot.receipts.claim import plain
from groupbot.receipts.reading import read

SIGNER = Signer(b"s" * 32)
DAYS = st.dates(date(2020, 1, 1), date(2090, 1, 1))
PURPOSES = st.sets(st.sampled_from(["events", "digest", "name", "recheck"]), min_size=1).map(tuple)
TITLES = st.text(max_size=50)
NOTE = sign(Checkpoint("log.invalid", 256, b"r" * 32), NoteSigner("log.invalid", b"s" * 32)).decode()
CLAIMS = st.builds(
    lambda kind, day, purposes, language, title, checkpoint: Claim(
        kind=kind,
        day=day.isoformat(),
        purposes=purposes,
        valid_until=(day + timedelta(365)).isoformat() if kind is Kind.CONSENT else "",
        language=language if kind is Kind.CONSENT else "",
        group=Group("telegram", "-100", title),
        notice="ab" * 32 if kind is Kind.CONSENT else "",
        checkpoint=checkpoint,
    ),
    st.sampled_from(Kind),
    DAYS,
    PURPOSES,
    st.sampled_from(["en", "he", "zh-hant"]),
    TITLES,
    st.sampled_from(["", NOTE]),
)
KEYS = st.from_regex(KEY.pattern, fullmatch=True)
VALUES = st.recursive(
    st.text(max_size=8) | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=6,
)


class Plain:
    """The system's random bytes; a receipt must hold whatever they are."""

    def bytes(self, count: int) -> bytes:
        """Return random bytes."""
        return os.urandom(count)


@given(CLAIMS)
def test_round_trip(claim: Claim) -> None:
    """Requires that every claim comes back from its receipt as it went in."""
    stated = verify(issue(SIGNER, Plain(), claim), SIGNER.public_key)
    assert (stated.kind, stated.day, stated.valid_until) == (claim.kind, claim.day, claim.valid_until)
    assert set(stated.purposes) == set(claim.purposes)
    assert stated.group == Group("telegram", "-100", plain(claim.group.title))
    assert (stated.anchor.note if stated.anchor else "") == claim.checkpoint


@given(CLAIMS, st.data())
def test_flipped_bit(claim: Claim, data: st.DataObject) -> None:
    """Requires that a receipt with one flipped bit is refused, wherever in the file it falls."""
    receipt = bytearray(issue(SIGNER, Plain(), claim))
    bit = data.draw(st.integers(0, len(receipt) * 8 - 1))
    receipt[bit // 8] ^= 1 << bit % 8
    with pytest.raises(ReceiptError):
        verify(bytes(receipt), SIGNER.public_key)


@given(st.data())
def test_exchanged_bytes(data: st.DataObject) -> None:
    """Requires that a receipt with a few bytes exchanged is refused, or still states exactly the same."""
    claim = data.draw(CLAIMS)
    receipt = bytearray(issue(SIGNER, Plain(), claim))
    before = verify(bytes(receipt), SIGNER.public_key)
    for _ in range(data.draw(st.integers(1, 3))):
        receipt[data.draw(st.integers(0, len(receipt) - 1))] = data.draw(st.integers(0, 255))
    try:
        after = verify(bytes(receipt), SIGNER.public_key)
    except ReceiptError:
        return
    assert after == before


@given(st.binary(max_size=400) | VALUES.map(lambda value: json.dumps(value).encode()))
def test_any_file(data: bytes) -> None:
    """Requires that whatever is no receipt is refused as one, with no other error."""
    with pytest.raises(ReceiptError):
        verify(data, SIGNER.public_key)


@given(st.dictionaries(st.from_regex(KEY.pattern, fullmatch=True), VALUES, max_size=4))
def test_canonical(value: dict[str, Any]) -> None:
    """Requires that one value has one text, in whatever order it was built, and that reading the text gives it back."""
    text = canonical(value)
    assert canonical(dict(reversed(value.items()))) == text
    assert read(text) == value


@given(VALUES, VALUES)
def test_canonical_apart(value: Any, other: Any) -> None:
    """Requires that different values have different texts; true and 1 are different."""
    assert (canonical(value) == canonical(other)) == (
        json.dumps(value, sort_keys=True) == json.dumps(other, sort_keys=True)
    )


@given(st.floats() | st.none() | st.binary() | st.integers(min_value=2**53))
def test_not_canonical(value: object) -> None:
    """Requires that values whose text could differ between implementations are refused, at any depth."""
    with pytest.raises(ReceiptError):
        canonical({"a": [value]})  # type: ignore[list-item]  # wrong values are the point
