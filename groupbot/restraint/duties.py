"""What the table of restrictions owes to the people in it (law L9)."""

from groupbot.restraint.records import export
from groupbot.restraint.tables import restriction
from groupbot.store.declared import Duty, erase_by_key

DUTIES = (
    Duty(
        restriction,
        "Knows the restriction that the bot set on you from those that others set, so that it lifts no other.",
        "Until it is lifted or changed, by whomever, or the day after it ends.",
        rests_on="L1: restrictions that the bot set",
        eraser=erase_by_key(restriction, "handle", "key_id"),
        exporter=export,
        ends="ends_on",
        person="handle",
        group="group_number",
        keys=("key_id",),
        survives=True,
    ),
)
