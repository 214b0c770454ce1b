"""Reports that end before any admin closed them: their reporter finds under /report that nobody answered."""

from dataclasses import replace
from datetime import datetime

from groupbot.reports import records, rules
from groupbot.reports.tables import KEPT_ENDED_HOURS
from groupbot.store.unit import Unit


def unanswered(unit: Unit, now: datetime) -> None:
    """End what waited for as long as it may: link and words go, and for a while it says that nobody answered.

    No word is sent of it, as of no other end: it may light up a screen that somebody else is looking at. To be called
    before the sweep that deletes it.
    """
    for filed in records.ending(unit, rules.hour_of(now)):
        ends = filed.ends_hour + KEPT_ENDED_HOURS
        records.put(unit, replace(filed, report=rules.unanswered(filed.report), ends_hour=ends))
