"""Appeals in the log: opened and decided, for members who agreed to a record, beside the entry they are about."""

from datetime import date

from groupbot.appeals.model import About, Appeal, State
from groupbot.case import Case
from groupbot.ledger import records
from groupbot.ledger.entry import Happened
from groupbot.ledger.kinds import Kind, Reason
from groupbot.ledger.records import Occasion
from groupbot.people import Actor
from groupbot.store.unit import Unit

_AGAINST = {
    About.WORD: Reason.AGAINST_WARNING,
    About.RESTRICTION: Reason.AGAINST_RESTRICTION,
    About.GATE: Reason.AGAINST_GATE,
}


def opened(unit: Unit, case: Case, member: Actor, what: Appeal) -> None:
    """Record that a member appeals."""
    _record(unit, case, member, Kind.APPEAL_OPENED, _AGAINST.get(what.about, Reason.CORRECTION), what.entry)


def decided(unit: Unit, case: Case, member: Actor, before: Appeal, after: Appeal) -> None:
    """Record how an appeal ended: an overturned entry stays provable while it lives, and so does what overturned it."""
    reason = Reason.OVERTURNED if after.state is State.OVERTURNED else Reason.UPHELD
    lives = before.entry and records.lives(unit, bytes.fromhex(before.entry))
    _record(unit, case, member, Kind.APPEAL_DECIDED, reason, before.entry if lives else "")


def _record(unit: Unit, case: Case, member: Actor, kind: Kind, reason: Reason, entry: str) -> None:
    if case.group is None:
        return
    happened = Happened(kind, date.fromordinal(case.today).isoformat(), reason, about=entry)
    records.record(unit, Occasion(case.group, case.policy, case.today), member, happened, case.desk.random)
