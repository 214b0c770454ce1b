"""The outbox: answers to a person's own decision, sealed in the transaction that decided, delivered at least once.

Two keyed tags stand beside each answer, of its recipient and of recipient and group: what has been overtaken by a newer
decision is found by them and deleted unread.
"""

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import sqlalchemy as sa

from groupbot.effects import Hand, Whisper
from groupbot.ports import Random
from groupbot.store.tables import OUTBOX_HOURS, outbox
from groupbot.store.unit import Unit
from groupbot.vault.vault import DEPLOYMENT, Cell, Shredded

Answer = Whisper | Hand
_KINDS: dict[str, type[Answer]] = {"screen": Whisper, "file": Hand}
_LONGEST_WAIT = 3600
_DOUBLINGS = _LONGEST_WAIT.bit_length()
_HOUR = 3600

EVERY_GROUP = 0
NOT_A_GROUP = -1


def recipient(unit: Unit, platform: str, id: str) -> bytes:  # noqa: A002  (the word that groupbot.people uses)
    """Return the keyed tag under which a person's waiting answers are found."""
    return unit.vault.tag("outbox-recipient", platform, id)


def put(unit: Unit, platform: str, answers: Sequence[Answer], group: int, now: datetime, random: Random) -> list[bytes]:
    """Enter the answers to one person's decision, each under a key of its own, and return their ids.

    They take the place of what waits for the same person about the same group: no older answer may tell of what is
    gone. A unit that erases in all groups (`group` 0) leaves of this person only what is about no group.
    """
    if not answers:
        return []
    to = answers[0].to.id
    person = recipient(unit, platform, to)
    about = unit.vault.tag("outbox-about", platform, to, str(group))
    if unit.erasing and group == EVERY_GROUP:
        spared = unit.vault.tag("outbox-about", platform, to, str(NOT_A_GROUP))
        _drop(unit, sa.and_(outbox.c.recipient == person, outbox.c.about != spared))
    else:
        _drop(unit, outbox.c.about == about)
    entered = []
    for answer in answers:
        row_id, values = _sealed(unit, answer, now, random)
        unit.write(outbox.insert().values(id=row_id, platform=platform, recipient=person, about=about, **values))
        entered.append(row_id)
    return entered


def due(unit: Unit, platform: str, now: datetime) -> list[bytes]:
    """Return the ids of what is to be delivered on a platform by now, oldest first."""
    waiting = sa.and_(outbox.c.platform == platform, outbox.c.due_at <= int(now.timestamp()))
    return [bytes(row.id) for row in unit.read(sa.select(outbox.c.id).where(waiting).order_by(outbox.c.due_at))]


def find(unit: Unit, row_id: bytes) -> Answer | None:
    """Return a waiting answer, None when it is delivered, overtaken, or its key is gone."""
    for row in unit.read(sa.select(outbox).where(outbox.c.id == row_id)):
        entry = _opened(unit, row)
        return None if entry is None else msgspec.convert(entry["effect"], _KINDS[entry["kind"]])
    return None


def done(unit: Unit, row_id: bytes) -> None:
    """Delete a delivered answer; its key is shredded after the commit."""
    _drop(unit, outbox.c.id == row_id)


def erase(unit: Unit, person: bytes) -> None:
    """Delete all that waits for the person with this tag."""
    _drop(unit, outbox.c.recipient == person)


def export(unit: Unit, _group: int, person: bytes) -> list[dict[str, Any]]:
    """Return of what kind each waiting answer of a person is, and until when it waits at most."""
    rows = unit.read(sa.select(outbox).where(outbox.c.recipient == person))
    found = [(_opened(unit, row), datetime.fromtimestamp(row.ends_hour * _HOUR, UTC)) for row in rows]
    return [{"kind": entry["kind"], "until": until.isoformat()} for entry, until in found if entry is not None]


def postpone(unit: Unit, row_id: bytes, now: datetime, retry_after: float) -> None:
    """Put a delivery off, each time for longer, and never sooner than the platform asks."""
    for row in unit.read(sa.select(outbox.c.attempts).where(outbox.c.id == row_id)):
        # What waits longer than it is kept need not say how much longer.
        asked = min(retry_after, timedelta(hours=OUTBOX_HOURS).total_seconds())
        wait = max(asked, min(2 ** min(row.attempts, _DOUBLINGS), _LONGEST_WAIT))
        values = {"attempts": row.attempts + 1, "due_at": _minute(now.timestamp() + wait)}
        unit.write(outbox.update().where(outbox.c.id == row_id).values(**values))


def _sealed(unit: Unit, answer: Answer, now: datetime, random: Random) -> tuple[bytes, dict[str, Any]]:
    row_id = random.bytes(16)
    key_id = unit.vault.new_key(DEPLOYMENT, b"", "outbox")
    kind = next(kind for kind, type_ in _KINDS.items() if isinstance(answer, type_))
    # Its delivery does not need the name that its reader goes by.
    nameless = replace(answer, to=replace(answer.to, name=""))
    plain = msgspec.json.encode({"kind": kind, "effect": nameless})
    sealed = unit.vault.seal(key_id, _cell(row_id), plain)
    ends_hour = int(now.timestamp()) // _HOUR + OUTBOX_HOURS
    due_at = _minute(now.timestamp())
    return row_id, {"key_id": key_id, "sealed": sealed, "due_at": due_at, "attempts": 0, "ends_hour": ends_hour}


def _opened(unit: Unit, row: sa.Row[Any]) -> dict[str, Any] | None:
    try:
        plain = unit.vault.open_sealed(bytes(row.key_id), _cell(bytes(row.id)), bytes(row.sealed))
    except Shredded:
        return None
    entry: dict[str, Any] = msgspec.json.decode(plain)
    return entry


def _drop(unit: Unit, which: sa.ColumnElement[bool]) -> None:
    keys = [bytes(row.key_id) for row in unit.read(sa.select(outbox.c.key_id).where(which))]
    if keys:
        unit.supersede(keys)
        unit.write(outbox.delete().where(which))


def _cell(row_id: bytes) -> Cell:
    return Cell("outbox", row_id, "sealed")


def _minute(second: float) -> int:
    """Return the next full minute: the second of a decision is nobody's business."""
    return math.ceil(second / 60) * 60
