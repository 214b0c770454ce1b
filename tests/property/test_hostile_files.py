"""Law L16 for files from outside: policies and receipts cost no more than their length, whatever stands in them."""

import json
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groupbot.policy.compile import check_policy
from groupbot.receipts import Claim, Group, Kind, ReceiptError, Signer, issue, verify
from tests.counted import Counted
from tests.property.hostile import UNITS, bar_ms, grows_straight, least, shape, texts
from tests.unit.policy.desk import COMPLETE

FIELDS = ["controller.name", "controller.contact", "jurisdiction", "extends"]
FIELD = 8192
SIGNER = Signer(b"s" * 32)
CLAIM = Claim(
    kind=Kind.CONSENT,
    day="2026-11-24",
    purposes=("events",),
    group=Group("telegram", "-100", "Readers"),
    valid_until="2027-11-24",
    language="en",
    notice="ab" * 32,
)
RECEIPT = json.loads(issue(SIGNER, Counted(), CLAIM))
PARTS = [(part, name) for part in ("receipt", "opening") for name in RECEIPT[part]]


def policy(field: str, text: str) -> str:
    """Write a policy in which one field holds a text, and a key beside it has it for a name."""
    room, _, name = field.rpartition(".")
    value = f"{room}: {{{name}: {json.dumps(text)}}}" if room else f"{name}: {json.dumps(text)}"
    kept = [line for line in COMPLETE.splitlines() if not line.startswith((room or name) + ":")]
    return "\n".join([*kept, value, f"{json.dumps(text[:1000])}: 1", ""])


def checked(folder: Path, field: str, text: str) -> None:
    """Check a policy, which is refused for its odd key at least."""
    path = folder / "policy.yaml"
    path.write_text(policy(field, text), "utf-8")
    assert check_policy(path, [folder])


def refused(part: str, name: str, text: str) -> None:
    """Verify a receipt in which one field holds a text, and one more field has it for a name."""
    forged = RECEIPT | {part: RECEIPT[part] | {name: text, text[:1000]: text}}
    with pytest.raises(ReceiptError):
        verify(json.dumps(forged).encode(), SIGNER.public_key)


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("unit", UNITS, ids=ascii)
def test_twice_the_field_costs_twice(tmp_path: Path, field: str, unit: str) -> None:
    """Requires that a policy's costs grow no faster than its field."""
    assert grows_straight(partial(checked, tmp_path, field), unit, FIELD)


@pytest.mark.parametrize("unit", UNITS, ids=ascii)
def test_twice_the_receipt_costs_twice(unit: str) -> None:
    """Requires that a receipt's costs grow no faster than its fields."""
    for part, name in PARTS:
        assert grows_straight(partial(refused, part, name), unit, FIELD)


@given(where=st.sampled_from(PARTS), text=texts(FIELD))
def test_a_receipt(where: tuple[str, str], text: str) -> None:
    """Requires that a receipt with a long text anywhere is refused in no more time than a message may take."""
    assert least(lambda: refused(*where, text)) < bar_ms()


def test_the_largest_tower(tmp_path: Path) -> None:
    """Requires that a policy of nothing but combining marks, as large as policies may be, is refused in a second."""
    tower = shape("\u0301\u0323", 120_000)
    path = tmp_path / "policy.yaml"
    path.write_text(f'policy: 1\ncontroller: {{name: "a{tower}"}}\n', "utf-8")
    assert least(lambda: check_policy(path, [tmp_path]), 1) < 100 * bar_ms()
    assert any("is too long" in error.message for error in check_policy(path, [tmp_path]))
