"""Leases: one process serves a platform, and what is due is done once."""

import signal
import subprocess
import sys
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from groupbot.store import lease
from groupbot.store.lease import LeaseLostError
from groupbot.store.presence import Presence
from groupbot.store.store import Store
from tests.unit.store.shelf import NOON, Shelf, speak

pytestmark = pytest.mark.anyio
ONE, OTHER = b"1" * 16, b"2" * 16


async def take(store: Store, owner: bytes, seconds: float = 0) -> int | None:
    now = NOON + timedelta(seconds=seconds)
    work = partial(lease.take_platform, platform="telegram", owner=owner, now=now)
    fence: int | None = (await store.write(work, guarded=False)).result
    return fence


async def test_a_lease_is_held_by_one(shelf: Shelf) -> None:
    """REQUIRES that a second process stands by while the first renews, and takes over after the end, fenced anew."""
    one, other = await shelf.start(), shelf.open()
    assert [await take(one, ONE), await take(other, OTHER), await take(one, ONE, 20)] == [1, None, 1]
    assert await take(other, OTHER, 49) is None
    assert await take(other, OTHER, 50) == 2
    assert await take(one, ONE, 51) is None


async def test_a_lease_written_by_a_clock_far_ahead_is_not_believed(shelf: Shelf) -> None:
    """REQUIRES that a lease which claims more than twice what leases last keeps nobody out, and one within it does."""
    one, other = await shelf.start(), shelf.open()
    assert [await take(one, ONE, 30), await take(other, OTHER)] == [1, None]
    assert [await take(one, ONE, 3600), await take(other, OTHER)] == [1, 2]
    # Its owner, once it has the time right, learns that it is out.
    assert await take(one, ONE, 1) is None


async def test_a_lease_given_back_is_free_at_once(shelf: Shelf) -> None:
    """REQUIRES that an orderly end lets the next process begin, and that nobody gives back what is another's."""
    store = await shelf.start()
    await take(store, ONE)
    for owner, then in ((OTHER, None), (ONE, 2)):
        await store.write(partial(lease.release_platform, platform="telegram", owner=owner), guarded=False)
        assert await take(store, OTHER) == then


async def test_who_died_is_not_waited_for(shelf: Shelf) -> None:
    """REQUIRES that the lease of a killed process is free at once, and that of one which hangs when it ends."""
    store = await shelf.start()
    standby = Presence(shelf.folder / "processes", OTHER)
    standby.show()
    living = [sys.executable, "-c", LIVING, str(shelf.folder / "processes"), ONE.hex()]
    process = subprocess.Popen(living, stdout=subprocess.PIPE, env={"PYTHONPATH": ":".join(sys.path)})  # noqa: S603, ASYNC220  (our own interpreter with our own text)
    assert process.stdout is not None
    assert process.stdout.readline() == b"here\n"
    await take(store, ONE)
    process.send_signal(signal.SIGSTOP)
    claim = partial(lease.take_platform, platform="telegram", owner=OTHER, now=NOON, dead=standby.dead)
    assert (await store.write(claim)).result is None
    process.kill()
    process.communicate()
    assert (await store.write(claim)).result == 2
    standby.tidy()
    assert [sign.name for sign in (shelf.folder / "processes").iterdir()] == [OTHER.hex()]
    standby.leave()
    assert list((shelf.folder / "processes").iterdir()) == []


LIVING = """
import pathlib, sys, time
from groupbot.store.presence import Presence
sign = Presence(pathlib.Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))
sign.show()
print("here", flush=True)
time.sleep(60)
"""


async def test_the_old_owner_commits_nothing_more(shelf: Shelf) -> None:
    """REQUIRES that a process which lost its lease unawares has its next commit refused, in both files."""
    await shelf.start()
    one = shelf.open(lease.fence(("telegram",), ONE))
    other = shelf.open(lease.fence(("telegram",), OTHER))
    await take(one, ONE)
    assert (await one.write(speak)).wrote
    await take(other, OTHER, 60)
    keys = set(shelf.vault.all_key_ids())
    with pytest.raises(LeaseLostError, match="telegram has gone to another process"):
        await one.write(speak)
    assert set(shelf.vault.all_key_ids()) == keys
    assert (await other.write(speak)).wrote


