"""What the table of appeals owes to the people in it (law L9)."""

from groupbot.appeals.records import export
from groupbot.appeals.tables import KEPT_CLOSED_DAYS, OPEN_AT_MOST_DAYS, appeal
from groupbot.store.declared import Duty, erase_by_key

DUTIES = (
    Duty(
        appeal,
        "Holds your appeal, sealed, for the admins: your words and theirs while it waits, then how it ended.",
        f"While it waits, at most {OPEN_AT_MOST_DAYS} days; then {KEPT_CLOSED_DAYS} days without anybody's words.",
        rests_on="L1: an open appeal",
        eraser=erase_by_key(appeal, "handle", "key_id"),
        exporter=export,
        ends="ends_on",
        person="handle",
        group="group_number",
        keys=("key_id",),
        admins=True,
    ),
)
