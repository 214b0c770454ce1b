"""The screens of reports: what is reported and why, what is sent to whom, how it stands, and what admins decide on."""

from collections.abc import Sequence
from datetime import date

from groupbot.actions import Action
from groupbot.content import Choice, Count, Day, Lines, Name, Screen, Text
from groupbot.people import LONGEST_LINK
from groupbot.policy.models import Body
from groupbot.reports.model import OUTCOMES, REASONS, Filed, Outcome, Report, State
from groupbot.reports.rules import LONGEST_WORDS

SHOWN = 15


def overview(mine: Sequence[Filed]) -> Screen:
    """Return how a message is reported, and somebody's own reports."""
    rows = tuple(
        (Choice(_headline(filed.report), Action.REPORT_SEE, shown=filed.number, group=filed.group),)
        for filed in mine[:SHOWN]
    )
    return Screen((Text("report"),), rows)


def reasons(filed: Filed) -> Screen:
    """Return the choice of a reason: nothing is sent yet."""
    rows = [
        (Choice(Text(f"report-reason-{reason}"), Action.REPORT_REASON, at, filed.number, filed.group),)
        for at, reason in enumerate(REASONS)
    ]
    return Screen((Text("report-reasons"),), (*rows, (_of(filed, "button-report-drop", Action.REPORT_DROP),)))


def preview(filed: Filed, title: str, bodies: Sequence[Body]) -> Screen:
    """Return a draft with what is sent and who reads it, and with whom else one can turn to."""
    what = filed.report
    about = Text("report-preview", (Text(f"report-reason-{what.reason}"), Name(title)))
    rows = (
        (_of(filed, "button-report-send", Action.REPORT_SEND),),
        (_of(filed, "button-report-words", Action.REPORT_WRITE),),
        (_of(filed, "button-report-drop", Action.REPORT_DROP),),
    )
    return Screen((about, *_content(what), *_outside(bodies)), rows)


def stands(filed: Filed, bodies: Sequence[Body], left: str | None = None) -> Screen:
    """Return how somebody's own report stands; while it waits, it can be taken back.

    `left` is the title of a group that the bot is in no more: there no admin reads it.
    """
    what = filed.report
    looked = Text("report-looked", (Count(len(what.read)),))
    if what.state is State.OPEN:
        take_back = _of(filed, "button-report-withdraw", Action.REPORT_WITHDRAW)
        shown = (_headline(what), *_content(what))
        if left is not None:
            return Screen((*shown, Text("report-bot-left", (Name(left),)), *_outside(bodies)), ((take_back,),))
        return Screen((*shown, looked), ((take_back,),))
    if what.state is State.UNANSWERED:
        return Screen((_headline(what), Text("report-unanswered"), looked, *_outside(bodies)))
    if what.outcome is None:
        return Screen((_headline(what),))
    return Screen((_headline(what), Text(f"report-outcome-{what.outcome}"), looked, *_outside(bodies)))


def waiting(found: Sequence[Filed], page: int) -> Screen:
    """Return a page of the admins' list of what waits, the oldest first."""
    if not found:
        return Screen((Text("reports-none"),))
    at = min(page, (len(found) - 1) // SHOWN)
    here = found[at * SHOWN : (at + 1) * SHOWN]
    rows = [(Choice(_headline(filed.report), Action.REPORT_READ, shown=filed.number),) for filed in here]
    ways = (("button-previous-page", at - 1, at > 0), ("button-next-page", at + 1, (at + 1) * SHOWN < len(found)))
    turns = tuple(Choice(Text(key), Action.REPORTS, value) for key, value, there in ways if there)
    return Screen((Text("reports-wait", (Count(len(found)),)),), (*rows, *((turns,) if turns else ())))


def to_handle(filed: Filed) -> Screen:
    """Return a report as admins read it: reason, link and words, and never whose it is."""
    what = filed.report
    opened = Choice(Text("button-report-open"), 0, url=what.link)
    rows = [
        (Choice(Text(f"report-outcome-{outcome}"), Action.REPORT_OUTCOME, at, filed.number),)
        for at, outcome in enumerate(OUTCOMES)
    ]
    return Screen((_headline(what), *_content(what), Text("report-handle")), ((opened,), *rows))


def confirm(filed: Filed, outcome: Outcome, bodies: Sequence[Body]) -> Screen:
    """Return an outcome before it counts; where others outside are to hear of it, how to reach them."""
    close = Choice(Text("button-report-close"), Action.REPORT_CLOSE, OUTCOMES.index(outcome), filed.number)
    others = _outside(bodies) if outcome is Outcome.PASSED_ON else ()
    return Screen((Text(f"report-outcome-{outcome}"), Text("report-confirm"), *others), ((close,),))


def group_left(title: str, bodies: Sequence[Body]) -> Screen:
    """Return that a report would reach nobody in a group which the bot has left, and who else can be asked."""
    return Screen((Text("report-group-left", (Name(title),)), *_outside(bodies)))


def said(key: str) -> Screen:
    """Return one sentence."""
    return Screen((Text(key),))


def _of(filed: Filed, key: str, action: Action) -> Choice:
    return Choice(Text(key), action, shown=filed.number, group=filed.group)


def _content(what: Report) -> tuple[Text, ...]:
    words = (Text("report-words", (Name(what.words, LONGEST_WORDS),)),) if what.words else ()
    return (Text("report-link", (Name(what.link, LONGEST_LINK),)), *words)


def _outside(bodies: Sequence[Body]) -> tuple[Lines, ...]:
    if not bodies:
        return ()
    listed = (Text("party", (Name(body.name, 120), Name(body.contact, 200))) for body in bodies)
    return (Lines((Text("report-bodies"), *(Text("listed", (body,)) for body in listed))),)


def _headline(what: Report) -> Text:
    day = Day(date.fromordinal(what.opened).isoformat())
    return Text("report-headline", (Text(f"report-state-{what.state}"), Text(f"report-reason-{what.reason}"), day))
