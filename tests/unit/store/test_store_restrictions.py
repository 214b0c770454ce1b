"""Which restrictions are the bot's: kept sealed, read by whom they are about, and gone with their end."""

from datetime import datetime, timedelta
from functools import partial

import pytest
from structlog.testing import capture_logs

from groupbot.content import Content, Rich
from groupbot.duties import DUTIES
from groupbot.effects import Admit, Decline, Door, Release, Restrict, Whisper
from groupbot.groups import ending
from groupbot.people import Actor
from groupbot.ports import Unavailable
from groupbot.restraint import records
from groupbot.restraint.tables import restriction
from groupbot.rights.mydata import gather
from groupbot.store import outbox, retention
from groupbot.store.unit import Unit
from groupbot.vault.entropy import SystemRandom
from groupbot.vault.vault import Vault, VaultUnavailable
from tests.unit.store.shelf import CHAT, NOA, NOON, TODAY, Shelf, agree, enter, known, withdraw

pytestmark = pytest.mark.anyio
UNTIL = NOON + timedelta(days=2)
OMAR = Actor("telegram", "5000000078")
ANSWER = Whisper(NOA, Content(Rich("an answer")))


async def begin(shelf: Shelf) -> int:
    """Open the files with one group in them and return its number."""
    store = await shelf.start()
    number: int = (await store.write(lambda unit: enter(unit).number)).result
    return number


async def hold(shelf: Shelf, group: int, until: datetime = UNTIL, who: Actor = NOA) -> None:
    await shelf.store.write(partial(records.put, group=group, who=who, until=until, now=NOON))


async def ours(shelf: Shelf, group: int, who: Actor = NOA) -> records.Ends:
    found: records.Ends = await shelf.store.read(partial(records.ends, group=group, who=who))
    return found


async def waits(shelf: Shelf, group: int, *doors: Door) -> list[bytes]:
    """Enter what the doorkeeper shall do."""
    entering = partial(outbox.put_doors, doors=doors, group=group, now=NOON, random=SystemRandom())
    entered: list[bytes] = (await shelf.store.write(entering)).result
    return entered


async def test_it_survives_a_restart_sealed_and_is_read_by_its_member(shelf: Shelf) -> None:
    """REQUIRES that the member's export shows the restriction's end, nobody else's does, and no byte tells."""
    group = await begin(shelf)
    await hold(shelf, group)
    shelf.stop()
    assert not [word for word in (b"5000000077", str(int(UNTIL.timestamp())).encode()) if word in shelf.live_bytes()]
    store = await shelf.start()
    assert (await ours(shelf, group), await ours(shelf, group, OMAR)) == ((UNTIL,), ())
    shown = await store.read(partial(gather, actor=NOA, today=TODAY))
    (table,) = [entry for place in shown["places"] for entry in place["tables"] if entry["table"] == "restriction"]
    assert table["rows"] == [{"until": UNTIL.isoformat()}]
    assert table["basis"] == "L1: restrictions that the bot set"
    other = await store.read(partial(gather, actor=OMAR, today=TODAY))
    assert other["places"] == []


async def test_what_the_bot_set_before_stays_its_own(shelf: Shelf) -> None:
    """REQUIRES the ends of the last few acts, the newest last, without those that have passed, under one living key."""
    group = await begin(shelf)
    keys = set(shelf.vault.all_key_ids())
    ends = [NOON + timedelta(hours=hours) for hours in (-1, 9, 8, 7, 6, 5, 5)]
    for end in ends:
        await hold(shelf, group, end)
    assert await ours(shelf, group) == tuple(ends[2:6])
    assert (shelf.count("restriction"), len(set(shelf.vault.all_key_ids()) - keys)) == (1, 1)


async def test_what_is_the_bots_no_more_leaves_nothing(shelf: Shelf) -> None:
    """REQUIRES that letting go leaves neither row nor key nor person, and is refused to whom something newer stands."""
    group = await begin(shelf)
    keys, people = set(shelf.vault.all_key_ids()), list(shelf.vault.owners())
    await hold(shelf, group)
    drop = partial(records.drop, group=group, who=NOA)
    assert (await shelf.store.write(partial(drop, newest=UNTIL + timedelta(seconds=1)))).result is False
    assert (await shelf.store.write(partial(drop, newest=UNTIL))).result is True
    assert (await shelf.store.write(drop)).result is False
    assert (shelf.count("restriction"), set(shelf.vault.all_key_ids()), list(shelf.vault.owners())) == (0, keys, people)


