"""What the tables of consent owe to the people in them (law L9)."""

from groupbot.consent.export import export_grants, export_records
from groupbot.consent.tables import KEPT_AFTER_END_DAYS, consent_grant, consent_record
from groupbot.store.declared import Duty, erase_by_key

_RETENTION = f"Until you withdraw, or {KEPT_AFTER_END_DAYS} days after your consent has ended."
_BASIS = "L1: the consent record itself"

DUTIES = (
    Duty(
        consent_record,
        "Shows that you agreed, and to which notice: it holds the notice you saw, word for word.",
        _RETENTION,
        rests_on=_BASIS,
        eraser=erase_by_key(consent_record, "handle", "key_id"),
        exporter=export_records,
        ends="ends_on",
        person="handle",
        group="group_number",
        keys=("key_id",),
    ),
    Duty(
        consent_grant,
        "Holds each purpose you agreed to, when, and until when.",
        _RETENTION,
        rests_on=_BASIS,
        eraser=erase_by_key(consent_grant, "handle", "key_id"),
        exporter=export_grants,
        ends="ends_on",
        person="handle",
        keys=("key_id",),
    ),
)
