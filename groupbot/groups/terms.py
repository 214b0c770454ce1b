"""Other terms for a group: entered when they may come into force, put off when they come too soon (law L2)."""

from collections.abc import Callable, Mapping
from datetime import date

from groupbot.groups import keeping, own, register, rules
from groupbot.groups.model import Law, Ruling, TooSoon
from groupbot.policy.errors import PolicyError
from groupbot.policy.models import material_fields
from groupbot.store.unit import Unit

CountRecords = Callable[[Unit, int], int]


def adopt(unit: Unit, number: int, wish: Law | None, today: date, count_records: CountRecords) -> Ruling:
    """Put what a group's file says in force, or leave the group under what it has; None is a file with nothing sound.

    A group that the bot had left is asked in the same way when the bot returns: its members' consents live on.
    """
    if wish is None:
        return Ruling(keeping.kept(unit, number))
    held, material = register.terms(unit, number), wish.policy.material()
    if held is not None and held[0] != material:
        records = count_records(unit, number)
        former = keeping.kept(unit, number)
        if former is not None and not rules.terms_may_change(held[1], records, today.toordinal()):
            until = date.fromordinal(held[1]) + rules.MATERIAL_EVERY
            return Ruling(former, TooSoon(until, material_fields(former.policy, wish.policy)))
        # A change that ends nobody's consent does not use up the month.
        register.set_terms(unit, number, material, today if records else None)
    keeping.keep(unit, number, wish)
    return Ruling(wish)


def adopt_all(
    unit: Unit, wishes: Mapping[int, Law | None], texts: Mapping[int, str], today: date, count_records: CountRecords
) -> dict[int, Ruling]:
    """Rule on several groups, each for itself: one that must wait holds up no other.

    A wish was made of what a group's admins had set, its `texts`. A group of which they have set something else since
    is passed over: its wish is no longer anybody's.
    """
    settled = keeping.settled(unit, wishes)
    return {
        number: Ruling(wish) if number in settled else adopt(unit, number, wish, today, count_records)
        for number, wish in wishes.items()
        if number in settled or own.load(unit, number).text == texts[number]
    }


def too_soon(file: str, outcome: TooSoon) -> PolicyError:
    """Say of terms that have to wait what an admin can do about the file they stand in."""
    message = (
        f"these terms would end members' consents a second time within a month: {', '.join(outcome.fields)} changed"
    )
    return PolicyError(file, 1, 1, message, f"put the former terms back, or wait until {outcome.until.isoformat()}")
