"""The export of /mydata, generated from what each table declares (law L9; GDPR articles 15 and 20)."""

from datetime import date
from typing import Any

from groupbot.duties import DUTIES
from groupbot.groups import register
from groupbot.people import Actor
from groupbot.store.unit import Unit


def gather(unit: Unit, actor: Actor, today: int) -> dict[str, Any]:
    """Return all that the tables hold about one person, place by place, with the purpose and the end of each table."""
    places = []
    for number, handle in unit.vault.find_everywhere(actor.platform, actor.id):
        tables = []
        for duty in DUTIES:
            rows = duty.exporter(unit, number, handle) if duty.exporter else []
            if rows:
                tables.append(
                    {
                        "table": str(duty.table.name),
                        "purpose": duty.purpose,
                        "retention": duty.retention,
                        "basis": duty.rests_on,
                        "rows": rows,
                    }
                )
        group = {"title": register.title(unit, number)} if number else None
        places.append({"group": group, "tables": tables})
    return {
        "schema": "groupbot-mydata/1",
        "made_on": date.fromordinal(today).isoformat(),
        "account": {"platform": actor.platform, "id": actor.id},
        "places": places,
    }
