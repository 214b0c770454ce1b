"""What binds the bot to a group: consents given in it, and whatever its members, or those it holds, still wait for."""

from groupbot.appeals import views as appeals
from groupbot.consent import views as consent
from groupbot.proofs import records as proofs
from groupbot.reports import views as reports
from groupbot.restraint import records as restraint
from groupbot.store.unit import Unit

_COUNTS = (consent.records_in, appeals.pending, reports.pending, proofs.pending, restraint.standing)


def bound(unit: Unit, group: int) -> int:
    """Return how much of a group would be lost to its members if it ended at once."""
    return sum(count(unit, group) for count in _COUNTS)
