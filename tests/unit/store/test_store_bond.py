"""Database and vault belong together: a stranger is refused, and loses nothing by it."""

import shutil
from pathlib import Path

import pytest

from groupbot.people import Chat
from groupbot.store import bond
from groupbot.store.bond import BondError
from tests.unit.store.shelf import Shelf, agree, enter, known, speak

pytestmark = pytest.mark.anyio


async def one(folder: Path) -> Shelf:
    """Return a deployment in which somebody agreed."""
    shelf = Shelf(folder)
    store = await shelf.start()
    group = (await store.write(lambda unit: enter(unit, Chat("telegram", "-1")))).result.number
    await store.write(lambda unit: agree(unit, group))
    shelf.stop()
    return shelf


@pytest.mark.parametrize("fresh", [False, True], ids=["another database", "an empty database"])
async def test_a_strangers_vault_is_refused_untouched(tmp_path: Path, fresh: bool) -> None:  # noqa: FBT001  (a case)
    """REQUIRES that a vault of another database is not opened over this one, and that not one of its keys is lost."""
    mine, other = await one(tmp_path / "mine"), await one(tmp_path / "other")
    shutil.copy(other.folder / "vault.db", mine.folder / "vault.db")
    if fresh:
        mine.database.unlink()
    before = (mine.folder / "vault.db").read_bytes()
    with pytest.raises(BondError, match="data folder"):
        await mine.start()
    mine.stop()
    assert (mine.folder / "vault.db").read_bytes() == before


async def test_the_own_vault_is_known_again(tmp_path: Path) -> None:
    """REQUIRES that a deployment opens as often as it likes with everything in place."""
    shelf = await one(tmp_path / "mine")
    for _ in range(2):
        store = await shelf.start()
        (number,) = shelf.rows("SELECT number FROM chat_group")[0]
        assert len(await store.read(lambda unit, number=number: known(unit, number))) == 4  # type: ignore[misc]  # bound now
        shelf.stop()


async def test_a_vault_lost_and_made_anew_is_refused(tmp_path: Path) -> None:
    """REQUIRES that a fresh vault beside an old database is refused, instead of deleting every row."""
    shelf = await one(tmp_path / "mine")
    (shelf.folder / "vault.db").unlink()
    with pytest.raises(BondError, match="not the one of this database"):
        await shelf.start()
    assert shelf.count("consent_record") == 1
    shelf.stop()


async def test_a_crash_at_the_first_start_can_be_gone_over(shelf: Shelf) -> None:
    """REQUIRES that a key which the very first start left without its row does not lock the two files apart."""
    shelf.open()
    left = shelf.vault.new_key(0, b"", "deployment")
    shelf.vault.commit()
    await shelf.store.write(bond.tie)
    await shelf.store.tidy()
    assert left not in set(shelf.vault.all_key_ids())
    assert (await shelf.store.write(speak)).wrote
