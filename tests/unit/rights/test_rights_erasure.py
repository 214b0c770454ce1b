"""A person erased: nothing of them in any file, log or restored backup, and the other one as they were."""

import logging
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa
from structlog.testing import capture_logs

from groupbot.content import Content, Lines, Rich, Screen
from groupbot.duties import DUTIES
from groupbot.effects import Release, Whisper
from groupbot.ledger.tables import ledger_entry
from groupbot.ports import Unavailable
from groupbot.rights import erasing
from groupbot.rights.mydata import gather
from groupbot.rights.screens import EVERY_GROUP
from groupbot.store import outbox
from groupbot.store.unit import Unit
from groupbot.vault.entropy import SystemRandom
from groupbot.vault.errors import VaultUnavailable
from tests.unit.ledger_store.desk import ALI, NOA, Desk
from tests.unit.rights.lives import SOWN, SURVIVING, live
from tests.unit.store.furnished import kept, traces
from tests.unit.store.fuse import Fuse

pytestmark = pytest.mark.anyio
ABOUT_PERSONS = {duty.table.name: duty for duty in DUTIES if duty.person}
ONCE = {"language_choice"}  # of which one person has one


async def settled(desk: Desk) -> Desk:
    """Start with Ali, who has all that one can have."""
    await desk.opens()
    await live(desk, ALI, surviving=True)
    return desk


async def erases(desk: Desk, number: int = EVERY_GROUP) -> tuple[Screen, ...]:
    """Have Noa erase, and return the answer: nothing where there was nothing."""
    work = partial(erasing.carry_out, actor=NOA, number=number, today=desk.today)
    answer: tuple[Screen, ...] = (await desk.shelf.store.write(work)).result
    return answer


def said_to_stay(answer: tuple[Screen, ...]) -> set[str]:
    """Return the tables of which an answer says that they stay."""
    keys = {item.key for screen in answer for part in screen.parts if isinstance(part, Lines) for item in part.items}
    return {table for table in ABOUT_PERSONS if f"erase-keeps-{table}" in keys}


async def exported(desk: Desk) -> bytes:
    """Return what Ali takes along."""
    return msgspec.json.encode(await desk.shelf.store.read(lambda unit: gather(unit, ALI, desk.today)))


def rows_of(desk: Desk, before: dict[str, list[Any]]) -> dict[str, int]:
    """Count what each table about persons has more than before."""
    now = kept(desk.shelf)
    return {table: len(now[table]) - len(before[table]) for table in ABOUT_PERSONS}


def test_every_table_about_persons_is_sown() -> None:
    """REQUIRES that each table about persons is tried here, and that those which survive are the declared ones."""
    assert set(SOWN) == set(ABOUT_PERSONS)
    assert {table for table, duty in ABOUT_PERSONS.items() if duty.survives} == SURVIVING


async def test_what_admins_can_read_says_when_they_did(desk: Desk) -> None:
    """REQUIRES of each table about persons that its export tells when admins read a row, if they can, and only then."""
    await settled(desk)
    found = await desk.shelf.store.read(lambda unit: gather(unit, ALI, desk.today))
    tables = [entry for place in found["places"] for entry in place["tables"]]
    assert {entry["table"] for entry in tables} == set(ABOUT_PERSONS)
    days = {entry["table"]: date.fromisoformat(entry["until"]) - desk.day for entry in tables}
    assert timedelta(days=1) <= min(days.values()) < max(days.values()) < timedelta(days=400)
    told = {(entry["table"], "read_by_admins" in row) for entry in tables for row in entry["rows"]}
    assert told == {(table, duty.admins) for table, duty in ABOUT_PERSONS.items()}


