"""The export of /mydata, generated from what each table declares (law L9; GDPR articles 15 and 20)."""

from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa

from groupbot.duties import DUTIES
from groupbot.groups import register
from groupbot.people import Actor
from groupbot.store.declared import Duty
from groupbot.store.unit import Unit
from groupbot.vault.vault import DEPLOYMENT

_HOUR = 3600


def gather(unit: Unit, actor: Actor, today: int) -> dict[str, Any]:
    """Return all that the tables hold about one person, place by place, with purpose, basis and end of each table."""
    places = []
    for number, handle in unit.vault.find_everywhere(actor.platform, actor.id):
        tables = [entry for duty in DUTIES if not duty.mark for entry in _table(unit, duty, number, handle)]
        group = {"title": register.title(unit, number), "number": number} if number else None
        places.append({"group": group, "tables": tables})
    marked = [(duty, duty.mark(unit, actor.platform, actor.id)) for duty in DUTIES if duty.mark]
    tables = [entry for duty, mark in marked for entry in _table(unit, duty, DEPLOYMENT, mark)]
    if tables:
        places.append({"group": None, "tables": tables})
    return {
        "schema": "groupbot-mydata/1",
        "made_on": date.fromordinal(today).isoformat(),
        "account": {"platform": actor.platform, "id": actor.id},
        "places": places,
    }


def _table(unit: Unit, duty: Duty, group: int, person: bytes) -> list[dict[str, Any]]:
    rows = duty.exporter(unit, group, person) if duty.exporter else []
    if not rows:
        return []
    table = str(duty.table.name)
    return [
        {
            "table": table,
            "purpose": duty.purpose,
            "retention": duty.retention,
            "basis": duty.rests_on,
            "until": _until(unit, duty, person),
            "rows": rows,
        }
    ]


def _until(unit: Unit, duty: Duty, person: bytes) -> str:
    """Return the day by which the last of a person's rows in a table is gone, by what stands in them."""
    last = sa.select(sa.func.max(duty.table.c[duty.ends])).where(duty.table.c[duty.person] == person)
    ((end,),) = unit.read(last)
    day = date.fromordinal(end) if duty.ends_in == "days" else datetime.fromtimestamp(end * _HOUR, UTC).date()
    return day.isoformat()
