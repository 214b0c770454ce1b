"""Erasures: keys, then rows, whatever comes between; and nothing of anybody else."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from groupbot.consent.model import Purpose
from groupbot.language import records as languages
from groupbot.people import Actor, Chat
from groupbot.ports import Unavailable
from groupbot.vault.errors import VaultUnavailable
from tests.unit.store.fuse import Fuse
from tests.unit.store.shelf import NOA, Shelf, agree, enter, known, speak, withdraw

pytestmark = pytest.mark.anyio
ALI = Actor("telegram", "5000000078")
REST = frozenset(Purpose) - {Purpose.EVENTS}
CASES = [((Purpose.EVENTS,), REST), ((), frozenset[Purpose]())]


async def populated(shelf: Shelf) -> int:
    """Start with two people who agreed to everything, one of whom chose a language."""
    store = await shelf.start()
    group = (await store.write(enter)).result.number
    await store.write(lambda unit: [agree(unit, group, person) for person in (NOA, ALI)])
    await store.write(speak)
    return int(group)


def traces(shelf: Shelf, group: int, *purposes: Purpose) -> list[bytes]:
    """Return what may be in no live file any more once these purposes of Noa are erased, all when none is named."""
    handle = shelf.vault.find(group, NOA.platform, NOA.id)
    assert handle is not None
    gone = [key for purpose in purposes or (None,) for key in shelf.vault.keys_of(handle, purpose)]
    found = [] if purposes else [handle, shelf.vault.pseudonym(group, NOA.platform, NOA.id)]
    for table in ("consent_record", "consent_grant"):
        for key, sealed in shelf.rows(f"SELECT key_id, sealed FROM {table}"):  # noqa: S608  (our own tables)
            if key in gone:
                found += [key, sealed[:24], sealed[-24:]]
    rows = shelf.vault._file.rows("SELECT id, wrapped FROM keys")
    return found + [wrapped for key, wrapped in rows if key in gone]


async def assert_erased(shelf: Shelf, group: int, left: frozenset[Purpose], gone: list[bytes]) -> None:
    """Check that exactly what was withdrawn is gone."""
    store = shelf.store
    assert await store.read(lambda unit: known(unit, group)) == left
    assert await store.read(lambda unit: known(unit, group, ALI)) == frozenset(Purpose)
    assert await store.read(lambda unit: languages.chosen(unit, NOA)) == "he"
    assert shelf.count("erase_job") == 0
    assert shelf.count("consent_grant") == len(left) + 4
    assert len(list(shelf.vault.owners())) == (3 if left else 2)
    content = shelf.live_bytes()
    assert len(gone) > 3
    assert not [trace for trace in gone if trace in content]


@pytest.mark.parametrize(("purposes", "left"), CASES, ids=["one", "all"])
async def test_a_withdrawal_erases_exactly_that(
    shelf: Shelf, purposes: tuple[Purpose, ...], left: frozenset[Purpose]
) -> None:
    """REQUIRES that a withdrawn purpose leaves no key, row or handle in any live file, and others are untouched."""
    group = await populated(shelf)
    gone = traces(shelf, group, *purposes)
    content = shelf.live_bytes()
    assert [trace in content for trace in gone] == [True] * len(gone)
    done = await shelf.store.write(lambda unit: withdraw(unit, group, NOA, *purposes))
    assert done.erased
    await assert_erased(shelf, group, left, gone)


@pytest.mark.parametrize(("purposes", "left"), CASES, ids=["one", "all"])
async def test_a_failure_at_any_step_is_made_good(
    shelf: Shelf, purposes: tuple[Purpose, ...], left: frozenset[Purpose], tmp_path: Path
) -> None:
    """REQUIRES that an erasure which fails at any step is finished before the same process decides anything else."""
    group = await populated(shelf)
    gone = traces(shelf, group, *purposes)
    shelf.stop()
    for step in range(1, 100):
        attempt = shelf.copied(tmp_path.parent / f"{tmp_path.name}-{step}")
        attempt.open()
        with pytest.MonkeyPatch.context() as patch:
            fuse = Fuse(patch, step, _fail)
            if fuse.steps < 0:
                try:
                    await attempt.store.write(lambda unit: withdraw(unit, group, NOA, *purposes))
                except Unavailable:
                    pass
                else:
                    break
        await assert_erased(attempt, group, left, gone)
        attempt.stop()
    attempt.stop()
    assert step > 8


def _fail() -> None:
    raise VaultUnavailable("The disk is full.", "Make room.")


@pytest.mark.no_cover  # who dies is another process, and the start after it is everybody's, twenty times over
@pytest.mark.parametrize(("purposes", "left"), CASES, ids=["one", "all"])
async def test_a_kill_at_any_step_is_made_good_at_the_start(
    shelf: Shelf, purposes: tuple[Purpose, ...], left: frozenset[Purpose]
) -> None:
    """REQUIRES that a process killed at any step of an erasure leaves what the next start finishes."""
    group = await populated(shelf)
    gone = traces(shelf, group, *purposes)
    shelf.stop()
    command = [sys.executable, "-m", "tests.unit.store.dying", str(shelf.folder), shelf.url, str(group), *purposes]
    ended = subprocess.run(  # noqa: S603, ASYNC221  (our own interpreter with our own text; nothing else runs here)
        command, check=True, capture_output=True, text=True, env={"PYTHONPATH": os.pathsep.join(sys.path)}
    )
    *copies, last = ended.stdout.splitlines()
    assert (last, len(copies) > 8) == ("ended", True)
    for copy in copies:
        folder, url = copy.split()
        after = Shelf(Path(folder), url)
        await after.start()
        await assert_erased(after, group, left, gone)
        after.stop()


async def test_a_consent_given_anew_survives_an_old_erasure(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    """REQUIRES that an erasure which failed is finished before the person agrees anew, and never takes that along."""
    group = await populated(shelf)
    with monkeypatch.context() as broken:
        Fuse(broken, 3, _fail)
        with pytest.raises(Unavailable):
            await shelf.store.write(lambda unit: withdraw(unit, group, NOA, Purpose.EVENTS))
    assert shelf.count("erase_job") == 1
    await shelf.store.write(lambda unit: agree(unit, group))
    await shelf.store.tidy()
    assert await shelf.store.read(lambda unit: known(unit, group)) == frozenset(Purpose)


async def test_an_older_backup_opens_nothing_of_it(shelf: Shelf) -> None:
    """REQUIRES that a database of before the withdrawal, under today's vault, has its dead rows dropped and no more."""
    group = await populated(shelf)
    shelf.stop()
    backup = shelf.backup()
    await shelf.start()
    await shelf.store.write(lambda unit: withdraw(unit, group, NOA, Purpose.EVENTS))
    later = (await shelf.store.write(lambda unit: enter(unit, Chat("telegram", "-1009999")))).result.number
    await shelf.store.write(lambda unit: agree(unit, later))
    shelf.stop()
    shelf.restore(backup)
    await shelf.start()
    store = shelf.store
    # The record that names it was sealed before, under a key that still lives: only the purpose is gone.
    assert await store.read(lambda unit: known(unit, group)) == REST
    assert await store.read(lambda unit: known(unit, group, ALI)) == frozenset(Purpose)
    assert shelf.count("consent_grant") == 7
    # What came after the backup has no row any more, so its keys, its people and its group go.
    assert set(shelf.vault.all_groups()) == {0, group}
    assert len(list(shelf.vault.owners())) == 3


async def test_a_lost_vault_asks_everybody_anew(shelf: Shelf) -> None:
    """REQUIRES that keys dropped from the vault take every row with them at the next start, and nothing else breaks."""
    group = await populated(shelf)
    shelf.vault.drop_group(group)
    shelf.vault.commit()
    await shelf.store.tidy()
    for table in ("consent_record", "consent_grant", "chat_group", "group_alias"):
        assert shelf.count(table) == 0
    assert await shelf.store.read(lambda unit: languages.chosen(unit, NOA)) == "he"
