"""The outbox: a sealed answer waits until it is delivered, and two days at most."""

from datetime import datetime, timedelta
from functools import partial

import pytest

from groupbot.content import Content, Rich
from groupbot.duties import DUTIES
from groupbot.effects import Acknowledge, Effect, Hand, Whisper
from groupbot.people import Actor, Origin
from groupbot.store import outbox, retention
from groupbot.vault.entropy import SystemRandom
from tests.unit.store.shelf import NOON, Shelf

pytestmark = pytest.mark.anyio
READER = Actor("telegram", "5000000077", name="Zebulon", language="he")
SCREEN = Content(Rich("you-agreed-to-it"))
ANSWER = Whisper(READER, SCREEN)


async def put(shelf: Shelf, effect: Effect = ANSWER) -> bytes:
    entered: bytes = (
        await shelf.store.write(
            partial(outbox.put, platform="telegram", effect=effect, now=NOON, random=SystemRandom())
        )
    ).result
    return entered


async def due(shelf: Shelf, now: datetime) -> list[bytes]:
    found: list[bytes] = await shelf.store.read(partial(outbox.due, platform="telegram", now=now))
    return found


@pytest.mark.parametrize(
    "effect", [ANSWER, Hand(READER, "f.json", b"\x00body", SCREEN), Acknowledge(Origin("p"), "saved")], ids=type
)
async def test_what_waits_survives_a_restart_sealed(shelf: Shelf, effect: Effect) -> None:
    """REQUIRES that each kind of answer comes back whole after a restart but for its reader's name, and lies sealed."""
    await shelf.start()
    row = await put(shelf, effect)
    shelf.stop()
    content = shelf.live_bytes()
    assert not [word for word in (b"5000000077", b"Zebulon", b"you-agreed", b"saved", b"body") if word in content]
    await shelf.start()
    assert await due(shelf, NOON) == [row]
    found = await shelf.store.read(partial(outbox.find, row_id=row))
    assert repr(found) == repr(effect).replace("Zebulon", "")


async def test_delivered_is_gone(shelf: Shelf) -> None:
    """REQUIRES that a delivered answer leaves no row and no key, and that one found delivered already is no error."""
    await shelf.start()
    keys = set(shelf.vault.all_key_ids())
    row = await put(shelf)
    for _ in range(2):
        await shelf.store.write(partial(outbox.done, row_id=row))
    assert (shelf.count("outbox"), set(shelf.vault.all_key_ids())) == (0, keys)
    assert await shelf.store.read(partial(outbox.find, row_id=row)) is None


async def test_waits_grow_and_never_end_in_an_error(shelf: Shelf) -> None:
    """REQUIRES that each wait is longer, up to an hour, and that no number of attempts breaks the delivery."""
    await shelf.start()
    row, now, waits = await put(shelf), NOON, []
    for _ in range(80):
        await shelf.store.write(partial(outbox.postpone, row_id=row, now=now, retry_after=0.5))
        (at,) = shelf.rows("SELECT due_at FROM outbox")[0]
        waits.append(at - int(now.timestamp()))
        assert await due(shelf, now) == []
        now = datetime.fromtimestamp(at, NOON.tzinfo)
        assert await due(shelf, now) == [row]
    assert waits == sorted(waits)
    assert (waits[0], waits[-1]) == (2, 3601)


@pytest.mark.parametrize("asked", [120.0, 1e9, 1e300])
async def test_the_platform_is_never_asked_too_soon(shelf: Shelf, asked: float) -> None:
    """REQUIRES that an answer waits as long as the platform says, or to its own end where that comes first."""
    await shelf.start()
    row = await put(shelf)
    await shelf.store.write(partial(outbox.postpone, row_id=row, now=NOON, retry_after=asked))
    assert await due(shelf, NOON + timedelta(seconds=min(asked, 169_000) - 1)) == []


async def test_after_two_days_it_is_given_up(shelf: Shelf) -> None:
    """REQUIRES that an answer which nobody took is gone within 48 hours, with its key."""
    await shelf.start()
    keys = set(shelf.vault.all_key_ids())
    await put(shelf)
    await shelf.store.write(partial(retention.sweep, duties=DUTIES, now=NOON + timedelta(hours=48)))
    assert (shelf.count("outbox"), set(shelf.vault.all_key_ids())) == (0, keys)


async def test_a_restored_answer_without_key_is_none(shelf: Shelf) -> None:
    """REQUIRES that an answer whose key was shredded is taken for delivered."""
    await shelf.start()
    row = await put(shelf)
    shelf.vault.shred([key for (key,) in shelf.rows("SELECT key_id FROM outbox")])
    shelf.vault.commit()
    assert await shelf.store.read(partial(outbox.find, row_id=row)) is None