async def test_a_job_that_was_missed_runs_once(shelf: Shelf) -> None:
    """REQUIRES that a job due while nobody ran is claimed once, by one, and is due again when its doer says."""
    one, other = await shelf.start(), shelf.open()

    async def claim(store: Store, owner: bytes, hours: float) -> bool:
        work = partial(lease.claim, key="sweep", owner=owner, now=NOON + timedelta(hours=hours), first=NOON)
        return bool((await store.write(work)).result)

    assert [await claim(one, ONE, 30), await claim(other, OTHER, 30), await claim(one, ONE, 30)] == [True, False, False]
    await one.write(partial(lease.complete, key="sweep", owner=ONE, following=NOON + timedelta(hours=31)))
    assert [await claim(other, OTHER, 30.9), await claim(other, OTHER, 31)] == [False, True]
    # A doer that died is waited for ten minutes; its late completion then changes nothing.
    assert [await claim(one, ONE, 31.1), await claim(one, ONE, 31.2)] == [False, True]
    await other.write(partial(lease.complete, key="sweep", owner=OTHER, following=NOON))
    assert not await claim(other, OTHER, 31.25)


async def test_what_a_clock_far_ahead_wrote_holds_nothing_up(shelf: Shelf) -> None:
    """REQUIRES that a job put off, claimed and completed ten years ahead is due as soon as the clock is right again."""
    store = await shelf.start()
    ahead, every = NOON + timedelta(days=3650), timedelta(hours=1)
    claim = partial(lease.claim, key="sweep", owner=ONE, first=NOON, every=every)
    assert not (await store.write(partial(claim, now=ahead))).result
    assert (await store.write(partial(claim, now=NOON))).result
    await store.write(partial(lease.complete, key="sweep", owner=ONE, following=ahead))
    assert (await store.write(partial(claim, now=ahead))).result
    assert (await store.write(partial(claim, now=NOON))).result
    await store.write(partial(lease.complete, key="sweep", owner=ONE, following=ahead + every))
    assert (await store.write(partial(claim, now=NOON))).result
    await store.write(partial(lease.complete, key="sweep", owner=ONE, following=NOON + every))
    assert not (await store.write(partial(claim, now=NOON))).result


async def test_what_was_due_long_ago_is_put_off_once(shelf: Shelf) -> None:
    """REQUIRES that after 400 days without a run there is an hour to set a wrong clock right, and after it the run."""
    store, every = await shelf.start(), timedelta(hours=1)

    async def claim(days: float, hours: float = 0) -> bool:
        now = NOON + timedelta(days=days, hours=hours)
        work = partial(lease.claim, key="sweep", owner=ONE, now=now, first=now, every=every)
        return bool((await store.write(work)).result)

    assert await claim(0)
    await store.write(partial(lease.complete, key="sweep", owner=ONE, following=NOON))
    assert await claim(400)
    await store.write(partial(lease.complete, key="sweep", owner=ONE, following=NOON))
    assert [await claim(401), await claim(401, 0.9), await claim(401, 1)] == [False, False, True]


CLAIMING = """
import asyncio, sys
from functools import partial
from pathlib import Path
from groupbot.store import lease
from tests.unit.store.shelf import NOON, Shelf
store = Shelf(Path(sys.argv[1])).open()
print("ready", flush=True)
sys.stdin.readline()
owner = sys.argv[2].encode() * 16
async def claims():
    for number in range(30):
        work = partial(lease.claim, key=f"job{number}", owner=owner, now=NOON, first=NOON)
        print(int((await store.write(work)).result))
asyncio.run(claims())
"""


def test_two_processes_share_out_what_is_due(tmp_path: Path) -> None:
    """REQUIRES that of two real processes which claim the same thirty jobs at once, each job goes to exactly one."""
    made = Shelf(tmp_path)
    made.open()
    made.stop()
    processes = [
        subprocess.Popen(  # noqa: S603  (our own interpreter with our own text)
            [sys.executable, "-c", CLAIMING, str(tmp_path), name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={"PYTHONPATH": ":".join(sys.path)},
        )
        for name in "12"
    ]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    claimed = [process.communicate("go\n", timeout=30)[0].split() for process in processes]
    assert [int(one) + int(other) for one, other in zip(*claimed, strict=True)] == [1] * 30
