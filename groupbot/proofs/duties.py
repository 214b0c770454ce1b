"""What the tables of requests owe to the people in them (law L9)."""

from groupbot.proofs.records import KEY, RECORD, export
from groupbot.proofs.tables import proof_clock, proof_request
from groupbot.store.declared import Duty, erase_by_key

DUTIES = (
    Duty(
        proof_request,
        "Remembers which proof or opened receipt you asked for: it waits a day, so that nobody can press you for it.",
        "24 hours of waiting and at most 8 days after them, all counted while the bot runs, or until you cancel it or "
        "withdraw what it is about.",
        rests_on="your own request, about what is kept with your consent",
        eraser=erase_by_key(proof_request, "handle", "key_id"),
        exporter=export,
        ends="ends_on",
        person="handle",
        keys=("key_id",),
        consent=RECORD,
        key=KEY,
    ),
    Duty(
        proof_clock,
        "Counts the time in which the bot ran, so that no clock that is wrong cuts a wait short.",
        "As long as the deployment: it is about nobody.",
    ),
)
