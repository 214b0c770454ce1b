"""Where and when something may be recorded: only a live group's acts, and none that may lie before a consent to it."""

from datetime import datetime, timedelta

from groupbot.case import Desk
from groupbot.groups import keeping, register
from groupbot.groups.model import Mode
from groupbot.ledger.records import Occasion
from groupbot.people import Chat
from groupbot.store.unit import Unit

# What is heard of within this was not held back, by an outage or a queue, while its member agreed elsewhere. It counts
# where a start has come between, so that the moment at which they agreed is not known.
PROMPT = timedelta(minutes=1)


def live(unit: Unit, desk: Desk, chat: Chat | None, now: datetime, *, late: bool = False) -> Occasion | None:
    """Return the occasion of what happens in a group now; None where it rehearses, pauses, or is served no more."""
    row = register.at(unit, chat) if chat else None
    group = register.numbered(unit, row.number) if row else None
    if group is None or not group.served or group.card.mode is not Mode.LIVE:
        return None
    policy = keeping.in_force(unit, group.number, desk.directory.law(group.number)).policy
    return Occasion(group, policy, now.date().toordinal(), late=late)


def late(at: datetime, now: datetime, decided: datetime | None) -> bool:
    """Tell whether what a platform dates `at` may lie before the last decision of its member.

    Platforms tell whole seconds. A consent of that day is no later than the last decision, where that is known.
    """
    return now - at > PROMPT if decided is None else at < decided.replace(microsecond=0)
