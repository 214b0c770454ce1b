"""The admins' side of reports: what waits, what was read, and how it is closed; the right is read at each act."""

from dataclasses import replace

from groupbot.actions import Action
from groupbot.case import Case
from groupbot.content import Choice, Screen, Text
from groupbot.decision import Decision
from groupbot.reports import records, rules, screens
from groupbot.reports.model import OUTCOMES, Filed, Outcome, State
from groupbot.reports.tables import KEPT_ENDED_HOURS
from groupbot.store.unit import Unit

_WHY = (Text("why-asked-by-admin"),)


def waiting(unit: Unit, case: Case) -> Decision:
    """Answer /reports with what waits, the oldest first."""
    if case.group is None:
        return Decision(show=Screen((Text("setup-which-group"),)), why_not=_WHY)
    page = case.press.value if case.press and not case.press.public else 0
    return Decision(show=screens.waiting(records.waiting(unit, case.group.number), page), why=_WHY)


def unnamed(_unit: Unit, _case: Case) -> Decision:
    """Answer an admin who stays anonymous by a public button: only a press tells the bot whom to answer."""
    button = Choice(Text("button-open-command", ("/reports",)), Action.REPORTS, public=True)
    return Decision(said=Screen((Text("setup-unnamed"),), ((button,),)), why=(Text("why-unnamed"),))


def read(unit: Unit, case: Case) -> Decision:
    """Show a report to an admin, of which its reporter learns."""
    filed = _open(unit, case)
    if filed is None:
        return _gone()
    known = rules.looked_at(filed.report, _mark(unit, case), case.today)
    if known != filed.report:
        records.put(unit, replace(filed, report=known))
    return Decision(show=screens.to_handle(filed), unkept=True, why=_WHY)


def outcome(unit: Unit, case: Case) -> Decision:
    """Show an outcome before it counts."""
    filed = _open(unit, case)
    if filed is None:
        return _gone()
    return Decision(show=screens.confirm(filed, _outcome(case), case.policy.appeals.bodies), why=_WHY)


def close(unit: Unit, case: Case) -> Decision:
    """Close a report: link and words are gone with the commit, and its reporter finds how it ended."""
    filed = _open(unit, case)
    if filed is None:
        return _gone()
    ends = rules.hour_of(case.now) + KEPT_ENDED_HOURS
    records.put(unit, replace(filed, report=rules.closed(filed.report, _outcome(case)), ends_hour=ends))
    return Decision(show=screens.said("report-closed"), why=_WHY)


def _open(unit: Unit, case: Case) -> Filed | None:
    if case.group is None or case.press is None:
        return None
    filed = records.one(unit, case.group.number, case.press.shown)
    return filed if filed is not None and filed.report.state is State.OPEN else None


def _outcome(case: Case) -> Outcome:
    value = case.press.value if case.press else 0
    return OUTCOMES[value] if value < len(OUTCOMES) else Outcome.NO_ACTION


def _mark(unit: Unit, case: Case) -> str:
    """Return the mark of the admin at hand: of another report it would be another one."""
    number = case.press.shown if case.press else 0
    return unit.vault.tag("report-admin", str(number), case.event.actor.platform, case.event.actor.id).hex()[:32]


def _gone() -> Decision:
    return Decision(show=screens.said("report-not-waiting"), why_not=_WHY)
