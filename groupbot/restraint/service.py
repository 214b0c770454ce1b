"""Restrictions at work: what was decided is written with its decision, what others changed is the bot's no more."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

import structlog

from groupbot.case import Case, Desk
from groupbot.effects import Door, Release, Restrict
from groupbot.events import RestrictionChanged
from groupbot.groups import register
from groupbot.groups.model import Mode
from groupbot.restraint import logged, records
from groupbot.store import outbox
from groupbot.store.store import Store
from groupbot.store.unit import Unit
from groupbot.unwritten import Unwritten

log = structlog.get_logger()


def enter(unit: Unit, case: Case, doors: Sequence[Door], *, writes: bool) -> list[bytes]:
    """Write what was decided of people in a group, and return the ids under which it waits to be performed.

    In a group that only rehearses nothing is written. Raises ValueError for an act in no group or another one, because
    a decision is about the group that it was made in, for one of a route that `writes` nothing, because it would be
    lost, and for a reason that is no code of the log's; LedgerError for one that does not fit the act.
    """
    group = case.group
    if doors and not writes:
        msg = "who decides of a person has to write: say so in the route"
        raise ValueError(msg)
    for door in doors:
        if group is None or door.chat != group.card.chat:
            msg = "what is decided of a person concerns the group at hand"
            raise ValueError(msg)
        if isinstance(door, Restrict | Release):
            logged.happened(door, case.now)
    if group is None or group.card.mode is Mode.DRY:
        return []
    for door in doors:
        if isinstance(door, Restrict):
            records.put(unit, group.number, door.who, door.until, case.now)
    return outbox.put_doors(unit, doors, group.number, case.now, case.desk.random)


def give_up(unit: Unit, now: datetime) -> tuple[Release, ...]:
    """Take back what could not be set for as long as anything waits, and return what could not be lifted.

    To be called before the sweep that deletes both from the outbox.
    """
    releases: list[Release] = []
    for door in outbox.given_up(unit, now):
        log.warning("an act on a member was given up", act=type(door).__name__.lower(), platform=door.chat.platform)
        row = register.at(unit, door.chat)
        if isinstance(door, Restrict) and row is not None:
            records.take_back(unit, row.number, door.who, door.until)
        elif isinstance(door, Release):
            releases.append(door)
    return tuple(releases)


async def changed(
    store: Store, desk: Desk, event: RestrictionChanged, now: datetime, unwritten: Unwritten
) -> int | None:
    """Let go of a restriction that others changed; returns the number of its group, None where nothing was ours.

    Where it is word of our own act whose answer was lost, the act has come through: it is recorded and not tried again.
    """
    if desk.acts.outdates(event):
        return None
    # Most are about members of whom nothing is known: those cost a read, and no turn in the writers' queue.
    if await store.read(partial(_meaning, event=event)) is None:
        return None
    number: int | None = (
        await store.write(partial(_take_in, desk=desk, event=event, now=now, unwritten=unwritten))
    ).result
    return number


def _take_in(unit: Unit, desk: Desk, event: RestrictionChanged, now: datetime, unwritten: Unwritten) -> int | None:
    found = _meaning(unit, event)
    if found is None:
        return None
    number, confirmed = found
    if confirmed is not None:
        row_id, act = confirmed
        outbox.done(unit, row_id)
        decided = unwritten.decided(unit, event.actor.platform, event.actor.id)
        logged.record_told(unit, desk, act, event.at, now, decided)
        return None
    records.drop(unit, number, event.actor)
    return number


def _meaning(unit: Unit, event: RestrictionChanged) -> tuple[int, tuple[bytes, Restrict] | None] | None:
    """Return whose group it is, and which waiting act of ours it confirms or None where others changed it.

    None altogether where nothing is ours, or nothing follows.
    """
    row = register.at(unit, event.place.chat) if event.place.chat else None
    ours = records.ends(unit, row.number, event.actor) if row else ()
    if row is None or not ours:
        return None
    number = int(row.number)
    if event.by is not None or event.until not in {None, *ours}:
        return number, None
    waits = outbox.held_back(unit, event.actor, number)
    if event.until is None:
        # Nothing stands yet while our own act waits to be performed.
        return None if waits else (number, None)
    if waits is None:
        return None
    row_id, act = waits
    return (number, (row_id, act)) if isinstance(act, Restrict) and act.until == event.until else None