async def test_who_erases_is_gone_as_if_they_had_never_been(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    """REQUIRES that no row, key, handle or byte is left of who erased, in files or logs, and Ali's export unchanged."""
    await settled(desk)
    before, alis = kept(desk.shelf), await exported(desk)
    await live(desk, NOA, surviving=False)
    sown = rows_of(desk, before)
    assert [table for table in set(sown) - SURVIVING if sown[table] < (1 if table in ONCE else 2)] == []
    gone = traces(before, kept(desk.shelf))
    content = desk.shelf.live_bytes()
    assert len(gone) > 60
    assert [trace for trace in gone if trace not in content] == []
    with capture_logs() as said, caplog.at_level(logging.DEBUG):
        assert said_to_stay(await erases(desk)) == set()
    assert kept(desk.shelf) == before
    content = desk.shelf.live_bytes()
    assert [trace for trace in gone if trace in content] == []
    logged = f"{said} {caplog.text}"
    assert [trace for trace in gone if trace.hex() in logged or repr(trace)[2:-1] in logged] == []
    assert NOA.id not in logged
    assert await exported(desk) == alis
    assert not await erases(desk)


async def test_what_survives_is_all_that_is_left(desk: Desk) -> None:
    """REQUIRES that of who erased nothing is left but what is declared to survive, which still opens."""
    await settled(desk)
    before = kept(desk.shelf)
    await live(desk, NOA, surviving=True)
    assert said_to_stay(await erases(desk)) == SURVIVING
    more = {table: rows for table, rows in rows_of(desk, before).items() if rows}
    assert more == dict.fromkeys(SURVIVING, 2)
    after = kept(desk.shelf)
    assert (
        len(after["vault.keys"]) - len(before["vault.keys"])
        == len(after["vault.people"]) - len(before["vault.people"])
        == 2
    )
    found = await desk.shelf.store.read(lambda unit: gather(unit, NOA, desk.today))
    assert {entry["table"] for place in found["places"] for entry in place["tables"]} == SURVIVING


async def test_where_only_that_is_left_nothing_is_erased(desk: Desk) -> None:
    """REQUIRES that who has nothing but what survives is told that there is nothing to erase."""
    await settled(desk)
    for table in SURVIVING:
        await SOWN[table](desk, NOA)
    before = kept(desk.shelf)
    assert await erases(desk) == ()
    assert kept(desk.shelf) == before


async def test_where_only_an_answer_waits_it_goes(desk: Desk) -> None:
    """REQUIRES that an answer which waits for somebody of whom nothing else is kept can be erased, everywhere alone."""
    await settled(desk)
    before = kept(desk.shelf)
    await SOWN["outbox"](desk, NOA)
    assert await erases(desk, desk.here.number) == ()
    assert await erases(desk)
    assert kept(desk.shelf) == before


async def test_what_the_doorkeeper_shall_do_is_no_answer(desk: Desk) -> None:
    """REQUIRES that an erasure takes the answers that wait, and leaves what is decided of somebody's release."""
    await settled(desk)
    doors = (Release(desk.here.card.chat, NOA),)
    enter = partial(outbox.put_doors, doors=doors, group=desk.here.number, now=desk.now(), random=SystemRandom())
    await desk.shelf.store.write(enter)
    before = kept(desk.shelf)
    await live(desk, NOA, surviving=False)
    assert await erases(desk)
    assert kept(desk.shelf) == before


async def test_news_goes_with_an_erasure_and_not_with_a_withdrawal(desk: Desk) -> None:
    """REQUIRES that a decided appeal is told to who withdrew their consents everywhere, and not to who erased it."""
    await settled(desk)
    await live(desk, NOA, surviving=False)
    news, store = Whisper(NOA, Content(Rich("decided"))), desk.shelf.store

    def withdraws(unit: Unit) -> None:
        outbox.put_news(unit, news, desk.here.number, desk.now(), SystemRandom())
        unit.erase(b"h" * 16, "events")
        outbox.put(unit, NOA.platform, [news], outbox.EVERY_GROUP, desk.now(), SystemRandom())

    def count(unit: Unit) -> int:
        return len(outbox.export(unit, 0, outbox.recipient(unit, NOA.platform, NOA.id)))

    await store.write(withdraws)
    # The news, the answer to the withdrawal, and the one about the language.
    assert await store.read(count) == 3
    assert await erases(desk, desk.here.number)
    assert await store.read(count) == 2


async def test_a_key_that_outlived_its_rows_goes_too(desk: Desk) -> None:
    """REQUIRES that nothing stays of who erased after events of theirs had come to their end."""
    await settled(desk)
    before = kept(desk.shelf)
    await live(desk, NOA, surviving=False)
    await desk.shelf.store.write(lambda unit: unit.write(sa.delete(ledger_entry).where(_of_noa(unit, desk))))
    assert await erases(desk)
    assert kept(desk.shelf) == before


def _of_noa(unit: Unit, desk: Desk) -> sa.ColumnElement[bool]:
    handles = [handle for _group, handle in unit.vault.find_everywhere(NOA.platform, NOA.id)]
    return ledger_entry.c.handle.in_(handles)


async def test_one_group_alone(desk: Desk) -> None:
    """REQUIRES that an erasure in one group leaves each row of the other, the language, and all that waits about both.

    The answer to it takes the place of what waits about that group: tests/unit/store/test_store_outbox.py has that.
    """
    await settled(desk)
    before = kept(desk.shelf)
    await live(desk, NOA, surviving=False)
    sown = rows_of(desk, before)
    assert await erases(desk, desk.here.number)
    whole = {"outbox", "language_choice"}
    assert rows_of(desk, before) == {table: count if table in whole else count // 2 for table, count in sown.items()}


async def test_a_restored_backup_brings_nobody_back(desk: Desk) -> None:
    """REQUIRES that a database from before the erasure opens nothing of who erased and loses their rows at start."""
    await settled(desk)
    before = kept(desk.shelf)
    await live(desk, NOA, surviving=False)
    gone, alis = traces(before, kept(desk.shelf)), await exported(desk)
    desk.shelf.stop()
    backup = desk.shelf.backup()
    await desk.opens()
    assert await erases(desk)
    desk.shelf.stop()
    desk.shelf.restore(backup)
    await desk.opens()
    content = desk.shelf.live_bytes()
    assert [trace for trace in gone if trace in content] == []
    assert kept(desk.shelf) == before
    assert await exported(desk) == alis


async def test_a_failure_at_any_step_is_made_good(filed: Desk, tmp_path: Path) -> None:
    """REQUIRES that whatever step of an erasure fails, all is there still or all is gone before anybody reads again."""
    await settled(filed)
    before = kept(filed.shelf)
    await live(filed, NOA, surviving=False)
    whole = kept(filed.shelf)
    filed.shelf.stop()
    ends = set()
    for step in range(1, 100):
        attempt = Desk(filed.shelf.copied(tmp_path / str(step)))
        attempt.shelf.open()
        with pytest.MonkeyPatch.context() as patch:
            fuse = Fuse(patch, step, _fail, all_of_it=True)
            try:
                await erases(attempt)
            except Unavailable:
                await attempt.shelf.store.read(lambda _unit: None)
            struck = fuse.steps >= step
        after = kept(attempt.shelf)
        attempt.shelf.stop()
        ends.add("whole" if after == whole else "gone" if after == before else f"half at {step}")
        if not struck:
            break
    assert ends == {"whole", "gone"}
    assert step > 10


def _fail() -> None:
    raise VaultUnavailable("The disk is full.", "Make room.")
