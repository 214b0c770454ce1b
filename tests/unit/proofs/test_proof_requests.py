"""Requests at a desk: what can be asked for, what is handed out, what ends them, and what is nowhere in them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from groupbot.actions import Action
from groupbot.consent.model import Purpose
from groupbot.content import Count
from groupbot.ledger import opening, proof, views
from groupbot.proofs import screens
from groupbot.proofs.model import Sort
from groupbot.proofs.waiting import AT_ONCE
from groupbot.rights.mydata import gather
from tests.unit.ledger_store.desk import ALI, NOA, Desk
from tests.unit.proofs.waiting_desk import BOTH, DAY, NEITHER, Asker, choices, keys, runs, set_clock

pytestmark = pytest.mark.anyio
MIXED = (Purpose.EVENTS, Purpose.DIGEST)


async def recorded(desk: Desk, purposes: tuple[Purpose, ...] = MIXED) -> Asker:
    """Let two things be recorded of Noa, in the log, and one of Ali."""
    await desk.opens()
    for who in (NOA, ALI):
        await desk.agrees(who, purposes=purposes)
        await desk.happens(who)
    await desk.happens(NOA, desk.held())
    await desk.days()
    return Asker(desk)


@pytest.mark.parametrize("opens", list(screens.OPENINGS))
async def test_what_is_open_is_what_was_chosen(filed: Desk, opens: int) -> None:
    """REQUIRES that proof and code open to the member, the group, both or neither, as chosen, and verify."""
    asker = await recorded(filed)
    await asker.asks(opens)
    await runs(filed, DAY)
    answer = await asker.fetches()
    assert answer.file is not None
    keys_of_log = await filed.shelf.store.read(views.keys)
    opened = proof.verify(answer.file.body, keys_of_log).opening
    assert (opened.who is not None, opened.where is not None) == (bool(opens & 1), bool(opens & 2))
    assert answer.show == screens.proof(opened.code)
    assert opening.from_code(opened.code) == opened
    assert await filed.matches(opened.code)
    assert answer.file.name.endswith(proof.SUFFIX)


async def test_an_entry_that_is_not_in_the_log_yet(filed: Desk) -> None:
    """REQUIRES that before the night's batch it is said that it can be proved from tomorrow on, and then it is."""
    await filed.opens()
    await filed.agrees()
    await filed.happens()
    asker = Asker(filed)
    (kept,) = await filed.entries()
    chosen = await asker.presses(Action.PROOF_ENTRY, shown=int.from_bytes(kept.id[:4], "big"))
    assert "proof-tomorrow" in keys(chosen)
    await asker.asks()
    await runs(filed, DAY)
    assert keys(await asker.fetches()) == ["proof-tomorrow"]
    await filed.ticks()
    assert (await asker.fetches()).file is not None


async def test_a_damaged_log_is_not_its_members_fault(filed: Desk) -> None:
    """REQUIRES that whose entry the log has lost is told that, and neither to wait for tomorrow nor of a fault."""
    asker = await recorded(filed)
    await asker.asks()
    await runs(filed, DAY)
    with filed.shelf.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE ledger_tile SET hashes = zeroblob(8192) WHERE level = 0")
    answer = await asker.fetches()
    assert (keys(answer), answer.file) == (["proof-damaged"], None)


async def test_withdrawing_takes_what_rests_on_it_and_nothing_else(desk: Desk) -> None:
    """REQUIRES that withdrawing the events ends the proofs and no receipt, and the last withdrawal that too."""
    asker = await recorded(desk)
    await asker.asks()
    await asker.presses(Action.PROOF_RECEIPT_ASK)
    assert {filed.request.sort for filed in await asker.waiting()} == set(Sort)
    await desk.withdraws(NOA, Purpose.EVENTS)
    assert [filed.request.sort for filed in await asker.waiting()] == [Sort.RECEIPT]
    assert desk.shelf.count("proof_request") == 1
    await desk.withdraws(NOA)
    assert desk.shelf.count("proof_request") == 0
    assert await desk.handle() is None


async def test_another_purpose_leaves_it(filed: Desk) -> None:
    """REQUIRES that withdrawing another purpose leaves a proof that was asked for, and it can be fetched."""
    asker = await recorded(filed)
    await asker.asks()
    await filed.withdraws(NOA, Purpose.DIGEST)
    await runs(filed, DAY)
    assert (await asker.fetches()).file is not None


async def test_cancelling_shreds_a_receipts_key_and_spares_the_entries(filed: Desk) -> None:
    """REQUIRES that a cancelled receipt leaves no key behind, and a cancelled proof the entries as they were."""
    asker = await recorded(filed)
    keys_before = set(filed.shelf.vault.all_key_ids())
    await asker.presses(Action.PROOF_RECEIPT_ASK)
    await asker.asks()
    for waiting in await asker.waiting():
        await asker.presses(Action.PROOF_CANCEL, shown=waiting.number)
    assert set(filed.shelf.vault.all_key_ids()) == keys_before
    assert (len(await filed.entries()), filed.shelf.count("proof_request")) == (2, 0)


