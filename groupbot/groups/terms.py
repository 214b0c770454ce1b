"""Other terms for a group: entered when they may come into force, refused when they come too soon (law L2)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from groupbot.groups import register, rules
from groupbot.store.unit import Unit

CountRecords = Callable[[Unit, int], int]


@dataclass(frozen=True, slots=True)
class TooSoon:
    """Terms that would end somebody's consent a second time within a month; `until` is when they may change."""

    until: date


def adopt(
    unit: Unit, numbers: Iterable[int], material: bytes, today: date, count_records: CountRecords
) -> TooSoon | None:
    """Enter these terms for all groups that live under them, or for none where one of them has changed too recently."""
    changed = []
    for number in numbers:
        held = register.terms(unit, number)
        if held is None or held[0] == material:
            continue
        records = count_records(unit, number)
        if not rules.terms_may_change(held[1], records, today.toordinal()):
            return TooSoon(date.fromordinal(held[1]) + rules.MATERIAL_EVERY)
        changed.append((number, records))
    for number, records in changed:
        # A change that ends nobody's consent does not use up the month.
        register.set_terms(unit, number, material, today if records else None)
    return None
