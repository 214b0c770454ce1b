"""A change before it is made: what differs in plain words, whom it touches, and the button that makes it."""

from hashlib import sha256

from groupbot.actions import Action
from groupbot.case import Case
from groupbot.consent import views as consent
from groupbot.content import Choice, Count, Day, Lines, Screen, Text
from groupbot.decision import Decision, Settled
from groupbot.groups import register, rules
from groupbot.groups.model import TooSoon
from groupbot.policy.difference import differences, told
from groupbot.policy.models import Policy, material_fields
from groupbot.policy.samples import differing
from groupbot.policy.writing import parsed, written
from groupbot.setup import change, ending
from groupbot.setup.change import Stale
from groupbot.setup.paging import paged
from groupbot.setup.refusing import stale, tells_mistakes
from groupbot.store.unit import Unit

FEW = 5
# Beside the number of a page: the way back from a pause, or from its end, stands on all of them.
_AFTER_SWITCH = 0x100


@tells_mistakes
def confirm_screen(unit: Unit, case: Case, text: str, *, after_switch: bool = False) -> Decision:
    """Keep `text` as the group's draft and show what it would change; nothing is in force before *Apply*.

    `after_switch` says that the bot was paused or resumed since, which can be taken back before it.
    """
    wish = change.wished(case, text).policy
    # Words that stand in comments are nobody's settings, and are kept nowhere.
    text = written(parsed(text))
    if not differences(change.in_force(unit, case), wish):
        return _same()
    change.propose(unit, case, text)
    return _screen(unit, case, text, wish, after_switch=after_switch)


@tells_mistakes
def waiting(unit: Unit, case: Case) -> Decision:
    """Show another page of what the draft would change that the admin has seen, and of no other."""
    text = _seen(unit, case)
    if text is None:
        return stale()
    # Cut as the page before it was: what stood above the first one would shift all others.
    after_switch = case.press is not None and bool(case.press.value & _AFTER_SWITCH)
    return _screen(unit, case, text, change.wished(case, text).policy, after_switch=after_switch)


@tells_mistakes
def apply(unit: Unit, case: Case) -> Decision:
    """Put the draft in force that the admin has seen, and no other."""
    text = _seen(unit, case)
    if text is None:
        return stale()
    # The operator's own file may have changed since the draft was written.
    outcome = change.apply(unit, case, text, change.wished(case, text), change.now_set(unit, case).version)
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
            return stale()


def discard(unit: Unit, case: Case) -> Decision:
    """Forget the draft that the admin has seen, and no other."""
    if _seen(unit, case) is None and change.draft(unit, case) is not None:
        return stale()
    change.forget_draft(unit, case)
    return Decision(show=Screen((Text("cancelled"),)), why=(Text("why-cancelled"),))


def fingerprint(version: int, draft: str) -> int:
    """Return what a button carries of the draft that its presser has seen, and of what it was written over."""
    return int.from_bytes(sha256(f"{version}\n{draft}".encode()).digest()[:4], "big")


def _seen(unit: Unit, case: Case) -> str | None:
    """Return the draft, where it is the one that stood before the presser."""
    text = change.draft(unit, case)
    if text is None or case.press is None:
        return None
    return text if case.press.shown == fingerprint(change.now_set(unit, case).version, text) else None


def _same() -> Decision:
    return Decision(show=Screen((Text("settings-same"),)), why_not=(Text("why-not-different"),))


def _screen(unit: Unit, case: Case, text: str, wish: Policy, *, after_switch: bool) -> Decision:
    """Show what a draft would change: *Apply* stands under the last page, for who has come to the end of it."""
    former = change.in_force(unit, case)
    changes = differences(former, wish)
    if not changes:
        return _same()
    until = _too_soon(unit, case, former, wish)
    parts: list[Text | Lines] = [Text("undo-mode-first")] if after_switch else []
    parts += [Text("settings-diff"), Lines(tuple(told(each) for each in changes))]
    parts += [*_samples(former, wish), *_touched(unit, case, former, wish)]
    if until is not None:
        parts.append(_wait(until))
    seen = fingerprint(change.now_set(unit, case).version, text)
    page = paged(case, parts, Action.DRAFT, base=_AFTER_SWITCH if after_switch else 0, shown=seen)
    last = [Choice(Text("button-discard"), Action.DISCARD, shown=seen)]
    if page.last and until is None:
        last.insert(0, Choice(Text("button-apply"), Action.APPLY, shown=seen))
    above = (ending.switching_back(case),) if after_switch else ()
    rows = tuple(row for row in (*above, page.turns, tuple(last)) if row)
    why_not = (Text("why-not-yet", (Day(until),)),) if until is not None else ()
    return Decision(show=Screen((page.text,), rows), why=() if until else (Text("why-asked"),), why_not=why_not)


def _samples(former: Policy, wished: Policy) -> tuple[Text | Lines, ...]:
    other = differing(former, wished)
    return (Text("settings-samples"), Lines(tuple(other))) if other else ()


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
