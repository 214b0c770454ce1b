"""The outbox: answers to a person's own decision, sealed in the transaction that decided, delivered at least once."""

from dataclasses import replace
from datetime import datetime, timedelta

import msgspec
import sqlalchemy as sa

from groupbot.effects import Acknowledge, Effect, Hand, Whisper
from groupbot.ports import Random
from groupbot.store.tables import OUTBOX_HOURS, outbox
from groupbot.store.unit import Unit
from groupbot.vault.vault import Cell, Shredded

_KINDS: dict[str, type[Whisper | Hand | Acknowledge]] = {kind.__name__: kind for kind in (Whisper, Hand, Acknowledge)}
_DEPLOYMENT = 0
_LONGEST_WAIT = 3600
_DOUBLINGS = _LONGEST_WAIT.bit_length()


def put(unit: Unit, platform: str, effect: Effect, now: datetime, random: Random) -> bytes:
    """Enter an effect under a key of its own and return its id."""
    row_id = random.bytes(16)
    key_id = unit.vault.new_key(_DEPLOYMENT, b"", "outbox")
    plain = msgspec.json.encode({"kind": type(effect).__name__, "effect": _nameless(effect)})
    sealed = unit.vault.seal(key_id, Cell("outbox", row_id, "sealed"), plain)
    second = int(now.timestamp())
    values = {"key_id": key_id, "sealed": sealed, "due_at": second, "attempts": 0}
    unit.write(outbox.insert().values(id=row_id, platform=platform, ends_hour=second // 3600 + OUTBOX_HOURS, **values))
    return row_id


def due(unit: Unit, platform: str, now: datetime) -> list[bytes]:
    """Return the ids of what is to be delivered on a platform by now, oldest first."""
    waiting = sa.and_(outbox.c.platform == platform, outbox.c.due_at <= int(now.timestamp()))
    return [bytes(row.id) for row in unit.read(sa.select(outbox.c.id).where(waiting).order_by(outbox.c.due_at))]


def find(unit: Unit, row_id: bytes) -> Effect | None:
    """Return a waiting effect, None when it is delivered or its key is gone."""
    for row in unit.read(sa.select(outbox).where(outbox.c.id == row_id)):
        try:
            plain = unit.vault.open_sealed(bytes(row.key_id), Cell("outbox", row_id, "sealed"), bytes(row.sealed))
        except Shredded:
            return None
        entry = msgspec.json.decode(plain)
        return msgspec.convert(entry["effect"], _KINDS[entry["kind"]])
    return None


def done(unit: Unit, row_id: bytes) -> None:
    """Delete a delivered effect; its key is shredded after the commit."""
    unit.supersede(bytes(row.key_id) for row in unit.read(sa.select(outbox.c.key_id).where(outbox.c.id == row_id)))
    unit.write(outbox.delete().where(outbox.c.id == row_id))


def postpone(unit: Unit, row_id: bytes, now: datetime, retry_after: float) -> None:
    """Put a delivery off, each time for longer, and never sooner than the platform asks."""
    for row in unit.read(sa.select(outbox.c.attempts).where(outbox.c.id == row_id)):
        # What waits longer than it is kept need not say how much longer.
        asked = min(retry_after, timedelta(hours=OUTBOX_HOURS).total_seconds())
        wait = max(asked, min(2 ** min(row.attempts, _DOUBLINGS), _LONGEST_WAIT))
        values = {"attempts": row.attempts + 1, "due_at": int(now.timestamp() + wait) + 1}
        unit.write(outbox.update().where(outbox.c.id == row_id).values(**values))


def _nameless(effect: Effect) -> Effect:
    """Return the effect without what its delivery does not need: the name its reader goes by."""
    return replace(effect, to=replace(effect.to, name="")) if isinstance(effect, Whisper | Hand) else effect
