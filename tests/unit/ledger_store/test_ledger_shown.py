"""What a member shows of an entry: a file anybody checks, a code the bot checks, and nothing once it is erased."""

from dataclasses import replace
from functools import partial

import pytest
import sqlalchemy as sa

from groupbot.consent import views as consent
from groupbot.groups import moves, register
from groupbot.ledger import opening, proof, views
from groupbot.ledger.entry import Happened
from groupbot.ledger.errors import DamagedError, LedgerError
from groupbot.ledger.kinds import Kind, Reason
from groupbot.ledger.tables import ledger_entry
from groupbot.people import Actor, Chat
from tests.unit.ledger_store.desk import ALI, CHAT, NOA, Desk

pytestmark = pytest.mark.anyio


async def logged(desk: Desk) -> views.Kept:
    """Return an entry about Noa that is in the log, beside one about Ali."""
    await desk.opens()
    await desk.agrees()
    await desk.agrees(ALI)
    await desk.happens()
    await desk.happens(ALI)
    await desk.days()
    (kept,) = await desk.entries()
    return kept


@pytest.mark.parametrize("who", [None, NOA], ids=["shut", "open"])
@pytest.mark.parametrize("where", [False, True], ids=["shut", "open"])
async def test_a_proof_says_as_much_as_its_owner_wants(desk: Desk, who: Actor | None, where: bool) -> None:  # noqa: FBT001  (a case)
    """REQUIRES that a proof verifies with the public key alone, opens exactly what was asked, and matches as it is."""
    kept = await logged(desk)
    file = await desk.proof(kept, who, desk.here if where else None)
    proven = proof.verify(file, await desk.shelf.store.read(views.keys))
    assert proven.index == kept.leaf
    assert proven.opening.entry.happened == desk_warned(desk)
    assert (proven.opening.who is not None, proven.opening.where is not None) == (who is not None, where)
    assert (NOA.id.encode() in bytes(proven.opening)) == (who is not None)
    assert await desk.matches(file)
    assert await desk.matches(file.decode())
    assert await desk.matches(proven.opening.code)
    code = proven.opening.code
    assert await desk.matches(f" {code[:50].lower()}\n{code[50:]} \n")


def desk_warned(desk: Desk) -> object:
    """Return what happened on the day before this one."""
    return replace(desk.warned(), day=desk.day.replace(day=desk.day.day - 1).isoformat())


async def test_what_waits_has_a_code_and_no_proof_yet(desk: Desk) -> None:
    """REQUIRES that an entry of today matches by its code, and that its proof is put off with the reason."""
    await desk.opens()
    await desk.agrees()
    await desk.happens()
    await desk.ticks()
    await desk.happens()
    first, waiting = await desk.entries()
    assert (first.leaf is None, waiting.leaf) == (False, None)
    with pytest.raises(LedgerError, match="once a day"):
        await desk.proof(waiting)
    assert await desk.matches(waiting.opening.code)


async def test_nobody_gets_a_proof_of_somebody_else(desk: Desk) -> None:
    """REQUIRES that an entry is proved to nobody but its own member, and never as being about others."""
    kept = await logged(desk)
    (other,) = await desk.entries(ALI)
    with pytest.raises(LedgerError, match="no such entry"):
        await desk.proof(replace(kept, id=other.id))
    with pytest.raises(LedgerError, match="other than it opens to"):
        await desk.proof(kept, ALI)
    elsewhere = replace(desk.here, card=replace(desk.here.card, chat=Chat("telegram", "-1")))
    with pytest.raises(LedgerError, match="other than it opens to"):
        await desk.proof(kept, None, elsewhere)


async def test_a_group_that_moved_is_shown_as_it_was_called_then(desk: Desk) -> None:
    """REQUIRES that entries from before and after a move both open their group, each by the address of its time."""
    before = await logged(desk)
    successor = Chat("telegram", "-1009876543210")
    move = partial(moves.move, old=CHAT, successor=successor, today=desk.day, count_bound=consent.records_in)
    moved = (await desk.shelf.store.write(move)).result
    assert moved is not None
    desk.group = await desk.shelf.store.read(partial(register.numbered, number=desk.here.number))
    assert desk.here == moved.group
    after = await desk.happens()
    await desk.days()
    named = {}
    for kept in await desk.entries():
        proven = proof.verify(await desk.proof(kept, NOA, desk.here), await desk.shelf.store.read(views.keys))
        assert proven.opening.where is not None
        named[kept.id] = proven.opening.where.id
    assert named == {before.id: CHAT.id, after: successor.id}


async def test_a_damaged_tree_proves_nothing(desk: Desk) -> None:
    """REQUIRES that no proof is handed out that would not verify, and that the log is blamed for it, not the member."""
    kept = await logged(desk)
    with desk.shelf.engine.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE ledger_tile SET hashes = (SELECT t.hashes FROM ledger_tile t WHERE t.level = 1) WHERE level = 0"
        )
    with pytest.raises(DamagedError, match="nothing is wrong with the entry or with who asks"):
        await desk.proof(kept)


