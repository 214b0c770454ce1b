"""What wrote nothing is known for an hour from the last time it came, and no longer because of what stands before."""

from datetime import timedelta
from functools import partial

import pytest

from groupbot import unwritten
from groupbot.store import inbox
from groupbot.store.store import Store
from groupbot.store.unit import Unit
from groupbot.unwritten import KEPT, Unwritten
from tests.unit.store.shelf import NOON, Shelf

pytestmark = pytest.mark.anyio
PLATFORM, NOA = "sandbox", "noa"
MINUTE = timedelta(minutes=1)


async def entered(store: Store, known: Unwritten, *keys: str) -> list[bool]:
    """Tell of each key whether the next decision of its person enters it, which is then undone."""
    found: list[bool] = []

    def decide(unit: Unit) -> None:
        known.remember(unit, PLATFORM, NOA, NOON)
        found.extend(inbox.seen(unit, PLATFORM, key) for key in keys)
        raise LookupError

    with pytest.raises(LookupError):
        await store.write(decide)
    return found


async def test_what_comes_again_holds_up_nothing_older(filed: Shelf) -> None:
    """REQUIRES that an event is forgotten an hour after its coming, also where one before it came again since."""
    store, known = await filed.start(), Unwritten()
    for key, late in (("again", timedelta()), ("once", MINUTE), ("again", KEPT), ("new", KEPT + 2 * MINUTE)):
        await store.read(partial(known.note, platform=PLATFORM, person=NOA, key=key, now=NOON + late))
    assert await entered(store, known, "again", "once", "new") == [True, False, True]


async def test_the_oldest_make_room(filed: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    """REQUIRES that of more than can be kept the one that came longest ago is forgotten, not the one noted first."""
    monkeypatch.setattr(unwritten, "PRESSES", 2)
    store, known = await filed.start(), Unwritten()
    for key in ("again", "once", "again", "new"):
        await store.read(partial(known.note, platform=PLATFORM, person=NOA, key=key, now=NOON))
    assert await entered(store, known, "again", "once", "new") == [True, False, True]
