"""Tiles that are lost or zeroed: they are noticed, no member is blamed for them, and a new origin goes on without."""

import pytest
import sqlalchemy as sa
from structlog.testing import capture_logs

from groupbot.ledger import appending, comparing, continuing, mending, stored, views
from groupbot.ledger.appending import Why
from groupbot.ledger.batch import BATCH
from groupbot.ledger.comparing import Verdict
from groupbot.ledger.errors import DamagedError
from groupbot.ledger.tables import ledger_tile
from groupbot.ledger.tiles import Nodes
from groupbot.store.unit import Unit
from tests.unit.ledger.book import Shelf, leaves
from tests.unit.ledger_store.desk import ALI, Desk
from tests.unit.ledger_store.test_ledger_appending import refused, signed

pytestmark = pytest.mark.anyio

ZEROES = (0, 1, bytes(8192))
SHORTER = (0, 1, bytes(8160))
LOST = (0, 1, None)
UPPER = (1, 0, None)
OTHER_UPPER = (1, 0, bytes(96))
Change = tuple[int, int, bytes | None]


async def lived(desk: Desk) -> views.Kept:
    """Let three days go by, of which the second has an entry, and return that."""
    await desk.opens()
    await desk.agrees()
    await desk.days()
    await desk.happens()
    await desk.days(2)
    (kept,) = await desk.entries()
    assert kept.leaf is not None
    assert BATCH <= kept.leaf < 2 * BATCH
    return kept


def changes(desk: Desk, *tiles: Change) -> None:
    """Write other hashes into tiles, by level and number, or take them away."""
    with desk.shelf.engine.begin() as connection:
        for level, number, hashes in tiles:
            where = (ledger_tile.c.level == level, ledger_tile.c.number == number)
            gone, written = sa.delete(ledger_tile).where(*where), sa.update(ledger_tile).where(*where)
            connection.execute(gone if hashes is None else written.values(hashes=hashes))


async def damage(desk: Desk) -> Why | None:
    """Return what is found below the roots."""
    found = await desk.shelf.store.read(appending.damage)
    return None if found is None else found.why


async def begins_anew(desk: Desk) -> str | None:
    """Open a new origin."""
    name: str | None = (await desk.shelf.store.write(lambda unit: appending.begin_anew(unit, desk.today))).result
    return name


async def continued(desk: Desk) -> list[Verdict]:
    """Return what each signed checkpoint is to the newest one, by the tree as it lies there."""
    *former, newest = map(continuing.Shown, await signed(desk))

    def look(unit: Unit) -> list[Verdict]:
        nodes = Nodes(stored.StoredTiles(unit))
        return [comparing.compared(one, newest, nodes).verdict for one in former]

    return await desk.shelf.store.read(look)


@pytest.mark.parametrize("change", [ZEROES, LOST, SHORTER], ids=["zeroed", "lost", "shorter"])
async def test_damage_below_the_roots_is_noticed(filed: Desk, change: Change) -> None:
    """REQUIRES that a full tile which is not what was signed is named that day, and that the log stands still."""
    await lived(filed)
    assert await damage(filed) is None
    changes(filed, change)
    assert await refused(filed) is None
    assert await damage(filed) is Why.DAMAGED
    with capture_logs() as logs:
        await filed.days()
    (told,) = [entry for entry in logs if entry["log_level"] == "error"]
    assert (told["event"], "Tile 1 of level 0" in told["why"]) == ("the log stands still", True)
    assert "groupbot ledger origin --new" in told["remedy"]
    assert [one.size for one in await signed(filed)] == [BATCH, 2 * BATCH, 3 * BATCH]


async def test_who_asks_is_not_blamed(filed: Desk) -> None:
    """REQUIRES that a proof which the log cannot give any more is refused as the bot's own damage, and others given."""
    kept = await lived(filed)
    await filed.agrees(ALI)
    await filed.happens(ALI)
    await filed.days()
    (other,) = await filed.entries(ALI)
    for change in (ZEROES, LOST):
        changes(filed, change)
        with pytest.raises(DamagedError, match="The bot's log is damaged") as told:
            await filed.proof(kept)
        assert "nothing is wrong with the entry or with who asks" in told.value.why
        assert "as it was given" not in str(told.value)
        assert await filed.matches(await filed.proof(other))


