"""What the table of languages owes to the people in it (law L9)."""

from groupbot.language.records import export
from groupbot.language.tables import language_choice
from groupbot.store.declared import Duty, erase_by_key

DUTIES = (
    Duty(
        language_choice,
        "Remembers the language you chose to read.",
        "12 months after you chose it, or until you go back to the platform's language.",
        rests_on="L1: the chosen language",
        eraser=erase_by_key(language_choice, "handle", "key_id"),
        exporter=export,
        ends="ends_on",
        person="handle",
        keys=("key_id",),
    ),
)
