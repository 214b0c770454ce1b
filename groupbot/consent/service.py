"""Consent at work: loads what is known, calls the rules, writes what they decided."""

from groupbot.case import Case
from groupbot.consent import everywhere, receipts, records, rules, screens
from groupbot.consent.model import Consents, Purpose, mask_of, purposes_of
from groupbot.consent.notice import Notice, render
from groupbot.content import Screen, Text
from groupbot.decision import Decision
from groupbot.events import ButtonPressed
from groupbot.groups import register
from groupbot.store.unit import Unit


def joined(_unit: Unit, _case: Case) -> Decision:
    """Meet a newcomer: the line stands anew, and a private word where it can reach them."""
    return Decision(
        show=screens.welcome(), line=screens.line(), why=(Text("why-joined"),), why_not=(Text("why-not-joining"),)
    )


def added(_unit: Unit, _case: Case) -> Decision:
    """Stand the line in a group that already lives."""
    return Decision(line=screens.line(), why=(Text("why-added"),), why_not=(Text("why-not-written"),))


def notice(unit: Unit, case: Case) -> Decision:
    """Show the notice from its first page."""
    if case.group is None:
        return Decision(show=screens.which_group(), why_not=(Text("why-not-which-group"),))
    known = _known(unit, case)
    return Decision(
        show=screens.notice_page(_notice(case), 0, case.keep_way),
        why=(Text("why-asked-for-notice"),),
        why_not=() if known.held else (Text("why-not-written"),),
    )


def page(_unit: Unit, case: Case) -> Decision:
    """Turn to another page of the notice."""
    current = _notice(case)
    if _shown(case) != current.fingerprint:
        return Decision(show=screens.notice_changed(current), why_not=(Text("why-not-other-notice"),))
    return Decision(show=screens.notice_page(current, _value(case), case.keep_way), why=(Text("why-asked-for-notice"),))


def overview(unit: Unit, case: Case) -> Decision:
    """Answer /consent in a group, or in private where the button named one."""
    if case.group is None:
        return everywhere.overview(unit, case)
    return rules.overview(_known(unit, case), _terms(unit, case), _notice(case))


def read(unit: Unit, case: Case) -> Decision:
    """Take *I have read it* and go on."""
    return rules.read(_known(unit, case), _terms(unit, case), _shown(case))


def age_yes(unit: Unit, case: Case) -> Decision:
    """Go on to the toggles, as they stand."""
    known, terms = _known(unit, case), _terms(unit, case)
    return rules.choose(known, terms.offered, mask_of(known.valid(terms.material, terms.today)), _shown(case))


def age_no(unit: Unit, case: Case) -> Decision:
    """Keep nothing about a person below the age."""
    return _carry_out(unit, case, rules.too_young(_known(unit, case), _terms(unit, case)))


def change(unit: Unit, case: Case) -> Decision:
    """Show the notice in force again, so that a change rests on it as well."""
    return notice(unit, case)


def toggle(unit: Unit, case: Case) -> Decision:
    """Show the toggles as they would be; since when the terms hold is read where that decides, at *Save my choice*."""
    return rules.choose(_known(unit, case), _offered(case), _value(case), _shown(case))


def save(unit: Unit, case: Case) -> Decision:
    """Write the choice."""
    record_id = case.desk.random.bytes(16).hex()
    decision = rules.save(_known(unit, case), _terms(unit, case), _notice(case), _value(case), _shown(case), record_id)
    return _carry_out(unit, case, decision)


def not_a_member(_unit: Unit, _case: Case) -> Decision:
    """Answer somebody who is not in the group: only its members have anything to agree to."""
    return Decision(show=screens.not_a_member(), why_not=(Text("why-not-a-member"),))


def group_gone(_unit: Unit, _case: Case) -> Decision:
    """Answer about a group that the bot has left, or of which nothing is left any more."""
    return Decision(show=screens.group_left(), why_not=(Text("why-not-group-left"),))


def try_later(_unit: Unit, case: Case) -> Decision:
    """Ask to try again when the platform does not say who is who: on the button, or in a message without one."""
    told, why_not = Text("try-later"), (Text("why-not-reachable"),)
    if isinstance(case.event, ButtonPressed):
        return Decision(note=told, why_not=why_not)
    return Decision(show=Screen((told,)), why_not=why_not)


def refuse(unit: Unit, case: Case) -> Decision:
    """Write nothing, or take back what had been agreed to."""
    return _carry_out(unit, case, rules.refuse(_known(unit, case), case.today))


def withdraw(unit: Unit, case: Case) -> Decision:
    """Take back what the button names, all of this group when it names nothing."""
    return _carry_out(unit, case, rules.withdraw(_known(unit, case), _value(case), case.today))


def receipt(unit: Unit, case: Case) -> Decision:
    """Hand out the signed receipt of what is in force."""
    known, terms = _known(unit, case), _terms(unit, case)
    valid = known.valid(terms.material, terms.today)
    if not valid:
        return Decision(show=screens.nothing_held(), why_not=(Text("why-not-held"),))
    file = receipts.of_consent(unit, case, known, valid)
    return Decision(show=screens.receipt(), file=file, why=(Text("why-receipt"),))


def withdrawal_receipt(unit: Unit, case: Case) -> Decision:
    """Hand out the signed receipt of a withdrawal, of which nothing is left but the button that proves it."""
    file = receipts.of_withdrawal(unit, case, purposes_of(_value(case)), _shown(case))
    return Decision(show=screens.withdrawal_receipt(), file=file, why=(Text("why-receipt"),))


def _carry_out(unit: Unit, case: Case, decision: Decision) -> Decision:
    for record in decision.records:
        match record:
            case rules.Give():
                _give(unit, case, record)
            case rules.TakeBack():
                handle = _handle(unit, case)
                if handle is not None:
                    records.take_back(unit, handle, record.purposes, last=record.last)
    return decision


def _give(unit: Unit, case: Case, given: rules.Give) -> None:
    group = _group(case)
    handle = unit.vault.enrol(group, case.event.actor.platform, case.event.actor.id)
    records.put(unit, group, handle, given.record, given.grants)
    if given.dropped:
        records.take_back(unit, handle, given.dropped, last=False)


def _group(case: Case) -> int:
    if case.group is None:
        msg = "a consent button names its group"
        raise ValueError(msg)
    return case.group.number


def _handle(unit: Unit, case: Case) -> bytes | None:
    return unit.vault.find(_group(case), case.event.actor.platform, case.event.actor.id)


def _known(unit: Unit, case: Case) -> Consents:
    return records.load(unit, _handle(unit, case))


def _terms(unit: Unit, case: Case) -> rules.Terms:
    consent = case.policy.consent
    return rules.Terms(
        offered=_offered(case),
        material=register.terms_token(unit, _group(case), case.policy.material()),
        until=case.today + round(consent.valid_months * 365 / 12),
        age=consent.age,
        today=case.today,
    )


def _offered(case: Case) -> tuple[Purpose, ...]:
    return tuple(Purpose(name) for name in case.policy.consent.purposes)


def _notice(case: Case) -> Notice:
    return render(case.desk.renderer, case.language, case.policy, case.page_limit)


def _value(case: Case) -> int:
    return case.press.value if case.press else 0


def _shown(case: Case) -> int:
    return case.press.shown if case.press else 0
