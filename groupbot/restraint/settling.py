"""When an act is over: what waits, what is the bot's and what is recorded change in one transaction (law L13)."""

from datetime import datetime

from groupbot.case import Desk
from groupbot.effects import Release, Restrict
from groupbot.groups import register
from groupbot.restraint import logged, records
from groupbot.restraint.logged import Hold
from groupbot.restraint.records import Ends
from groupbot.store import outbox
from groupbot.store.unit import Unit


def done(unit: Unit, desk: Desk, act: Hold, ours: Ends, now: datetime) -> None:
    """Take in that the platform has done it; told a second time, nothing is left to settle and nothing is recorded.

    `ours` is what the bot had set just before the act, never empty. A release finds nothing to lift where all of it is
    over: then it ended by itself, and nobody lifted it.
    """
    row = register.at(unit, act.chat)
    if row is None:
        return
    waits = outbox.held_back(unit, act.who, row.number)
    waited = waits is not None and waits[1] == act
    if waits is not None and waited:
        outbox.done(unit, waits[0])
    if isinstance(act, Release):
        acted = records.drop(unit, row.number, act.who, ours[-1]) and max(ours) > now
    else:
        acted = waited
    if acted:
        logged.record(unit, desk, act, now)


def undone(unit: Unit, act: Hold, newest: datetime) -> None:
    """Let go of what the platform refused for good: it was not set by this act, or is not the bot's to lift."""
    row = register.at(unit, act.chat)
    if row is not None and isinstance(act, Restrict):
        records.take_back(unit, row.number, act.who, newest)
    elif row is not None:
        records.drop(unit, row.number, act.who, newest)
