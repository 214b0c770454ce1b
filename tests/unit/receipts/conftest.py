"""A signer, a claim, and the receipt of it."""

import pytest

from groupbot.receipts import Claim, Group, Kind, Signer, issue
from tests.counted import Counted

CONSENT = Claim(
    kind=Kind.CONSENT,
    day="2026-11-24",
    purposes=("events", "digest"),
    valid_until="2027-11-24",
    language="he",
    group=Group("telegram", "-100123", "\u05e2\u05d5\u05e8\u05db\u05d9\u05dd"),
    notice="ab" * 32,
)


@pytest.fixture
def random() -> Counted:
    return Counted()


@pytest.fixture
def signer() -> Signer:
    return Signer(b"s" * 32)


@pytest.fixture
def claim() -> Claim:
    return CONSENT


@pytest.fixture
def receipt(signer: Signer, random: Counted, claim: Claim) -> bytes:
    return issue(signer, random, claim)
