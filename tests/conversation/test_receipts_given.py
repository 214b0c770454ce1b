"""Receipts of one's own consent and withdrawal, and what they say to whoever checks them offline."""

import json

import pytest

from groupbot.receipts import Kind, ReceiptError, verify
from tests.conversation.stage import Stage, find_button
from tests.conversation.walks import agrees, last

pytestmark = pytest.mark.anyio


async def test_receipt_of_a_consent(stage: Stage) -> None:
    """The receipt of a consent verifies with the public key alone and states purposes, day, end and group."""
    await stage.meets("noa", inside=True, started=True)
    await agrees(stage, "noa", "events", "digest")
    await stage.presses("noa", "button-receipt")
    (body,) = (await stage.files("noa")).values()
    stated = verify(body, await stage.public_key())
    assert (stated.kind, stated.day, stated.purposes) == (Kind.CONSENT, "2026-11-24", ("digest", "events"))
    assert stated.valid_until == "2027-05-25"
    assert stated.group is not None
    assert stated.group.title == "Editors"


async def test_receipt_of_a_withdrawal(stage: Stage) -> None:
    """The receipt of a withdrawal can be had although nothing is left, and verifies offline."""
    await stage.meets("noa", inside=True, started=True)
    await agrees(stage, "noa", "events")
    await stage.presses("noa", "button-withdraw")
    await stage.presses("noa", "button-receipt")
    (body,) = (await stage.files("noa")).values()
    stated = verify(body, await stage.public_key())
    assert (stated.kind, stated.day, stated.purposes) == (Kind.WITHDRAWAL, "2026-11-24", ("events",))


async def test_a_changed_receipt(stage: Stage) -> None:
    """A receipt in which one purpose was exchanged is refused."""
    await stage.meets("noa", inside=True, started=True)
    await agrees(stage, "noa", "events")
    await stage.presses("noa", "button-receipt")
    (body,) = (await stage.files("noa")).values()
    file = json.loads(body)
    file["receipt"]["purposes"] = ["digest"]
    with pytest.raises(ReceiptError, match="signature"):
        verify(json.dumps(file).encode(), await stage.public_key())


async def test_no_receipt_for_a_stranger(stage: Stage) -> None:
    """Somebody else's receipt button hands no file to anybody."""
    for who in ("noa", "eve"):
        await stage.meets(who, inside=True, started=True)
    await agrees(stage, "noa", "events")
    await stage.presses_again("eve", find_button([await last(stage, "noa")], "Signed receipt"))
    assert (await stage.files("noa"), await stage.files("eve")) == ({}, {})
