"""What the table of reports owes to the people in it (law L9)."""

from groupbot.reports.records import export
from groupbot.reports.tables import KEPT_ENDED_HOURS, KEPT_HOURS, report
from groupbot.store.declared import Duty, erase_by_key

DUTIES = (
    Duty(
        report,
        "Holds your report of a message, sealed, for the admins: its link, your reason and words, then how it ended.",
        f"Two hours until you send it; at most {KEPT_HOURS // 24} days while it waits; "
        f"then {KEPT_ENDED_HOURS // 24} days without link and words.",
        rests_on="L1: an open report",
        eraser=erase_by_key(report, "handle", "key_id"),
        exporter=export,
        ends="ends_hour",
        ends_in="hours",
        person="handle",
        group="group_number",
        keys=("key_id",),
        admins=True,
    ),
)
