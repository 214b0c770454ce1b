"""What follows from a decision: the case as it stands then, ways to disagree, the line, and which answers may wait."""

from dataclasses import replace
from functools import partial

import sqlalchemy as sa

from groupbot import doors, routes
from groupbot.appeals import words
from groupbot.case import Case
from groupbot.content import Text
from groupbot.decision import Decision
from groupbot.dispatch import Effects
from groupbot.effects import Hand, Whisper
from groupbot.groups import rules
from groupbot.groups.model import Group, Mode
from groupbot.people import Actor
from groupbot.store.erasure import EVERYTHING
from groupbot.store.tables import erase_job
from groupbot.store.unit import Unit
from groupbot.vault.vault import DEPLOYMENT

_ERASED = sa.select(erase_job.c.handle).where(erase_job.c.purpose == EVERYTHING)


def settle(decision: Decision, case: Case, unit: Unit, *, acts: bool) -> tuple[Case, Decision]:
    """Return the case as the decision leaves it, and the decision with ways to disagree and the line that is due then.

    `acts` says that it is no mere rehearsal: somebody asked for it.
    """
    case = _as_settled(case, decision)
    decision = words.disputable(decision, partial(_groups, unit, case.event.actor) if case.group is None else None)
    return case, decision if case.group is None else _line(decision, case.group, case, acts=acts)


def waiting(decision: Decision, effects: Effects) -> tuple[Whisper | Hand, ...]:
    """Return the answers that may wait for a platform, sealed.

    Of a group that has ended none does, lest it be named for two days more: who ended it reads so at once, or finds
    it gone at the next press. What repeats another person's words is not kept either: they would outlive their end.
    """
    ended = decision.settled is not None and decision.settled.group is None
    return () if ended or decision.unkept else effects.answers


def _groups(unit: Unit, who: Actor) -> list[int]:
    """Return the groups in which something of somebody is kept, but for what this very decision has erased."""
    gone = {bytes(row[0]) for row in unit.read(_ERASED)} if unit.erasing else set()
    found = unit.vault.find_everywhere(who.platform, who.id)
    return [number for number, handle in found if number != DEPLOYMENT and handle not in gone]


def _as_settled(case: Case, decision: Decision) -> Case:
    """Return the case as it stands after the decision: its line is the one of what the group is now."""
    settled = decision.settled
    if settled is None:
        return case
    if settled.group is None:
        return replace(case, group=None)
    law = settled.ruling.law if settled.ruling else None
    return replace(case, group=settled.group, policy=law.policy if law else case.policy)


def _line(decision: Decision, group: Group, case: Case, *, acts: bool) -> Decision:
    """Let the line move only when it may, and stand where it is missing: word of the bot's coming may be lost.

    What is only rehearsed rehearses the line of a group that is live.
    """
    if decision.line is None and (group.card.line is not None or case.event.place.chat != group.card.chat):
        return decision
    if rules.line_due(group.card, case.policy.line.repost_minutes, case.now):
        rehearsed = group.card.mode is Mode.DRY and not acts
        return replace(decision, line=routes.line() if rehearsed and group.served else doors.standing_line(group))
    return replace(decision, line=None, why_not=(*decision.why_not, Text("why-not-line-stands")))
