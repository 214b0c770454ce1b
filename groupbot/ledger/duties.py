"""What the tables of the log owe to the people in them (law L9)."""

from groupbot.ledger.records import export
from groupbot.ledger.tables import CONSENT, KEPT_AT_MOST_DAYS, KEY, ledger_checkpoint, ledger_entry, ledger_tile
from groupbot.store.declared import Duty, erase_by_key

_DEPLOYMENT = "As long as the deployment: they are hashes, and nobody can tell from them what was hashed."

DUTIES = (
    Duty(
        ledger_entry,
        "Keeps what happened to you in moderation: kind, reason and day, sealed, so that you can prove and dispute it.",
        f"As many days as the notice says, at most {KEPT_AT_MOST_DAYS}, or until you withdraw.",
        rests_on="your consent to keep moderation events",
        eraser=erase_by_key(ledger_entry, "handle", "key_id"),
        exporter=export,
        ends="ends_on",
        person="handle",
        keys=("key_id",),
        consent=CONSENT,
        key=KEY,
    ),
    Duty(ledger_tile, "Holds the log's tree of hashes, so that no entry can be altered unseen.", _DEPLOYMENT),
    Duty(
        ledger_checkpoint,
        "Shows on which day the log had which size and root, signed.",
        _DEPLOYMENT,
    ),
)
