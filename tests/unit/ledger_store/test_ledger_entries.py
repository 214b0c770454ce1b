"""What is recorded of whom: only of members who agree at that moment, until they withdraw or its end comes."""

from functools import partial

import pytest

from groupbot.consent.model import Purpose
from groupbot.groups import ending, register
from groupbot.ledger.entry import Happened
from groupbot.ledger.kinds import Kind, Reason
from tests.unit.ledger_store.desk import ALI, NOA, POLICY, Desk
from tests.unit.store.furnished import kept

pytestmark = pytest.mark.anyio


async def test_what_happened_is_kept_of_who_agreed(desk: Desk) -> None:
    """REQUIRES that an entry says what happened, waits for the log, and ends after the policy's days."""
    await desk.opens()
    await desk.agrees()
    first, second = await desk.happens(), await desk.happens(happened=desk.held())
    found = await desk.entries()
    stated = {entry.id: entry.opening.entry.happened for entry in await desk.entries()}
    assert stated == {first: desk.warned(), second: desk.held()}
    assert {entry.leaf for entry in found} == {None}
    assert {entry.until for entry in found} == {desk.today + POLICY.retention.events_days}


@pytest.mark.parametrize("case", ["stranger", "others", "withdrawn", "over", "told-late", "other-terms"])
async def test_nothing_is_kept_of_who_does_not_agree(desk: Desk, case: str) -> None:
    """REQUIRES that nothing changes on disk by what happens to somebody without a valid consent to exactly that."""
    await desk.opens()
    await desk.agrees(ALI)
    happened = None
    match case:
        case "others":
            await desk.agrees(purposes=(Purpose.DIGEST, Purpose.NAME))
        case "withdrawn":
            await desk.agrees(purposes=tuple(Purpose))
            await desk.withdraws(NOA, Purpose.EVENTS)
        case "over":
            await desk.agrees(days=1)
            await desk.days()
        case "told-late":
            await desk.agrees(days=1)
            happened = desk.warned()
            await desk.days()
        case "other-terms":
            await desk.agrees()
            change = partial(register.set_terms, number=desk.here.number, material=b"n" * 32, changed_on=desk.day)
            await desk.shelf.store.write(change)
    before = kept(desk.shelf)
    assert await desk.happens(happened=happened) is None
    assert kept(desk.shelf) == before
    assert await desk.entries() == ()
    assert await desk.happens(ALI) is not None or case == "other-terms"


async def test_withdrawing_takes_the_entries_and_their_key(desk: Desk) -> None:
    """REQUIRES that withdrawing this one purpose erases its entries, appended or not, with their key, and no other."""
    await desk.opens()
    await desk.agrees(purposes=tuple(Purpose))
    await desk.agrees(ALI)
    await desk.happens()
    await desk.happens(ALI)
    await desk.days()
    await desk.happens()
    sealed = [bytes(row[0]) for row in desk.shelf.rows("SELECT sealed FROM ledger_entry")]
    handle = await desk.handle()
    assert handle is not None
    theirs = {bytes(row[0]) for row in desk.shelf.rows("SELECT key_id FROM ledger_entry")}
    await desk.withdraws(NOA, Purpose.EVENTS)
    assert await desk.entries() == ()
    assert desk.shelf.vault.keys_of(handle, "events/ledger") == []
    assert len(theirs & set(desk.shelf.vault.all_key_ids())) == 1
    assert [entry.opening.entry.happened for entry in await desk.entries(ALI)]
    assert desk.shelf.count("consent_grant") == 4
    live = desk.shelf.live_bytes()
    assert sum(one[:40] in live for one in sealed) == 1


async def test_one_key_for_all_entries_of_a_member(desk: Desk) -> None:
    """REQUIRES one key for each member of a group, made with the first entry, and another after a withdrawal."""
    await desk.opens()
    await desk.agrees()
    await desk.happens()
    await desk.happens()
    (first,) = desk.shelf.rows("SELECT DISTINCT key_id FROM ledger_entry")
    await desk.withdraws()
    await desk.agrees()
    await desk.happens()
    (second,) = desk.shelf.rows("SELECT DISTINCT key_id FROM ledger_entry")
    assert first != second


async def test_an_entry_ends_without_those_that_came_later(desk: Desk) -> None:
    """REQUIRES that an entry goes on its day, its key only with the last one, and the leaf stays."""
    await desk.opens()
    await desk.agrees()
    await desk.happens()
    await desk.days(3)
    await desk.happens()
    handle = await desk.handle()
    assert handle is not None
    await desk.days(POLICY.retention.events_days - 4)
    assert len(await desk.entries()) == 2
    await desk.days()
    (later,) = await desk.entries()
    assert desk.shelf.vault.keys_of(handle, "events/ledger")
    assert await desk.matches(later.opening.code)
    await desk.days(3)
    assert await desk.entries() == ()
    assert desk.shelf.vault.keys_of(handle, "events/ledger") == []
    assert desk.shelf.count("ledger_entry") == 0


async def test_no_entry_outlives_its_consent(desk: Desk) -> None:
    """REQUIRES that what was kept goes with the last row of the consent that permitted it, if that is sooner."""
    await desk.opens()
    await desk.agrees(days=2)
    desk.day = desk.day.replace(day=desk.day.day + 1)
    happened = Happened(Kind.WARNED, desk.day.isoformat(), Reason.SCALE)
    await desk.happens(happened=happened)
    ((ends,),) = desk.shelf.rows("SELECT ends_on FROM ledger_entry")
    ((consent,),) = desk.shelf.rows("SELECT ends_on FROM consent_grant")
    assert ends <= consent


async def test_no_id_stands_in_what_the_root_key_opens(desk: Desk) -> None:
    """REQUIRES that a sealed entry, opened, names neither person nor group, and is as long as every other."""
    await desk.opens()
    await desk.agrees()
    await desk.happens()
    await desk.happens(happened=desk.held())
    cells = desk.shelf.rows("SELECT sealed FROM ledger_entry")
    assert len({len(bytes(cell[0])) for cell in cells}) == 1
    for entry in await desk.entries():
        plain = bytes(entry.opening)
        assert NOA.id.encode() not in plain
        assert desk.here.card.chat.id.encode() not in plain


async def test_a_group_takes_its_entries_along(desk: Desk) -> None:
    """REQUIRES that a group that is ended leaves no entry and no key, and the tree as it was."""
    await desk.opens()
    await desk.agrees()
    await desk.happens()
    await desk.days()
    tiles = desk.shelf.rows("SELECT level, number, hashes FROM ledger_tile")
    number = desk.here.number
    await desk.shelf.store.write(lambda unit: ending.erase(unit, number))
    assert desk.shelf.count("ledger_entry") == 0
    assert desk.shelf.rows("SELECT level, number, hashes FROM ledger_tile") == tiles
