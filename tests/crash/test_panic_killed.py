"""A process that is killed while a group ends: killed before its keys were destroyed, or as if it had gone on."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from groupbot.groups import ending
from groupbot.vault.entropy import SystemRandom
from groupbot.vault.vault import Vault
from tests.crash.running import in_memory
from tests.postgres import fresh_database
from tests.unit.store.furnished import furnish, kept, keys, neighbour, traces
from tests.unit.store.shelf import ROOT, Shelf

pytestmark = pytest.mark.anyio
CROWD = 40


@pytest.fixture(scope="module", autouse=True)
def _quickly() -> Iterator[None]:
    """Keep in memory what these tests write."""
    with in_memory():
        yield


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(params=["sqlite", "postgresql"])
def shelf(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Shelf]:
    made = Shelf(tmp_path / "data", fresh_database() if request.param == "postgresql" else "")
    yield made
    made.stop()


def killed(shelf: Shelf, group: int) -> list[Shelf]:
    """Return what a kill at each step leaves."""
    command = [sys.executable, "-m", "tests.crash.panicking", str(shelf.folder), shelf.url, str(group)]
    ended = subprocess.run(  # noqa: S603  (our own interpreter with our own text; nothing else runs here)
        command, check=True, capture_output=True, text=True, env={"PYTHONPATH": os.pathsep.join(sys.path)}
    )
    *copies, last = ended.stdout.splitlines()
    assert last == "ended"
    return [Shelf(Path(folder), url) for folder, url in (copy.split() for copy in copies)]


def keys_on_disk(shelf: Shelf) -> set[bytes]:
    """Return the ids of the keys that are in the vault as a kill left it, before anybody starts."""
    with closing(Vault.open(shelf.folder / "vault.db", ROOT, SystemRandom())) as vault:
        return set(vault.all_key_ids())


async def test_a_kill_at_any_step_takes_all_or_nothing(shelf: Shelf) -> None:
    """REQUIRES after each kill that no key or every key of the group is gone, and at the end of the start its rows too.

    Where nothing was destroyed yet all is there, and pressing again ends it.
    """
    before = await neighbour(shelf)
    group = await furnish(shelf, CROWD)
    whole = kept(shelf)
    gone, of_group = traces(before, whole), keys(whole) - keys(before)
    shelf.stop()
    outcomes = []
    for after in killed(shelf, group):
        destroyed = of_group.isdisjoint(keys_on_disk(after))
        assert destroyed or of_group <= keys_on_disk(after)
        await after.start()
        outcomes.append(destroyed)
        if not destroyed:
            assert kept(after) == whole
            await after.store.write(lambda unit: ending.erase(unit, group))
        assert kept(after) == before
        content = after.live_bytes()
        assert not [trace for trace in gone if trace in content]
        after.stop()
    assert outcomes == sorted(outcomes)
    assert outcomes.count(False) > 5
    assert outcomes.count(True) > 3
