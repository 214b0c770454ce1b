"""Reading and writing which restrictions are the bot's.

A row holds the ends of what the bot may have set on one member: the newest is what is wanted, those before it may still
stand where the newest has not come through yet. By its end a restriction is told from one that others set.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec
import sqlalchemy as sa

from groupbot.people import Actor
from groupbot.restraint.tables import KEY, restriction
from groupbot.store.prepared import Insert
from groupbot.store.sealed import opened
from groupbot.store.unit import Unit
from groupbot.vault.vault import Cell

Ends = tuple[datetime, ...]

_KEPT = 4
# What it costs is that the bot lifts the restriction no more.
_WHERE_IT_IS_GONE = "the bot lifts the restriction no more: it ends by itself, or an admin lifts it by hand"
_WHOSE: sa.BindParameter[bytes] = sa.bindparam("handle")
_ROW = sa.select(restriction.c.key_id, restriction.c.sealed).where(restriction.c.handle == _WHOSE)
_NO_ROW = sa.delete(restriction).where(restriction.c.handle == _WHOSE)
_NEW = Insert(restriction, replacing=True)
_SECONDS = msgspec.json.Decoder(list[int])


def ends(unit: Unit, group: int, who: Actor) -> Ends:
    """Return the ends of what the bot may have set on a member, the newest last; () where nothing is the bot's."""
    handle = unit.vault.find(group, who.platform, who.id)
    return () if handle is None else _of(unit, handle)


def put(unit: Unit, group: int, who: Actor, until: datetime, now: datetime) -> None:
    """Write that the bot restricts a member until a moment of a whole second."""
    handle = unit.vault.enrol(group, who.platform, who.id)
    standing = [end for end in _of(unit, handle) if end > now and end != until]
    _write(unit, group, handle, [*standing, until][-_KEPT:])


def take_back(unit: Unit, group: int, who: Actor, until: datetime) -> None:
    """Let the newest restriction, where that is this one, count as never decided: those before it may still stand."""
    known = ends(unit, group, who)
    if not known or known[-1] != until:
        return
    if len(known) > 1:
        _write(unit, group, unit.vault.enrol(group, who.platform, who.id), known[:-1])
    else:
        drop(unit, group, who)


def drop(unit: Unit, group: int, who: Actor, newest: datetime | None = None) -> bool:
    """Let what is restricted be the bot's no more, where `newest` is still the newest end; False for nothing."""
    handle = unit.vault.find(group, who.platform, who.id)
    known = () if handle is None else _of(unit, handle)
    if handle is None or not known or newest not in (None, known[-1]):
        return False
    unit.write(_NO_ROW, {"handle": handle})
    unit.erase(handle, KEY)
    return True


def standing(unit: Unit, group: int) -> int:
    """Return how many members of a group may be restricted by the bot."""
    return len(unit.read(sa.select(restriction.c.handle).where(restriction.c.group_number == group)))


def export(unit: Unit, _group: int, handle: bytes) -> list[dict[str, Any]]:
    """Return until when a member is restricted, as they read it."""
    known = _of(unit, handle)
    return [{"until": known[-1].isoformat()}] if known else []


def _write(unit: Unit, group: int, handle: bytes, known: Sequence[datetime]) -> None:
    seconds = [int(end.timestamp()) for end in known]
    old, [(key_id, sealed)] = unit.vault.renew(group, handle, [(KEY, _cell(handle), msgspec.json.encode(seconds))])
    unit.supersede(old)
    ends_on = datetime.fromtimestamp(max(seconds), UTC).date().toordinal() + 1
    row = {"handle": handle, "group_number": group, "key_id": key_id, "sealed": sealed, "ends_on": ends_on}
    unit.enter(_NEW, row)


def _of(unit: Unit, handle: bytes) -> Ends:
    for row in unit.read(_ROW, {"handle": handle}):
        plain = opened(unit, _cell(handle), row, _WHERE_IT_IS_GONE)
        if plain is None:
            return ()
        return tuple(datetime.fromtimestamp(second, UTC) for second in _SECONDS.decode(plain))
    return ()


def _cell(handle: bytes) -> Cell:
    return Cell("restriction", handle, "sealed")
