"""Reading and writing appeals: a changed one is sealed under a fresh key, and what it said before is shredded."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec
import sqlalchemy as sa

from groupbot.appeals.model import PENDING, Appeal, Filed, State
from groupbot.appeals.tables import (
    KEPT_CLOSED_DAYS,
    OPEN_AT_MOST_DAYS,
    RECALL_EVERY_DAYS,
    TOLD_BEFORE_DAYS,
    appeal,
)
from groupbot.groups.tables import group
from groupbot.ports import Random
from groupbot.store.prepared import Insert
from groupbot.store.sealed import opened
from groupbot.store.unit import Unit
from groupbot.vault.vault import Cell

_NEW = Insert(appeal, replacing=True)
_OF = sa.select(appeal).where(appeal.c.handle == sa.bindparam("handle"))
_WAITING = sa.select(appeal).where(appeal.c.group_number == sa.bindparam("of"), appeal.c.recall_on.is_not(None))
# What ends by itself, or with a group that the bot had left: soon, and not already.
_BY: sa.BindParameter[int] = sa.bindparam("by")
_NOW: sa.BindParameter[int] = sa.bindparam("now")
_ENDING = (
    sa.select(appeal)
    .outerjoin(group, group.c.number == appeal.c.group_number)
    .where(appeal.c.recall_on.is_not(None), sa.or_(appeal.c.ends_on <= _BY, group.c.ends_on <= _BY))
    .where(appeal.c.ends_on > _NOW, sa.or_(group.c.ends_on.is_(None), group.c.ends_on > _NOW))
)
_ONE = sa.select(appeal).where(appeal.c.number == sa.bindparam("at"))
_APPEAL = msgspec.json.Decoder(Appeal)
_POSITIVE = 0x7FFFFFFF


def new(unit: Unit, group: int, handle: bytes, what: Appeal, random: Random) -> Filed:
    """Write a new appeal under a random number."""
    number = 0
    while not number or unit.read(_ONE, {"at": number}):
        number = int.from_bytes(random.bytes(4), "big") & _POSITIVE
    filed = Filed(number, group, handle, what)
    put(unit, filed, what)
    return filed


def put(unit: Unit, filed: Filed, what: Appeal) -> None:
    """Write what has become of an appeal."""
    sealing = [(f"appeal/{filed.number}", _cell(filed.handle), msgspec.json.encode(what))]
    old, [(key_id, sealed)] = unit.vault.renew(filed.group, filed.handle, sealing)
    unit.supersede(old)
    waits = what.state in PENDING
    by_itself = waits or what.state is State.UNANSWERED
    # Whatever happens to it meanwhile, admins are reminded in the week that was due.
    before = [row.recall_on for row in unit.read(_ONE, {"at": filed.number})]
    row = {
        "number": filed.number,
        "handle": filed.handle,
        "group_number": filed.group,
        "key_id": key_id,
        "sealed": sealed,
        "recall_on": (before[0] if before else what.opened + RECALL_EVERY_DAYS) if waits else None,
        "ends_on": what.opened + OPEN_AT_MOST_DAYS if by_itself else what.closed + KEPT_CLOSED_DAYS,
    }
    unit.enter(_NEW, row)


def one(unit: Unit, group: int, number: int) -> Filed | None:
    """Return an appeal of a group, None where there is none any more."""
    found = _all(unit, unit.read(_ONE, {"at": number}))
    return next((filed for filed in found if filed.group == group), None)


def of(unit: Unit, handle: bytes | None) -> tuple[Filed, ...]:
    """Return somebody's appeals in a group, the newest first."""
    found = _all(unit, unit.read(_OF, {"handle": handle})) if handle else []
    return tuple(sorted(found, key=lambda filed: filed.appeal.opened, reverse=True))


def waiting(unit: Unit, group: int) -> tuple[Filed, ...]:
    """Return a group's appeals that wait for an answer, the oldest first."""
    return tuple(sorted(_all(unit, unit.read(_WAITING, {"of": group})), key=lambda filed: filed.appeal.opened))


def ending(unit: Unit, today: int) -> list[Filed]:
    """Return what waits for an answer and is deleted within TOLD_BEFORE_DAYS of today (an ordinal)."""
    return _all(unit, unit.read(_ENDING, {"by": today + TOLD_BEFORE_DAYS, "now": today}))


def export(unit: Unit, _group: int, handle: bytes) -> list[dict[str, Any]]:
    """Return somebody's appeals as they read them."""
    return [_told(filed.appeal) for filed in of(unit, handle)]


def _told(what: Appeal) -> dict[str, Any]:
    # Known while it waits, to be answered.
    to = {"platform": what.platform, "id": what.person, "language": what.language}
    return {
        "state": what.state,
        "answered_to": to if what.person else None,
        "about": what.about,
        "entry": {"kind": what.kind, "day": what.day} if what.kind else None,
        "opened": date.fromordinal(what.opened).isoformat(),
        "due": date.fromordinal(what.due).isoformat(),
        "words": what.words,
        "ruling": what.ruling,
        "read_by_admins": [date.fromordinal(day).isoformat() for day in what.read],
    }


def _all(unit: Unit, rows: Sequence[sa.Row[Any]]) -> list[Filed]:
    found = []
    for row in rows:
        plain = opened(unit, _cell(bytes(row.handle)), row)
        if plain is not None:
            found.append(Filed(row.number, row.group_number, bytes(row.handle), _APPEAL.decode(plain)))
    return found


def _cell(handle: bytes) -> Cell:
    return Cell("appeal", handle, "sealed")
