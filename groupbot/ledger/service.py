"""The log at work where nothing else is decided: what human admins did to members who agreed to a record of it."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from groupbot.case import Desk
from groupbot.events import RestrictionChanged
from groupbot.groups import register
from groupbot.ledger import occasions, records
from groupbot.ledger.entry import Happened
from groupbot.ledger.kinds import By, Kind, Reason
from groupbot.people import Actor, ActorKind
from groupbot.store import inbox
from groupbot.store.store import Store
from groupbot.store.unit import Unit
from groupbot.unwritten import Unwritten

# Whom the platform names as having acted in office; other bots' acts are theirs to explain.
_ADMINS = frozenset({ActorKind.PERSON, ActorKind.ANONYMOUS_ADMIN})


async def restriction_changed(
    store: Store, desk: Desk, event: RestrictionChanged, now: datetime, unwritten: Unwritten
) -> int | None:
    """Record that an admin held a member or let them go; returns the group's number, None where nothing was written.

    Of the admin only the role is kept, and of the platform's own word the day and whether anything stands now. What
    was passed over stays so, should it come again behind the consent that the member gives next.
    """
    if event.by is None or event.by.kind not in _ADMINS or _by_themself(event.by, event.actor):
        return None
    decided = partial(unwritten.decided, platform=event.actor.platform, person=event.actor.id)
    passed_over = partial(unwritten.note, platform=event.actor.platform, person=event.actor.id, key=event.key, now=now)
    # Most are about members of whom nothing is known: those cost a read, and no turn in the writers' queue.
    if not await store.read(partial(_known, event=event, passed_over=passed_over)):
        return None
    work = partial(_noted, desk=desk, event=event, now=now, decided=decided, passed_over=passed_over)
    number: int | None = (await store.write(work)).result
    return number


def _by_themself(by: Actor, whom: Actor) -> bool:
    """Tell whether a change is a member's own, as one that leaves may be told to be: no admin has acted then."""
    return (by.platform, by.id) == (whom.platform, whom.id)


def _known(unit: Unit, event: RestrictionChanged, passed_over: Callable[[Unit], None]) -> bool:
    row = register.at(unit, event.place.chat) if event.place.chat else None
    if row is not None and unit.vault.find(row.number, event.actor.platform, event.actor.id) is not None:
        return True
    passed_over(unit)
    return False


def _noted(
    unit: Unit,
    desk: Desk,
    event: RestrictionChanged,
    now: datetime,
    decided: Callable[[Unit], datetime | None],
    passed_over: Callable[[Unit], None],
) -> int | None:
    number = _record(unit, desk, event, now, decided(unit))
    if number is None:
        passed_over(unit)
    return number


def _record(unit: Unit, desk: Desk, event: RestrictionChanged, now: datetime, decided: datetime | None) -> int | None:
    late = occasions.late(event.at, now, decided)
    occasion = occasions.live(unit, desk, event.place.chat, now, late=late)
    if occasion is None or inbox.seen(unit, event.actor.platform, event.key):
        return None
    kind = Kind.RESTRICTED if event.held else Kind.RELEASED
    # The platform's clock may be ahead of ours; nothing is dated into days to come.
    day = min(event.at.astimezone(UTC), now).date()
    happened = Happened(kind, day.isoformat(), Reason.UNSTATED, By.ADMIN)
    if records.record(unit, occasion, event.actor, happened, desk.random) is None:
        return None
    inbox.remember(unit, event.actor.platform, event.key, now)
    return occasion.group.number
