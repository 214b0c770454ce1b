"""The outbox: a sealed answer waits until it is delivered, and two days at most."""

from datetime import datetime, timedelta
from functools import partial

import pytest

from groupbot.content import Content, Rich
from groupbot.duties import DUTIES
from groupbot.effects import Hand, Whisper
from groupbot.people import Actor
from groupbot.ports import Unavailable
from groupbot.store import outbox, retention, tables
from groupbot.store.unit import Unit
from groupbot.vault.entropy import SystemRandom
from groupbot.vault.vault import VaultUnavailable
from tests.unit.store.shelf import NOON, Shelf

pytestmark = pytest.mark.anyio
READER = Actor("telegram", "5000000077", name="Zebulon", language="he")
SCREEN = Content(Rich("you-agreed-to-it"))
ANSWER = Whisper(READER, SCREEN)


async def put(shelf: Shelf, *answers: outbox.Answer, group: int = 7, platform: str = "telegram") -> bytes:
    """Enter answers and return the id of the first."""
    entering = partial(outbox.put, platform=platform, answers=answers or (ANSWER,), group=group)
    entered: list[bytes] = (await shelf.store.write(partial(entering, now=NOON, random=SystemRandom()))).result
    return entered[0]


async def due(shelf: Shelf, now: datetime) -> list[bytes]:
    found: list[bytes] = await shelf.store.read(partial(outbox.due, platform="telegram", now=now))
    return found


@pytest.mark.parametrize("effect", [ANSWER, Hand(READER, "f.json", b"\x00body", SCREEN)], ids=type)
async def test_what_waits_survives_a_restart_sealed(shelf: Shelf, effect: outbox.Answer) -> None:
    """REQUIRES that each kind of answer comes back whole after a restart but for its reader's name, and lies sealed."""
    await shelf.start()
    row = await put(shelf, effect)
    shelf.stop()
    content = shelf.live_bytes()
    assert not [word for word in (b"5000000077", b"Zebulon", b"you-agreed", b"body") if word in content]
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
    assert (waits[0], waits[-1]) == (60, 3600)


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


async def test_a_newer_answer_takes_the_place_of_an_older(shelf: Shelf) -> None:
    """REQUIRES that one answer per person and group waits at most, and that nobody else's is touched."""
    await shelf.start()
    keys = set(shelf.vault.all_key_ids())
    other = Whisper(Actor("telegram", "5000000078"), SCREEN)
    first = await put(shelf)
    kept = [await put(shelf, group=8), await put(shelf, other), await put(shelf, platform="elsewhere")]
    newer = [await put(shelf, ANSWER, ANSWER)]
    left = {bytes(row) for (row,) in shelf.rows("SELECT id FROM outbox")}
    assert left > {*kept, *newer}
    assert (first in left, len(left), len(set(shelf.vault.all_key_ids()) - keys)) == (False, 5, 5)


async def test_an_erasure_leaves_no_older_answer(shelf: Shelf) -> None:
    """REQUIRES that an erasure in all groups deletes all that waits for the person about any, and nothing else."""
    await shelf.start()
    for group in (outbox.EVERY_GROUP, 7, 8):
        await put(shelf, group=group)
    spared = await put(shelf, group=outbox.NOT_A_GROUP)
    kept = await put(shelf, Whisper(Actor("telegram", "5000000078"), SCREEN))

    def erasing(unit: Unit) -> list[bytes]:
        unit.erase(b"h" * 16, "consent")
        return outbox.put(unit, "telegram", (ANSWER,), outbox.EVERY_GROUP, NOON, SystemRandom())

    entered = (await shelf.store.write(erasing)).result
    assert {bytes(row) for (row,) in shelf.rows("SELECT id FROM outbox")} == {spared, kept, *entered}


async def test_an_erasure_in_one_group_spares_answers_about_another(shelf: Shelf) -> None:
    """REQUIRES that withdrawing in one group loses neither another group's answer nor the one about a language."""
    await shelf.start()
    await put(shelf, group=7)
    spared = {await put(shelf, group=group) for group in (8, outbox.NOT_A_GROUP)}

    def erasing(unit: Unit) -> list[bytes]:
        unit.erase(b"h" * 16, "consent")
        return outbox.put(unit, "telegram", (ANSWER,), 7, NOON, SystemRandom())

    entered = (await shelf.store.write(erasing)).result
    assert {bytes(row) for (row,) in shelf.rows("SELECT id FROM outbox")} == {*spared, *entered}


async def test_no_second_of_a_decision_lies_open(shelf: Shelf) -> None:
    """REQUIRES that the time of a waiting answer is told in full minutes only, first and when it is put off."""
    await shelf.start()
    at = NOON + timedelta(seconds=17.3)
    put_at = partial(outbox.put, platform="telegram", answers=(ANSWER,), group=7, now=at, random=SystemRandom())
    row = (await shelf.store.write(put_at)).result[0]
    first = shelf.rows("SELECT due_at FROM outbox")
    await shelf.store.write(partial(outbox.postpone, row_id=row, now=at, retry_after=100.0))
    told = [first, shelf.rows("SELECT due_at FROM outbox")]
    noon = int(NOON.timestamp())
    assert told == [[(noon + 60,)], [(noon + 120,)]]


async def test_its_recipient_reads_of_what_waits(shelf: Shelf) -> None:
    """REQUIRES that the export of a person's waiting answers says their kind and end, no more, and of nobody else's."""
    await shelf.start()
    await put(shelf)
    await put(shelf, Hand(READER, "f.json", b"body", SCREEN), group=8)

    def exported(unit: Unit) -> list[dict[str, object]]:
        return outbox.export(unit, 0, outbox.recipient(unit, READER.platform, READER.id))

    found = sorted(await shelf.store.read(exported), key=str)
    assert found == [{"kind": kind, "until": "2026-11-26T11:00:00+00:00"} for kind in ("file", "screen")]
    stranger = await shelf.store.read(lambda unit: outbox.export(unit, 0, outbox.recipient(unit, "telegram", "1")))
    assert stranger == []


async def test_what_opens_no_more_stops_no_erasure(shelf: Shelf) -> None:
    """REQUIRES that a spoilt row stops neither an erasure of its reader's answers nor the end of a group; it goes."""
    await shelf.start()
    keys = set(shelf.vault.all_key_ids())
    for ending in (lambda unit: outbox.erase(unit, outbox.recipient(unit, "telegram", READER.id)), _end_of_another):
        await put(shelf)
        with shelf.engine.begin() as connection:
            connection.execute(tables.outbox.update().values(sealed=bytes(300)))
        assert await shelf.store.read(_exported) == []
        assert await shelf.store.read(partial(outbox.given_up, now=NOON + timedelta(days=3))) == []
        await shelf.store.write(ending)
        assert (shelf.count("outbox"), set(shelf.vault.all_key_ids())) == (0, keys)


async def test_a_vault_that_is_away_spoils_nothing(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    """REQUIRES that nothing is dropped, as if it opened no more, while the vault cannot be read."""
    await shelf.start()
    await put(shelf)

    def away(*_: object) -> bytes:
        raise VaultUnavailable("The vault is locked.", "Wait.")

    monkeypatch.setattr(shelf.vault, "open_sealed", away)
    with pytest.raises(Unavailable):
        await shelf.store.write(_end_of_another)
    assert shelf.count("outbox") == 1


def _end_of_another(unit: Unit) -> None:
    outbox.erase_about(unit, 8)


def _exported(unit: Unit) -> list[dict[str, object]]:
    return outbox.export(unit, 0, outbox.recipient(unit, "telegram", READER.id))
