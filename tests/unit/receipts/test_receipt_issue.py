"""Receipts as they are given out: what they state, and what can be cut off them."""

import json
from dataclasses import replace

import pytest

from groupbot.ports import Random
from groupbot.receipts import Claim, Group, Kind, ReceiptError, Signer, issue, verify
from groupbot.receipts.fingerprint import fingerprint


def test_consent(receipt: bytes, signer: Signer, claim: Claim) -> None:
    """Requires that a receipt states what was claimed, with the purposes in order."""
    stated = verify(receipt, signer.public_key)
    assert (stated.kind, stated.day, stated.valid_until) == (Kind.CONSENT, claim.day, claim.valid_until)
    assert (stated.purposes, stated.language) == (("digest", "events"), "he")
    assert (stated.group, stated.notice, stated.key_id) == (claim.group, claim.notice, signer.key_id)


def test_withdrawal(signer: Signer, random: Random, claim: Claim) -> None:
    """Requires that a withdrawal has no end of validity, and rests on no notice in any language."""
    data = issue(signer, random, Claim(Kind.WITHDRAWAL, claim.day, claim.purposes, claim.group))
    stated = verify(data, signer.public_key)
    assert (stated.kind, stated.valid_until, stated.language, stated.notice) == (Kind.WITHDRAWAL, "", "", "")
    assert stated.group == claim.group
    assert not {"notice", "language"} & (json.loads(data)["receipt"].keys() | json.loads(data)["opening"].keys())


@pytest.mark.parametrize("cut", [{"group"}, {"notice"}, {"group", "notice"}])
def test_cut_opening(receipt: bytes, signer: Signer, claim: Claim, cut: set[str]) -> None:
    """Requires that without its opening a receipt still verifies, and tells neither in words nor by trying names."""
    file = json.loads(receipt)
    for part in cut:
        del file["opening"][part]
    stated = verify(json.dumps(file).encode(), signer.public_key)
    assert (stated.group is None, stated.notice == "") == ("group" in cut, "notice" in cut)
    if "group" in cut:
        assert claim.group.title not in json.dumps(file, ensure_ascii=False)
        parts = (claim.group.platform, claim.group.id, claim.group.title)
        assert file["receipt"]["group"] not in {fingerprint("group", salt, *parts) for salt in (b"", bytes(32))}


def test_without_opening(receipt: bytes, signer: Signer) -> None:
    """Requires that the whole opening may be missing."""
    file = json.loads(receipt)
    del file["opening"]
    stated = verify(json.dumps(file).encode(), signer.public_key)
    assert (stated.group, stated.notice) == (None, "")


def test_given_shut(signer: Signer, random: Random, claim: Claim) -> None:
    """Requires that a shut receipt verifies, names neither group nor notice, and has no salt to try them with."""
    data = issue(signer, random, claim, shut=True)
    stated = verify(data, signer.public_key)
    assert (stated.group, stated.notice, stated.purposes) == (None, "", ("digest", "events"))
    assert json.loads(data).keys() == {"receipt", "signature"}
    assert all(word.encode() not in data for word in (claim.group.title, claim.group.id, claim.notice))


def test_two_receipts_of_one_group(signer: Signer, random: Random, claim: Claim) -> None:
    """Requires that two receipts of one group and notice cannot be linked by their signed parts."""
    first, second = (json.loads(issue(signer, random, claim))["receipt"] for _ in range(2))
    assert first["group"] != second["group"]
    assert first["notice"] != second["notice"]


def test_hostile_title(signer: Signer, random: Random, claim: Claim) -> None:
    """Requires that a title cannot steer the reader's terminal, turn the writing, or be endless."""
    title = "a\x1b[2J\n\u202eb\ud800\u200d" + "c" * 5000
    hostile = replace(claim, group=Group("telegram", "1", title))
    stated = verify(issue(signer, random, hostile), signer.public_key)
    assert stated.group is not None
    assert stated.group.title.startswith("a [2J  b \u200dccc")
    assert len(stated.group.title) == 256


@pytest.mark.parametrize(
    "change",
    [
        {"day": "24 November"},
        {"day": "2026-02-30"},
        {"purposes": ()},
        {"purposes": ("events", "events")},
        {"purposes": ("Events!",)},
        {"valid_until": ""},
        {"valid_until": "2026-11-24"},
        {"kind": Kind.WITHDRAWAL, "valid_until": "", "language": "", "notice": "", "purposes": ()},
        {"kind": Kind.WITHDRAWAL},
        {"kind": Kind.WITHDRAWAL, "valid_until": "", "language": ""},
        {"kind": Kind.WITHDRAWAL, "valid_until": "", "notice": ""},
        {"language": "Hebrew, please"},
        {"notice": "none"},
        {"group": Group("telegram\n", "1", "title")},
    ],
)
def test_false_claims(signer: Signer, random: Random, claim: Claim, change: dict[str, object]) -> None:
    """Requires that nothing is signed into a receipt which would be refused when it is shown."""
    with pytest.raises(ReceiptError):
        issue(signer, random, replace(claim, **change))  # type: ignore[arg-type]  # wrong values are the point
