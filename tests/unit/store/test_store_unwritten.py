"""What wrote nothing is known for an hour from the last time it came, and no longer because of what stands before."""

from datetime import datetime, timedelta
from functools import partial

import pytest

from groupbot import unwritten
from groupbot.store import inbox
from groupbot.store.store import Store
from groupbot.store.unit import Unit
from groupbot.unwritten import KEPT, MOMENTS_KEPT, Unwritten
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


async def test_moments_of_decisions_are_known_for_two_days(filed: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    """REQUIRES the moment of a person's last decision for two days, of nobody else, and of no more than can be kept."""
    store, known = await filed.start(), Unwritten()

    async def decides(person: str, now: datetime) -> None:
        await store.read(partial(known.remember, platform=PLATFORM, person=person, now=now))

    async def decided(*persons: str) -> list[datetime | None]:
        return [await store.read(partial(known.decided, platform=PLATFORM, person=person)) for person in persons]

    await decides(NOA, NOON)
    await decides(NOA, NOON + MINUTE)
    await decides("ali", NOON + MOMENTS_KEPT)
    assert await decided(NOA, "ali", "dan") == [NOON + MINUTE, NOON + MOMENTS_KEPT, None]
    await decides("ali", NOON + MOMENTS_KEPT + 2 * MINUTE)
    assert await decided(NOA) == [None]
    monkeypatch.setattr(unwritten, "PRESSES", 1)
    await decides("dan", NOON + MOMENTS_KEPT + 2 * MINUTE)
    assert await decided("ali", "dan") == [None, NOON + MOMENTS_KEPT + 2 * MINUTE]