async def test_lost_upper_tiles_are_made_anew(desk: Desk) -> None:
    """REQUIRES that a log whose upper tiles are lost goes on under a new origin, with all that it had signed."""
    kept = await lived(desk)
    for change, number in ((UPPER, 2), (OTHER_UPPER, 3)):
        changes(desk, change)
        assert await refused(desk) is Why.OTHER
        name = await begins_anew(desk)
        assert name is not None
        assert name.endswith(f"/{number}")
        assert (await refused(desk), await damage(desk)) == (None, None)
        await desk.days()
    assert [one.size for one in await signed(desk)][-1] == 5 * BATCH
    assert set(await continued(desk)) == {Verdict.GROWN}
    assert await desk.entries() == (kept,)
    assert await desk.matches(await desk.proof(kept))


@pytest.mark.parametrize("change", [ZEROES, LOST], ids=["zeroed", "lost"])
async def test_lost_leaves_cost_their_proofs_alone(filed: Desk, change: Change) -> None:
    """REQUIRES that what was signed stays true when leaves are lost below it, and their entries are logged anew."""
    kept = await lived(filed)
    changes(filed, change)
    assert await begins_anew(filed) is not None
    assert (await refused(filed), await damage(filed)) == (None, None)
    (waiting,) = await filed.entries()
    assert (waiting.id, waiting.leaf) == (kept.id, None)
    await filed.days()
    (again,) = await filed.entries()
    assert again.leaf is not None
    assert again.leaf >= 3 * BATCH
    assert await filed.matches(await filed.proof(again))
    assert set(await continued(filed)) == {Verdict.GROWN}
    assert await begins_anew(filed) is None


async def test_a_tree_ends_where_leaves_and_their_root_are_lost(filed: Desk) -> None:
    """REQUIRES that nothing is made up: without a tile and its root the log goes on from before, and nobody is lost."""
    kept = await lived(filed)
    changes(filed, LOST, UPPER)
    assert await begins_anew(filed) is not None
    await filed.days()
    assert [one.size for one in await signed(filed)] == [BATCH, 2 * BATCH, 3 * BATCH, BATCH, 2 * BATCH]
    (again,) = await filed.entries()
    assert (again.id, again.leaf is not None and again.leaf >= BATCH) == (kept.id, True)
    assert await filed.matches(await filed.proof(again))
    assert (await refused(filed), await damage(filed)) == (None, None)


async def test_zeroes_whose_root_is_lost_cost_no_entry(filed: Desk) -> None:
    """REQUIRES that of leaves which nothing tells from sound ones, an entry's own are still missed, and logged anew."""
    await lived(filed)
    changes(filed, ZEROES, UPPER)
    assert await begins_anew(filed) is not None
    await filed.days()
    (again,) = await filed.entries()
    assert again.leaf is not None
    assert again.leaf >= 3 * BATCH
    assert await filed.matches(await filed.proof(again))


def test_every_full_tile_is_looked_at() -> None:
    """REQUIRES that damage is found in whatever tile, on all levels, by looking at all or at a few at a time."""
    shelf = Shelf(leaves(256 * 258))
    size, count = shelf.size, 259
    assert mending.full(size) == count
    assert mending.damaged(shelf, size) is None
    for at, place in ((0, (0, 0)), (255, (0, 255)), (257, (0, 257)), (258, (1, 0))):
        whole = shelf.tiles[place]
        for broken in (bytes(len(whole)), whole[:-32], b""):
            shelf.tiles[place] = broken
            assert mending.damaged(shelf, size, at, at + 1) == place
            assert mending.damaged(shelf, size) is not None
        shelf.tiles[place] = whole
    assert mending.full(255) == mending.full(0) == 0
