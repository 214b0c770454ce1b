"""A change before it is made: what differs in plain words, whom it touches, and the button that makes it."""

from hashlib import sha256

from groupbot.actions import Action
from groupbot.case import Case
from groupbot.consent import views as consent
from groupbot.content import Choice, Count, Day, Lines, Name, Screen, Text
from groupbot.decision import Decision, Settled
from groupbot.groups import register, rules
from groupbot.groups.files import OWN
from groupbot.groups.model import TooSoon
from groupbot.groups.own import Own
from groupbot.policy.difference import Change, differences, told
from groupbot.policy.errors import PolicyErrors
from groupbot.policy.models import Policy, material_fields
from groupbot.policy.samples import differing
from groupbot.policy.writing import parsed, written
from groupbot.setup import change
from groupbot.setup.change import Stale
from groupbot.store.unit import Unit

SHOWN = 12
TOLD_ERRORS = 5
FEW = 5


def confirm_screen(unit: Unit, case: Case, text: str) -> Decision:
    """Keep `text` as the group's draft and show what it would change; nothing is in force before *Apply*."""
    try:
        wished = change.wished(case, text)
        # Words that stand in comments are nobody's settings, and are kept nowhere.
        text = written(parsed(text))
    except PolicyErrors as wrong:
        return refused(wrong)
    former = change.in_force(unit, case)
    changes = differences(former, wished)
    if not changes:
        return Decision(show=Screen((Text("settings-same"),)), why_not=(Text("why-not-different"),))
    own = change.propose(unit, case, text)
    parts = [Text("settings-diff"), listed(changes), *_samples(former, wished), *_touched(unit, case, former, wished)]
    until = _too_soon(unit, case, former, wished)
    discard = Choice(Text("button-discard"), Action.DISCARD, shown=fingerprint(own))
    if until is not None:
        return Decision(
            show=Screen((*parts, _wait(until)), ((discard,),)), why_not=(Text("why-not-yet", (Day(until),)),)
        )
    yes = Choice(Text("button-apply"), Action.APPLY, shown=fingerprint(own))
    return Decision(show=Screen(tuple(parts), ((yes, discard),)), why=(Text("why-asked"),))


def apply(unit: Unit, case: Case) -> Decision:
    """Put the draft in force that the admin has seen, and no other."""
    own = change.now_set(unit, case)
    if own.draft is None or case.press is None or case.press.shown != fingerprint(own):
        return stale(unit, case)
    try:
        outcome = change.apply(unit, case, own.draft, own.version)
    except PolicyErrors as wrong:
        # The operator's own file may have changed since the draft was written.
        return refused(wrong)
    match outcome:
        case Settled():
            show = Screen((Text("settings-applied"),), ((Choice(Text("button-undo"), Action.UNDO),),))
            told_others = Screen((Text("told-settings"),))
            return Decision(show=show, admins=told_others, settled=outcome, why=(Text("why-asked-by-admin"),))
        case TooSoon():
            return Decision(
                show=Screen((_wait(outcome.until.isoformat()),)),
                why_not=(Text("why-not-yet", (Day(outcome.until.isoformat()),)),),
            )
        case Stale():
            return stale(unit, case)


def discard(unit: Unit, case: Case) -> Decision:
    """Forget the draft that the admin has seen, and no other."""
    own = change.now_set(unit, case)
    if own.draft is not None and (case.press is None or case.press.shown != fingerprint(own)):
        return stale(unit, case)
    change.forget_draft(unit, case)
    return Decision(show=Screen((Text("cancelled"),)), why=(Text("why-cancelled"),))


def stale(_unit: Unit, _case: Case) -> Decision:
    """Say that another admin has changed the settings meanwhile."""
    again = Choice(Text("button-settings"), Action.SETTINGS)
    return Decision(show=Screen((Text("settings-stale"),), ((again,),)), why_not=(Text("why-not-stale"),))


def refused(wrong: PolicyErrors) -> Decision:
    """Say what is wrong with a text, with line, column and remedy; what was in force stays so."""
    shown = tuple(Text("policy-error", (Name(str(error), 300),)) for error in wrong.errors[:TOLD_ERRORS])
    more = len(wrong.errors) - len(shown)
    rest = (Text("settings-more", (Count(more),)),) if more > 0 else ()
    again = Choice(Text("button-send-file"), Action.POLICY_SEND)
    theirs = any(error.file != OWN for error in wrong.errors)
    title = Text("settings-host-wrong" if theirs else "settings-refused")
    rows = () if theirs else ((again,),)
    return Decision(show=Screen((title, *shown, *rest), rows), why_not=(Text("why-not-sound"),))


def listed(changes: tuple[Change, ...]) -> Lines:
    """Return changes in plain words, so many as a screen takes, and how many more there are."""
    shown = tuple(told(each) for each in changes[:SHOWN])
    more = len(changes) - len(shown)
    return Lines((*shown, Text("settings-more", (Count(more),))) if more > 0 else shown)


def fingerprint(own: Own) -> int:
    """Return what a button carries of the draft that its presser has seen, and of what it was written over."""
    return int.from_bytes(sha256(f"{own.version}\n{own.draft}".encode()).digest()[:4], "big")


def _samples(former: Policy, wished: Policy) -> tuple[Text | Lines, ...]:
    other = differing(former, wished)
    return (Text("settings-samples"), Lines(tuple(other[:SHOWN]))) if other else ()


def _touched(unit: Unit, case: Case, former: Policy, wished: Policy) -> tuple[Text, ...]:
    """Say whose consent ends, in steps that point at nobody."""
    if not material_fields(former, wished) or case.group is None:
        return ()
    records = consent.records_in(unit, case.group.number)
    if records == 0:
        return (Text("settings-ends-none"),)
    if records < FEW:
        return (Text("settings-ends-few"),)
    return (Text("settings-ends", (Count(records // FEW * FEW),)),)


def _too_soon(unit: Unit, case: Case, former: Policy, wished: Policy) -> str | None:
    if case.group is None or not material_fields(former, wished):
        return None
    held = register.terms(unit, case.group.number)
    records = consent.records_in(unit, case.group.number)
    if held is None or rules.terms_may_change(held[1], records, case.today):
        return None
    return (case.now.date().fromordinal(held[1]) + rules.MATERIAL_EVERY).isoformat()


def _wait(until: str) -> Text:
    return Text("settings-wait", (Day(until),))
