"""The inbox: an event that wrote something is known for 48 hours, and no longer."""

from datetime import timedelta
from functools import partial

import pytest

from groupbot.duties import DUTIES
from groupbot.store import inbox, retention
from groupbot.store.unit import Unit
from tests.unit.store.shelf import NOON, Shelf

pytestmark = pytest.mark.anyio


async def seen(shelf: Shelf, key: str, platform: str = "telegram") -> bool:
    found: bool = await shelf.store.read(partial(inbox.seen, platform=platform, key=key))
    return found


async def test_events_are_told_apart(shelf: Shelf) -> None:
    """REQUIRES that an event is known by its platform and key as a set: neither order nor size of the key matters."""
    store = await shelf.start()
    await store.write(partial(inbox.remember, platform="telegram", key="update:900", now=NOON))
    await store.write(partial(inbox.remember, platform="telegram", key="update:7", now=NOON))
    assert [await seen(shelf, f"update:{number}") for number in (900, 7, 8, 899, 901)] == [True, True, *[False] * 3]
    # After an idle week Telegram begins at any number: a smaller one is no old one.
    assert not await seen(shelf, "update:900", "discord")
    assert not await seen(shelf, "mupdate:900", "telegra")


async def test_a_repetition_in_the_same_unit_is_refused(shelf: Shelf) -> None:
    """REQUIRES that an event can be entered once only, so that of two processes one fails instead of acting twice."""
    store = await shelf.start()

    def twice(unit: Unit) -> None:
        for _ in range(2):
            inbox.remember(unit, "telegram", "update:1", NOON)

    with pytest.raises(Exception, match=r"(?i)unique"):
        await store.write(twice)
    assert shelf.count("inbox") == 0


async def test_it_forgets_within_two_days(shelf: Shelf) -> None:
    """REQUIRES that hourly sweeping leaves no mark older than 48 hours, whenever in the hour it was made."""
    store = await shelf.start()
    for minute in (0, 30, 59):
        await store.write(
            partial(inbox.remember, platform="telegram", key=f"update:{minute}", now=NOON + timedelta(minutes=minute))
        )
    for hours, left in ((24, 3), (46, 3), (48, 0)):
        now = NOON + timedelta(hours=hours)
        await store.write(partial(retention.sweep, duties=DUTIES, now=now))
        assert shelf.count("inbox") == left


async def test_a_mark_tells_nobody_which_event(shelf: Shelf) -> None:
    """REQUIRES that the mark is a keyed hash: another deployment's mark of the same event is a different one."""
    marks = []
    for name in ("one", "other"):
        one = Shelf(shelf.folder / name)
        await (await one.start()).write(partial(inbox.remember, platform="telegram", key="update:1", now=NOON))
        marks += one.rows("SELECT key FROM inbox")
        assert b"update:1" not in one.live_bytes()
        one.stop()
    assert len(set(marks)) == 2