async def test_a_row_that_cannot_be_opened_stops_nothing(shelf: Shelf) -> None:
    """REQUIRES that a tampered row counts as gone for acts, changes and /mydata, is told once, and can be replaced."""
    group = await begin(shelf)
    await hold(shelf, group)
    spoilt = restriction.update().values(sealed=b"\x01" + bytes(64))
    await shelf.store.write(lambda unit: unit.write(spoilt))
    with capture_logs() as said:
        assert await ours(shelf, group) == ()
        assert (await shelf.store.read(partial(gather, actor=NOA, today=TODAY)))["places"] is not None
        assert (await shelf.store.write(partial(records.drop, group=group, who=NOA))).result is False
    assert [entry["event"] for entry in said] == ["a sealed row cannot be opened and counts as gone"]
    assert NOA.id not in str(said)
    await hold(shelf, group, UNTIL + timedelta(hours=1))
    assert await ours(shelf, group) == (UNTIL + timedelta(hours=1),)


async def test_a_vault_that_is_away_is_no_lost_row(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    """REQUIRES that a restriction is not taken for gone while the vault cannot be read, but asked for again later."""
    group = await begin(shelf)
    await hold(shelf, group)

    def away(*_: object) -> bytes:
        raise VaultUnavailable("The vault is locked.", "Wait.")

    with monkeypatch.context() as patch:
        patch.setattr(Vault, "open_sealed", away)
        with pytest.raises(Unavailable):
            await ours(shelf, group)
    assert await ours(shelf, group) == (UNTIL,)


async def test_it_ends_the_day_after_its_end(shelf: Shelf) -> None:
    """REQUIRES that the row stands on the day of the end and is swept the day after, with its key."""
    group = await begin(shelf)
    keys = set(shelf.vault.all_key_ids())
    await hold(shelf, group)
    for days, left in ((2, 1), (3, 0)):
        await shelf.store.write(partial(retention.sweep, duties=DUTIES, now=NOON + timedelta(days=days)))
        assert shelf.count("restriction") == left
    await shelf.store.tidy()
    assert set(shelf.vault.all_key_ids()) == keys


async def test_a_withdrawal_lifts_nothing_and_forgets_nothing_of_it(shelf: Shelf) -> None:
    """REQUIRES that consents and restrictions of one person end each by itself, and a group's end ends both."""
    group = await begin(shelf)
    await shelf.store.write(lambda unit: agree(unit, group))
    await hold(shelf, group)
    await shelf.store.write(lambda unit: withdraw(unit, group))
    assert (await ours(shelf, group), await shelf.store.read(lambda unit: known(unit, group))) == (
        (UNTIL,),
        frozenset(),
    )
    await waits(shelf, group, Release(CHAT, NOA), Admit(CHAT, OMAR))
    await shelf.store.write(lambda unit: ending.erase(unit, group))
    assert (shelf.count("restriction"), shelf.count("outbox")) == (0, 0)


async def test_what_the_doorkeeper_shall_do_waits_sealed_and_whole(shelf: Shelf) -> None:
    """REQUIRES that each kind comes back as it was entered, but for the name, and is told apart in the export."""
    group = await begin(shelf)
    role = Admit(CHAT, OMAR, "77")
    entered = await waits(shelf, group, Restrict(CHAT, NOA, UNTIL), role)
    entered += await waits(shelf, group, Decline(CHAT, Actor("telegram", "1")), Release(CHAT, Actor("telegram", "2")))
    found = [await shelf.store.read(partial(outbox.find, row_id=row)) for row in entered]
    nameless = Actor("telegram", NOA.id)
    assert found[:2] == [Restrict(CHAT, nameless, UNTIL), role]
    assert [type(each) for each in found] == [Restrict, Admit, Decline, Release]

    def exported(unit: Unit) -> list[str]:
        return [row["kind"] for row in outbox.export(unit, 0, outbox.recipient(unit, "telegram", NOA.id))]

    assert await shelf.store.read(exported) == ["restrict"]


async def test_the_newest_decision_counts_and_no_answer_takes_its_place(shelf: Shelf) -> None:
    """REQUIRES that a release overtakes a restriction and no entry, answer or withdrawal does."""
    group = await begin(shelf)
    (first,) = await waits(shelf, group, Restrict(CHAT, NOA, UNTIL))
    kept = await waits(shelf, group, Admit(CHAT, NOA), Release(CHAT, NOA))
    elsewhere = await waits(shelf, group + 1, Restrict(CHAT, NOA, UNTIL))
    assert await shelf.store.read(partial(outbox.find, row_id=first)) is None
    waiting = await shelf.store.read(partial(outbox.held_back, who=NOA, group=group))
    assert waiting == (kept[1], Release(CHAT, Actor("telegram", NOA.id)))
    assert await shelf.store.read(partial(outbox.held_back, who=OMAR, group=group)) is None

    def withdrawn(unit: Unit) -> None:
        unit.erase(b"h" * 16, "consent")
        outbox.put(unit, "telegram", (ANSWER,), outbox.EVERY_GROUP, NOON, SystemRandom())

    await shelf.store.write(lambda unit: outbox.put(unit, "telegram", (ANSWER,), group, NOON, SystemRandom()))
    await shelf.store.write(withdrawn)
    left = {bytes(row) for (row,) in shelf.rows("SELECT id FROM outbox")}
    assert left > {*kept, *elsewhere}
    assert len(left) == 4