async def test_an_erased_entry_matches_no_more(desk: Desk) -> None:
    """REQUIRES that after a withdrawal file and code do not match, while another's proof goes on verifying."""
    kept = await logged(desk)
    (other,) = await desk.entries(ALI)
    mine, theirs = await desk.proof(kept), await desk.proof(other)
    await desk.withdraws()
    assert not await desk.matches(mine)
    assert not await desk.matches(kept.opening.code)
    assert await desk.matches(theirs)
    await desk.days(2)
    keys = await desk.shelf.store.read(views.keys)
    assert proof.verify(await desk.proof(other), keys).index == proof.verify(theirs, keys).index == other.leaf
    assert proof.verify(mine, keys).index == kept.leaf


async def test_what_was_changed_does_not_match(desk: Desk) -> None:
    """REQUIRES that another reason, salt, index, signature or checkpoint, and what is no proof, do not match."""
    kept = await logged(desk)
    file, code = await desk.proof(kept, NOA), kept.opening.code
    lied = kept.opening.payload.replace(b'"audience"', b'"message"')
    assert lied != kept.opening.payload
    head, note = file.split(b"\n\n", 1)
    forged: list[str | bytes] = [
        opening.Opening(kept.opening.salt, lied).code,
        opening.Opening(bytes(32), kept.opening.payload).code,
        file.replace(b"index %d" % (kept.leaf or 0), b"index %d" % ((kept.leaf or 0) ^ 1)),
        head + b"\n\n" + note.replace(b"groupbot.invalid/", b"groupbot.invalid/0"),
        head + b"\n\n",
        head,
        file[:-5] + b"AAA=\n",
        file + file,
        code[:-1],
        code + "AAAAAAAA",
        code + "\N{FULLWIDTH LATIN CAPITAL LETTER A}",
        "",
        b"\xff\xfe",
        "\ud800",
        proof.HEADER,
        f"{proof.HEADER}\nextra",
        b"A" * 1_000_000,
    ]
    assert [one for one in forged if await desk.matches(one)] == []
    assert await desk.matches(file)
    assert await desk.matches(code)


async def test_another_bots_proof_does_not_match(desk: Desk, filed: Desk) -> None:
    """REQUIRES that a proof of another log is sound there and does not match here."""
    theirs = await logged(filed)
    await logged(desk)
    file = await filed.proof(theirs)
    assert await filed.matches(file)
    assert not await desk.matches(file)
    assert not await desk.matches(theirs.opening.code)


async def test_what_was_recorded_is_read_in_mydata(desk: Desk) -> None:
    """REQUIRES that a member's export tells kind, reason, day, place in the log and end of each entry, and no salt."""
    kept = await logged(desk)
    duty = next(duty for duty in desk.shelf.store.duties if duty.table.name == "ledger_entry")
    assert duty.exporter is not None
    exporter = duty.exporter
    (told,) = await desk.shelf.store.read(lambda unit: exporter(unit, desk.here.number, kept.handle))
    assert told["reason"] == Reason.AUDIENCE
    assert (told["kind"], told["wiki"], told["index"]) == ("warned", "hewiki", kept.leaf)
    assert "salt" not in str(told)


async def test_what_matches_is_told_as_far_as_it_was_shown(desk: Desk) -> None:
    """REQUIRES that a match gives the entry's place, opens no more than was shown, and says what has undone it."""
    kept = await logged(desk)
    opened = kept.opened(NOA, None)
    assert (await desk.finds(opened.code)) == views.Match(opened, kept.leaf, overturned=False)
    leaf, today = kept.opening.leaf.hex(), desk.day.isoformat()
    await desk.happens(happened=Happened(Kind.APPEAL_DECIDED, today, Reason.UPHELD, about=leaf))
    await desk.happens(ALI, Happened(Kind.APPEAL_DECIDED, today, Reason.OVERTURNED, about=leaf))
    assert (await desk.finds(kept.opening.code)) == views.Match(kept.opening, kept.leaf, overturned=False)
    await desk.happens(happened=Happened(Kind.APPEAL_DECIDED, today, Reason.OVERTURNED, about=leaf))
    assert (await desk.finds(await desk.proof(kept))) == views.Match(kept.opening, kept.leaf, overturned=True)
    *_, ruling = await desk.entries()
    assert (await desk.finds(ruling.opening.code)) == views.Match(ruling.opening, None, overturned=False)


async def test_a_proof_of_another_place_does_not_match(desk: Desk) -> None:
    """REQUIRES that a proof which verifies, but puts the entry where the log at hand does not have it, is no match.

    So it is with proofs of a history that was lost by a restore, after which the entry was appended anew.
    """
    kept = await logged(desk)
    file = await desk.proof(kept)
    assert await desk.matches(file)
    elsewhere = sa.update(ledger_entry).where(ledger_entry.c.id == kept.id).values(leaf=10_000)
    await desk.shelf.store.write(lambda unit: unit.write(elsewhere))
    assert not await desk.matches(file)
    assert await desk.matches(kept.opening.code)
