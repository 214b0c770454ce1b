"""A reporter's side: begun at a message or by its link, sent after a look at it, seen and taken back in private."""

from dataclasses import replace

from groupbot.case import Case
from groupbot.content import Screen, Text
from groupbot.decision import Decision
from groupbot.events import CommandGiven
from groupbot.groups import moves, register
from groupbot.groups.model import Group
from groupbot.people import MessageLink
from groupbot.ports import Right
from groupbot.reports import records, rules, screens
from groupbot.reports.model import REASONS, Filed, Reason, State
from groupbot.reports.tables import DRAFT_HOURS, KEPT_HOURS, TAKEN_BACK_HOURS
from groupbot.store.unit import Unit

_WHY, _WHY_NOT = (Text("why-report"),), (Text("why-not-report"),)


def report(unit: Unit, case: Case) -> Decision:
    """Answer /report: about a message, begin; else how it is done, and how one's own reports stand."""
    group = _linked(unit, case)
    if group is not None:
        return _begin(unit, case, group)
    if isinstance(case.event, CommandGiven) and case.event.unplaced:
        return _refuse(case, "report-later")
    return _refuse(case, "report-nowhere") if _names_something(case) else _answer(case, _overview(unit, case))


def from_outside(unit: Unit, case: Case) -> Decision:
    """Answer somebody who is not in the group of the link: to a stranger it is no link at all."""
    group, actor = _linked(unit, case), case.event.actor
    if group is not None and unit.vault.find(group.number, actor.platform, actor.id) is not None:
        return _begin(unit, case, group)
    return _refuse(case, "report-nowhere")


def unsaid(_unit: Unit, case: Case) -> Decision:
    """Ask to try again while the platform does not say who is in the group; the command does not stand there longer."""
    return _refuse(case, "report-later")


def reason(unit: Unit, case: Case) -> Decision:
    """Take the reason, and show what would be sent."""
    filed = _draft(unit, case)
    if filed is None:
        return _gone()
    return _drafted(unit, case, replace(filed, report=rules.with_reason(filed.report, _reason(case))))


def words(unit: Unit, case: Case) -> Decision:
    """Take the reporter's own words, and show what would be sent."""
    filed = _draft(unit, case)
    if filed is None:
        return _gone()
    return _drafted(unit, case, replace(filed, report=rules.with_words(filed.report, case.text)))


def send(unit: Unit, case: Case) -> Decision:
    """Let the admins read it, who hear that there is something to read."""
    filed = _draft(unit, case)
    if filed is None:
        return _gone()
    if moves.left(unit, filed.group):
        shown = screens.group_left(_group(case).card.title, case.policy.appeals.bodies)
        return Decision(show=shown, why_not=_WHY_NOT)
    mine, mark = records.of(unit, filed.handle), _mark(unit, case, filed.group)
    if not rules.may_send((one.report for one in mine), case.today) or case.desk.called.enough(mark, case.today):
        return Decision(show=screens.said("report-enough"), why_not=_WHY_NOT)
    records.put(
        unit,
        replace(filed, report=rules.sent(filed.report, case.today), ends_hour=rules.hour_of(case.now) + KEPT_HOURS),
    )
    case.desk.called.note(mark, filed.number)
    return Decision(show=screens.said("report-sent"), admins=screens.said("told-report"), why=_WHY)


def drop(unit: Unit, case: Case) -> Decision:
    """Send nothing, and keep nothing of it."""
    filed = _draft(unit, case)
    if filed is None:
        return _gone()
    records.drop(unit, filed)
    return Decision(show=screens.said("report-dropped"), why=_WHY)


def see(unit: Unit, case: Case) -> Decision:
    """Show somebody how their own report stands, or their draft as it would be sent."""
    filed = _mine(unit, case)
    if filed is None:
        return _gone()
    bodies = case.policy.appeals.bodies
    left = register.title(unit, filed.group) if moves.left(unit, filed.group) else None
    shown = screens.stands(filed, bodies, left)
    if filed.report.state is State.DRAFT:
        shown = screens.preview(filed, _group(case).card.title, bodies)
    return Decision(show=shown, why=_WHY)


