"""The bot's own acts in the log: that it held a member or let them go, as whoever decided it gave the reason."""

from datetime import UTC, datetime

from groupbot.case import Desk
from groupbot.effects import Release, Restrict
from groupbot.ledger import occasions, records
from groupbot.ledger.entry import Happened
from groupbot.ledger.kinds import By, Kind, Reason
from groupbot.store.unit import Unit

Hold = Restrict | Release


def happened(act: Hold, at: datetime) -> Happened:
    """Return what an act is recorded as, on the day of `at` (UTC).

    Raises ValueError for a reason that is no code of the log's, and LedgerError for one of another kind's.
    """
    kind = Kind.RESTRICTED if isinstance(act, Restrict) else Kind.RELEASED
    return Happened(kind, at.date().isoformat(), Reason(act.reason), By.BOT)


def record(unit: Unit, desk: Desk, act: Hold, now: datetime) -> None:
    """Record an act that the platform has just confirmed, of a member who agrees to that in this very transaction."""
    occasion = occasions.live(unit, desk, act.chat, now)
    if occasion is not None:
        records.record(unit, occasion, act.who, happened(act, now), desk.random)


def record_told(unit: Unit, desk: Desk, act: Hold, at: datetime, now: datetime, decided: datetime | None) -> None:
    """Record an act whose answer was lost, once the platform tells that it came through `at` a moment.

    `decided` is when the member's last decision was written, None where that is not known any more.
    """
    occasion = occasions.live(unit, desk, act.chat, now, late=occasions.late(at, now, decided))
    if occasion is not None:
        # The platform's clock may be ahead of ours; nothing is dated into days to come.
        records.record(unit, occasion, act.who, happened(act, min(at.astimezone(UTC), now)), desk.random)
