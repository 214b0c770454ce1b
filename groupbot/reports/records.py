"""Reading and writing reports: a changed one is sealed under a fresh key, and what it said before is shredded."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec
import sqlalchemy as sa

from groupbot.ports import Random
from groupbot.reports.model import Filed, Report, State
from groupbot.reports.tables import RECALL_EVERY_DAYS, report
from groupbot.store.prepared import Insert
from groupbot.store.sealed import opened
from groupbot.store.unit import Unit
from groupbot.vault.vault import Cell

_NEW = Insert(report, replacing=True)
_OF = sa.select(report).where(report.c.handle == sa.bindparam("handle"))
_WAITING = sa.select(report).where(report.c.group_number == sa.bindparam("of"), report.c.recall_on.is_not(None))
_ENDING = sa.select(report).where(report.c.recall_on.is_not(None), report.c.ends_hour <= sa.bindparam("by"))
_ONE = sa.select(report).where(report.c.number == sa.bindparam("at"))
_REPORT = msgspec.json.Decoder(Report)
_POSITIVE = 0x7FFFFFFF


def new(unit: Unit, group: int, handle: bytes, what: Report, ends_hour: int, random: Random) -> Filed:
    """Write a new report under a random number."""
    number = 0
    while not number or unit.read(_ONE, {"at": number}):
        number = int.from_bytes(random.bytes(4), "big") & _POSITIVE
    filed = Filed(number, group, handle, ends_hour, what)
    put(unit, filed)
    return filed


def put(unit: Unit, filed: Filed) -> None:
    """Write what has become of a report."""
    sealing = [(f"report/{filed.number}", _cell(filed.handle), msgspec.json.encode(filed.report))]
    old, [(key_id, sealed)] = unit.vault.renew(filed.group, filed.handle, sealing)
    unit.supersede(old)
    # Whoever looks at it meanwhile, admins are reminded in the week that was due.
    due = next((row.recall_on for row in unit.read(_ONE, {"at": filed.number})), None)
    waits = filed.report.state is State.OPEN
    row = {
        "number": filed.number,
        "handle": filed.handle,
        "group_number": filed.group,
        "key_id": key_id,
        "sealed": sealed,
        "recall_on": (due or filed.report.opened + RECALL_EVERY_DAYS) if waits else None,
        "ends_hour": filed.ends_hour,
    }
    unit.enter(_NEW, row)


def drop(unit: Unit, filed: Filed) -> None:
    """Delete a report, with its key, and with whom it was of where nothing else is kept of them."""
    unit.write(report.delete().where(report.c.number == filed.number))
    unit.erase(filed.handle, f"report/{filed.number}")


def one(unit: Unit, group: int, number: int) -> Filed | None:
    """Return a report of a group, None where there is none any more."""
    return next((filed for filed in _all(unit, unit.read(_ONE, {"at": number})) if filed.group == group), None)


def of(unit: Unit, handle: bytes | None) -> tuple[Filed, ...]:
    """Return somebody's reports in a group, the newest first."""
    found = _all(unit, unit.read(_OF, {"handle": handle})) if handle else []
    return tuple(sorted(found, key=lambda filed: filed.report.opened, reverse=True))


def waiting(unit: Unit, group: int) -> tuple[Filed, ...]:
    """Return a group's reports that wait for its admins, the oldest first."""
    return tuple(sorted(_all(unit, unit.read(_WAITING, {"of": group})), key=lambda filed: filed.report.opened))


def ending(unit: Unit, hour: int) -> list[Filed]:
    """Return what waits for admins and is deleted by this hour (since 1970)."""
    return _all(unit, unit.read(_ENDING, {"by": hour}))


def export(unit: Unit, _group: int, handle: bytes) -> list[dict[str, Any]]:
    """Return somebody's reports as they read them."""
    return [_told(filed.report) for filed in of(unit, handle)]


def _told(what: Report) -> dict[str, Any]:
    return {
        "state": what.state,
        "opened": date.fromordinal(what.opened).isoformat(),
        "link": what.link,
        "reason": what.reason,
        "words": what.words,
        "outcome": what.outcome,
        "read_by_admins": [date.fromordinal(day).isoformat() for day in what.read],
    }


def _all(unit: Unit, rows: Sequence[sa.Row[Any]]) -> list[Filed]:
    found = []
    for row in rows:
        plain = opened(unit, _cell(bytes(row.handle)), row)
        if plain is not None:
            found.append(Filed(row.number, row.group_number, bytes(row.handle), row.ends_hour, _REPORT.decode(plain)))
    return found


def _cell(handle: bytes) -> Cell:
    return Cell("report", handle, "sealed")
