"""The export of /mydata, generated from what each table declares (law L9; GDPR articles 15 and 20)."""

from datetime import date
from typing import Any

from groupbot.duties import DUTIES
from groupbot.groups import register
from groupbot.people import Actor
from groupbot.store.declared import Duty
from groupbot.store.unit import Unit
from groupbot.vault.vault import DEPLOYMENT


def gather(unit: Unit, actor: Actor, today: int) -> dict[str, Any]:
    """Return all that the tables hold about one person, place by place, with the purpose and the end of each table."""
    places = []
    for number, handle in unit.vault.find_everywhere(actor.platform, actor.id):
        tables = [entry for duty in DUTIES if not duty.mark for entry in _table(unit, duty, number, handle)]
        group = {"title": register.title(unit, number)} if number else None
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
            "rows": rows,
        }
    ]