async def test_an_entry_that_ended_meanwhile(filed: Desk) -> None:
    """REQUIRES that of an entry whose retention is over nothing is handed out, and that it is said kindly."""
    await filed.opens()
    await filed.agrees()
    await filed.happens()
    await filed.days(5)
    asker = Asker(filed)
    await asker.asks()
    (waiting,) = await asker.waiting()
    await runs(filed, DAY)
    await filed.days()
    assert await filed.entries() == ()
    gone = await asker.presses(Action.PROOF_FILE, shown=waiting.number)
    assert (keys(gone), gone.file) == (["proof-gone"], None)


async def test_no_more_than_three(filed: Desk) -> None:
    """REQUIRES that the same is not entered twice, and a fourth is refused, with the way to cancel one."""
    asker = await recorded(filed)
    for opens in (0, 1, 1, 2):
        await asker.asks(opens)
    assert len(await asker.waiting()) == AT_ONCE
    refused = await asker.asks(3)
    assert keys(refused) == ["proof-too-many"]
    assert [choice.action for choice in choices(refused)] == [Action.PROOF_SEE] * AT_ONCE
    assert len(await asker.waiting()) == AT_ONCE
    assert keys(await asker.presses(Action.PROOF_RECEIPT_ASK)) == ["proof-too-many"]


async def test_values_that_no_button_has(filed: Desk) -> None:
    """REQUIRES that a press which names no entry, no request or no opening is answered, and nothing is written."""
    asker = await recorded(filed)
    ids = [int.from_bytes(kept.id[:4], "big") for kept in await filed.entries()]
    (alis,) = [int.from_bytes(kept.id[:4], "big") for kept in await filed.entries(ALI)]
    tried = [(Action.PROOF_ASK, 4, ids[0]), (Action.PROOF_ASK, BOTH, alis), (Action.PROOF_ENTRY, 0, alis)]
    tried += [(action, 0, 0) for action in (Action.PROOF_SEE, Action.PROOF_CANCEL, Action.PROOF_FILE)]
    tried += [(action, 0, 7) for action in (Action.PROOF_ASK, Action.PROOF_SEE, Action.PROOF_CANCEL, Action.PROOF_FILE)]
    for action, value, shown in tried:
        assert keys(await asker.presses(action, value, shown)) == ["proof-gone"]
    await Asker(filed, ALI).asks()
    (theirs,) = await Asker(filed, ALI).waiting()
    for action in (Action.PROOF_SEE, Action.PROOF_CANCEL, Action.PROOF_FILE):
        assert keys(await asker.presses(action, 0, theirs.number)) == ["proof-gone"]
    assert filed.shelf.count("proof_request") == 1


async def test_who_never_agreed_has_nothing_to_ask_for(filed: Desk) -> None:
    """REQUIRES of somebody unknown that the command answers without a row, and no press enters one."""
    await recorded(filed)
    stranger = Asker(filed, replace(NOA, id="5000000999"))
    assert keys(await stranger.opens()) == ["proof-nothing", "proof-limits"]
    for action in (Action.PROOF_ASK, Action.PROOF_RECEIPT_ASK):
        assert keys(await stranger.presses(action)) == ["proof-gone"]
    assert (filed.shelf.count("proof_request"), filed.shelf.count("proof_clock")) == (0, 0)


async def test_pages_have_numbers_that_go_on(filed: Desk) -> None:
    """REQUIRES that what can be proved is paged, each with its own number, and each page leads to the next."""
    await filed.opens()
    await filed.agrees()
    for _ in range(2 * screens.SHOWN):
        await filed.happens()
    asker = Asker(filed)
    seen, page = [], 0
    while True:
        answer = await asker.presses(Action.PROOF, page)
        picks = [choice for choice in choices(answer) if choice.action != Action.PROOF]
        seen += [choice.label.args[0] for choice in picks]
        turns = {choice.label.key: choice.value for choice in choices(answer) if choice.action == Action.PROOF}
        assert ("button-previous-page" in turns) == (page > 0)
        if "button-next-page" not in turns:
            break
        page = turns["button-next-page"]
    assert seen == [Count(number) for number in range(1, 2 * screens.SHOWN + 2)]
    assert keys(await asker.presses(Action.PROOF, 99)) == keys(answer)


async def test_it_is_exported_and_says_when_it_ends(filed: Desk) -> None:
    """REQUIRES that /mydata tells each request, with what it opens and until when."""
    asker = await recorded(filed)
    await asker.asks(1)
    found = await filed.shelf.store.read(lambda unit: gather(unit, NOA, filed.today))
    (table,) = [table for place in found["places"] for table in place["tables"] if table["table"] == "proof_request"]
    until = (filed.day + timedelta(days=8)).isoformat()
    kept = (await filed.entries())[0]
    assert table["rows"] == [{"sort": "entry", "entry": kept.id.hex(), "opens": ["who"], "until": until}]


async def test_no_id_and_no_words_stand_in_a_row(filed: Desk) -> None:
    """REQUIRES that what the root key opens of a request names no account, no group and no time of day (L5, L8)."""
    asker = await recorded(filed)
    await asker.asks(NEITHER)
    (row,) = filed.shelf.rows("SELECT number, handle, key_id, sealed, ends_on FROM proof_request")
    (waiting,) = await asker.waiting()
    assert NOA.id not in repr(waiting)
    assert filed.here.card.chat.id not in repr(waiting)
    assert waiting.request.asked < int(filed.now().timestamp()) // 2
    assert row[4] == filed.today + 8
    set_clock(filed, filed.now() + timedelta(days=8))
    await filed.sweeps()
    assert filed.shelf.count("proof_request") == 0
