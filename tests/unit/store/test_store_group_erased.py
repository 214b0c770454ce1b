"""The end of a group by its admins' word: its keys, then everything else of it, and nothing of its neighbour."""

import asyncio
import time
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from groupbot.content import Content, Rich
from groupbot.duties import DUTIES
from groupbot.effects import Whisper
from groupbot.groups import ending
from groupbot.people import Actor
from groupbot.ports import Unavailable
from groupbot.store import outbox
from groupbot.store.unit import Unit
from groupbot.vault.entropy import SystemRandom
from groupbot.vault.errors import VaultUnavailable
from tests.unit.store.furnished import OTHER, furnish, kept, neighbour, traces
from tests.unit.store.fuse import Fuse
from tests.unit.store.shelf import NOA, NOON, Shelf, agree, enter

pytestmark = pytest.mark.anyio
STANDS = {"deployment", "inbox", "erase_job", "schedule", "platform_lease", "proof_clock"}
STANDS |= {"ledger_tile", "ledger_checkpoint"}
"""What says nothing of a group, or nothing that could be told from what it says of others."""


async def test_a_group_is_erased_as_if_it_had_never_been(shelf: Shelf) -> None:
    """REQUIRES that an erased group leaves no row, key or byte in any live file, and its neighbour as it was."""
    before = await neighbour(shelf)
    group = await furnish(shelf)
    gone = traces(before, kept(shelf))
    content = shelf.live_bytes()
    assert len(gone) > 60
    assert not [trace for trace in gone if trace not in content]
    await shelf.store.write(lambda unit: ending.erase(unit, group))
    assert kept(shelf) == before
    content = shelf.live_bytes()
    assert not [trace for trace in gone if trace in content]


async def test_erasing_again_is_no_error(shelf: Shelf) -> None:
    """REQUIRES that a second admin who presses at the same time ends nothing but what has ended."""
    before = await neighbour(shelf)
    group = await furnish(shelf)
    for _ in range(2):
        await shelf.store.write(lambda unit: ending.erase(unit, group))
    assert kept(shelf) == before


async def test_a_unit_that_fails_erases_nothing(shelf: Shelf) -> None:
    """REQUIRES that nothing is lost of a group when the decision that erases it fails afterwards."""
    await neighbour(shelf)
    group = await furnish(shelf)
    before = kept(shelf)

    def fails(unit: Unit) -> None:
        ending.erase(unit, group)
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011  (ours, from above)
        await shelf.store.write(fails)
    assert kept(shelf) == before


async def test_a_failure_at_any_step_is_made_good(shelf: Shelf, tmp_path: Path) -> None:
    """REQUIRES that whatever step fails, all of the group is there still, or nothing before anybody reads again."""
    before = await neighbour(shelf)
    group = await furnish(shelf)
    whole = kept(shelf)
    shelf.stop()
    ends = set()
    for step in range(1, 100):
        attempt = shelf.copied(tmp_path.parent / f"{tmp_path.name}-{step}")
        attempt.open()
        with pytest.MonkeyPatch.context() as patch:
            fuse = Fuse(patch, step, _fail, all_of_it=True)
            try:
                await attempt.store.write(lambda unit: ending.erase(unit, group))
            except Unavailable:
                await attempt.store.read(lambda _unit: None)
            struck = fuse.steps >= step
        after = kept(attempt)
        attempt.stop()
        ends.add("whole" if after == whole else "gone" if after == before else f"half at {step}")
        if not struck:
            break
    assert ends == {"whole", "gone"}
    assert step > 10


async def test_the_answer_to_it_is_kept(shelf: Shelf) -> None:
    """REQUIRES that what the admin is told of the end waits, and opens, though it is about the group that has ended."""
    await neighbour(shelf)
    group = await furnish(shelf)
    told = Whisper(NOA, Content(Rich("it is gone")))

    def erased(unit: Unit) -> list[bytes]:
        ending.erase(unit, group)
        return outbox.put(unit, "telegram", [told], group, NOON, SystemRandom())

    (row,) = (await shelf.store.write(erased)).result
    await shelf.store.tidy()
    assert await shelf.store.read(lambda unit: outbox.find(unit, row)) == replace(told, to=replace(NOA, name=""))


async def test_a_thousand_members_are_gone_in_two_seconds(shelf: Shelf) -> None:
    """REQUIRES that a group of a thousand with full consents ends within two seconds while others agree elsewhere."""
    await neighbour(shelf)
    elsewhere = (await shelf.store.read(lambda unit: enter(unit, OTHER))).number
    group = await furnish(shelf, 1_000)
    done = asyncio.Event()

    async def others(first: int) -> int:
        count = 0
        while not done.is_set():
            person = Actor("telegram", str(first + count))
            await shelf.store.write(partial(agree, group=elsewhere, person=person))
            count += 1
        return count

    crowd = [asyncio.create_task(others(begin * 1_000_000)) for begin in range(1, 9)]
    await asyncio.sleep(0.1)
    begun = time.monotonic()
    await shelf.store.write(lambda unit: ending.erase(unit, group))
    taken = time.monotonic() - begun
    done.set()
    assert sum(await asyncio.gather(*crowd)) > len(crowd)
    assert taken < 2.0
    assert shelf.rows(f"SELECT 1 FROM consent_record WHERE group_number = {group}") == []  # noqa: S608  (a number)


def _fail() -> None:
    raise VaultUnavailable("The disk is full.", "Make room.")


def test_each_table_goes_with_its_group() -> None:
    """REQUIRES of each declared table that it says how its rows go with a group, unless none of them is about one."""
    with_group = {duty.table.name for duty in DUTIES if duty.holds_groups}
    unreached = {
        duty.table.name
        for duty in DUTIES
        if not (duty.group or duty.group_eraser or (duty.person and not duty.mark))
        and not [
            key for key in duty.table.foreign_keys if key.column.table.name in with_group and key.ondelete == "CASCADE"
        ]
    }
    assert unreached == STANDS