def withdraw(unit: Unit, case: Case) -> Decision:
    """Take a report back: link and words are gone with the commit."""
    filed = _mine(unit, case)
    if filed is None or filed.report.state is not State.OPEN:
        return _gone()
    ends = min(filed.ends_hour, rules.hour_of(case.now) + TAKEN_BACK_HOURS)
    records.put(unit, replace(filed, report=rules.withdrawn(filed.report), ends_hour=ends))
    return Decision(show=screens.said("report-withdrawn"), why=_WHY)


def _begin(unit: Unit, case: Case, group: Group) -> Decision:
    """Begin a report in the place of one that was begun before and not sent."""
    actor, about = case.event.actor, _about(case)
    mine = records.of(unit, unit.vault.find(group.number, actor.platform, actor.id))
    enough = case.desk.called.enough(_mark(unit, case, group.number), case.today)
    if about is None or enough or not rules.may_send((filed.report for filed in mine), case.today):
        return _refuse(case, "report-enough")
    for filed in mine:
        if filed.report.state is State.DRAFT:
            records.drop(unit, filed)
    handle = unit.vault.enrol(group.number, actor.platform, actor.id)
    what, ends = rules.drafted(about.url, case.today), rules.hour_of(case.now) + DRAFT_HOURS
    return _answer(case, screens.reasons(records.new(unit, group.number, handle, what, ends, case.desk.random)))


def _linked(unit: Unit, case: Case) -> Group | None:
    """Return the group of the message, where it is one that the bot serves, and no other than the one at hand."""
    about = _about(case)
    if about is None or about.chat.platform != case.event.actor.platform:
        return None
    known = case.desk.directory.find(about.chat)
    if known is None or (case.group is not None and case.group.number != known.number):
        return None
    group = register.numbered(unit, known.number)
    return group if group is not None and group.served else None


def _overview(unit: Unit, case: Case) -> Screen:
    actor = case.event.actor
    places = unit.vault.find_everywhere(actor.platform, actor.id)
    here = [handle for number, handle in places if case.group is None or case.group.number == number]
    mine = [filed for handle in here for filed in records.of(unit, handle)]
    return screens.overview(sorted(mine, key=lambda filed: filed.report.opened, reverse=True))


def _answer(case: Case, shown: Screen) -> Decision:
    """Answer the command, and take it out of the group where everybody sees it, with a word on what they could see."""
    if not isinstance(case.event, CommandGiven) or not case.event.seen_by_all:
        return Decision(show=shown, why=_WHY)
    removed = case.rights is not None and Right.REMOVE in case.rights
    seen = Text("report-taken" if removed else "report-stands")
    return Decision(show=Screen((seen, *shown.parts), shown.rows), remove=True, why=_WHY)


def _refuse(case: Case, key: str) -> Decision:
    return replace(_answer(case, screens.said(key)), why=(), why_not=_WHY_NOT)


def _about(case: Case) -> MessageLink | None:
    return case.event.about if isinstance(case.event, CommandGiven) else None


def _names_something(case: Case) -> bool:
    return isinstance(case.event, CommandGiven) and bool(case.event.about or case.event.argument)


def _drafted(unit: Unit, case: Case, filed: Filed) -> Decision:
    records.put(unit, replace(filed, ends_hour=rules.hour_of(case.now) + DRAFT_HOURS))
    # Its link and words would outlive the draft in the outbox: where the screen does not come, /report shows it again.
    shown = screens.preview(filed, _group(case).card.title, case.policy.appeals.bodies)
    return Decision(show=shown, unkept=True, why=_WHY)


def _mark(unit: Unit, case: Case, group: int) -> bytes:
    return unit.vault.tag("report-called", str(group), case.event.actor.platform, case.event.actor.id)


def _reason(case: Case) -> Reason:
    value = case.press.value if case.press else 0
    return REASONS[value] if value < len(REASONS) else Reason.OTHER


def _draft(unit: Unit, case: Case) -> Filed | None:
    filed = _mine(unit, case)
    return filed if filed is not None and filed.report.state is State.DRAFT else None


def _mine(unit: Unit, case: Case) -> Filed | None:
    actor, number = case.event.actor, case.press.shown if case.press else 0
    handle = unit.vault.find(_group(case).number, actor.platform, actor.id)
    return next((filed for filed in records.of(unit, handle) if filed.number == number), None)


def _group(case: Case) -> Group:
    if case.group is None:
        msg = "a report's button names its group"
        raise ValueError(msg)
    return case.group


def _gone() -> Decision:
    return Decision(show=screens.said("report-gone"), why_not=_WHY_NOT)
