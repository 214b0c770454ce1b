"""Receipts of one's own consent and withdrawal, and what they say to whoever checks them offline."""

import json

import pytest

from groupbot.receipts import Kind, ReceiptError, verify
from tests.conversation.stage import Stage, find_button
from tests.conversation.walks import agrees, hears, last, opens_the_choice

pytestmark = pytest.mark.anyio


async def test_receipt_of_a_consent(stage: Stage) -> None:
    """The receipt given at once verifies with the public key alone, states purposes, day and end, and no group."""
    await stage.meets("noa", inside=True, started=True)
    await agrees(stage, "noa", "events", "digest")
    await stage.presses("noa", "button-receipt")
    (body,) = (await stage.files("noa")).values()
    stated = verify(body, await stage.public_key())
    assert (stated.kind, stated.day, stated.purposes) == (Kind.CONSENT, "2026-11-24", ("digest", "events"))
    assert stated.valid_until == "2027-05-25"
    assert (stated.group, stated.notice) == (None, "")
    assert not any(word in body for word in (b"Editors", b"opening"))


async def test_receipts_carry_the_logs_checkpoint(stage: Stage) -> None:
    """From the first night on, receipts of both kinds carry the log's newest checkpoint, word for word."""
    await stage.meets("noa", inside=True, started=True)
    await agrees(stage, "noa", "events", "digest")
    await stage.forward(minutes=13 * 60)
    await stage.ticks()
    await stage.presses("noa", "button-receipt")
    await stage.presses("noa", "button-withdraw")
    await stage.presses("noa", "button-receipt-withdrawn")
    (*_, newest) = sorted((await stage.rows())["ledger_checkpoint"], key=lambda row: str(row["size"]).zfill(9))
    stated = [verify(body, await stage.public_key()) for body in (await stage.files("noa")).values()]
    assert {each.kind for each in stated} == set(Kind)
    assert [each.anchor.note.encode() for each in stated if each.anchor] == [newest["note"]] * 2


async def test_receipt_of_a_withdrawal(stage: Stage) -> None:
    """The receipt of a withdrawal can be had although nothing is left, and verifies offline."""
    await stage.meets("noa", inside=True, started=True)
    await agrees(stage, "noa", "events")
    await stage.presses("noa", "button-withdraw")
    await stage.presses("noa", "button-receipt-withdrawn")
    (body,) = (await stage.files("noa")).values()
    stated = verify(body, await stage.public_key())
    assert (stated.kind, stated.day, stated.purposes) == (Kind.WITHDRAWAL, "2026-11-24", ("events",))


async def test_receipt_of_a_withdrawal_two_days_later(stage: Stage) -> None:
    """The button of a withdrawal's receipt, of which nothing else is left, still works when two days have passed."""
    await stage.meets("noa", inside=True, started=True)
    await agrees(stage, "noa", "events")
    await stage.presses("noa", "button-withdraw")
    await stage.forward(days=2)
    await stage.presses("noa", "button-receipt-withdrawn")
    (body,) = (await stage.files("noa")).values()
    assert verify(body, await stage.public_key()).kind is Kind.WITHDRAWAL


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


async def test_receipts_of_a_withdrawal_everywhere(stage: Stage) -> None:
    """Withdrawing everywhere offers a receipt for each group, which names none, and says what was taken back there."""
    await stage.opens("second", "Readers")
    await stage.meets("noa", inside=True, started=True)
    await stage.joins("noa", "second")
    await agrees(stage, "noa", "events")
    await agrees(stage, "noa", "digest", group="second")
    await stage.writes("noa", "/withdraw")
    await stage.presses("noa", "button-withdraw-everywhere")
    for title, purpose in (("Readers", "digest"), ("Editors", "events")):
        await stage.presses("noa", f"Receipt: {title}")
        stated = verify(next(iter((await stage.files("noa")).values())), await stage.public_key())
        assert (stated.kind, stated.group, stated.purposes) == (Kind.WITHDRAWAL, None, (purpose,))


async def test_receipt_of_a_dropped_purpose(stage: Stage) -> None:
    """Who drops a purpose by *Save* is told so, and can have the receipt of that withdrawal beside that of the rest."""
    await stage.meets("noa", inside=True, started=True)
    await agrees(stage, "noa", "events", "digest")
    await opens_the_choice(stage, "noa")
    await stage.presses("noa", "purpose-digest")
    await stage.presses("noa", "button-save")
    assert "Erased" in await hears(stage, "noa")
    await stage.presses("noa", "button-receipt-withdrawn")
    (body,) = (await stage.files("noa")).values()
    stated = verify(body, await stage.public_key())
    assert (stated.kind, stated.purposes, stated.notice) == (Kind.WITHDRAWAL, ("digest",), "")


async def test_receipt_of_what_a_young_member_had_agreed_to(stage: Stage) -> None:
    """*No* to the age question after an earlier consent erases it and offers the receipt."""
    await stage.meets("noa", inside=True, started=True)
    await agrees(stage, "noa", "events")
    await stage.presses_line("noa")
    while not await stage.offers("noa", "button-age-no"):
        await stage.presses("noa", (await last(stage, "noa")).labels[-1])
    await stage.presses("noa", "button-age-no")
    assert "Erased" in await hears(stage, "noa")
    await stage.presses("noa", "button-receipt-withdrawn")
    assert verify(next(iter((await stage.files("noa")).values())), await stage.public_key()).purposes == ("events",)
