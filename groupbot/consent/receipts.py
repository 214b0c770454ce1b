"""Receipts of one's own consent or withdrawal, signed, for the member alone."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from groupbot.case import Case
from groupbot.consent.model import Consents, Purpose
from groupbot.decision import File
from groupbot.groups.model import Group
from groupbot.ledger import views as ledger
from groupbot.receipts import Claim, Kind, issue
from groupbot.receipts import Group as Named
from groupbot.store.unit import Unit


def of_consent(
    unit: Unit, case: Case, known: Consents, valid: Collection[Purpose], *, shut: bool = True
) -> File | None:
    """Return the receipt of what is in force; None where there is nothing to certify.

    Only who has waited for it gets one that is not `shut`: it can prove a membership to others.
    """
    if case.group is None or known.record is None:
        return None
    grants = [known.grants[purpose] for purpose in valid]
    day = max(grant.events[-1].day for grant in grants)
    until = date.fromordinal(min(grant.until for grant in grants)).isoformat()
    claim = _claim(Kind.CONSENT, case.group, day, valid)
    seen = known.record
    stated = replace(claim, valid_until=until, language=seen.language, notice=seen.notice)
    return _file(unit, case, stated, shut=shut)


def of_withdrawal(unit: Unit, case: Case, purposes: Collection[Purpose], day: int) -> File | None:
    """Return the receipt of a withdrawal, shut: nothing is left here that could wait until it is opened.

    It names no notice either, since nothing is left that says which one it was.
    """
    if case.group is None or not purposes:
        return None
    return _file(unit, case, _claim(Kind.WITHDRAWAL, case.group, day, purposes), shut=True)


def _claim(kind: Kind, group: Group, day: int, purposes: Collection[Purpose]) -> Claim:
    chat = group.card.chat
    named = Named(chat.platform, chat.id, group.card.title)
    return Claim(kind, date.fromordinal(day).isoformat(), tuple(sorted(purposes)), named)


def _file(unit: Unit, case: Case, claim: Claim, *, shut: bool) -> File:
    signed = ledger.checkpoint(unit)
    anchored = claim if signed is None else replace(claim, checkpoint=signed.decode())
    body = issue(unit.vault.signer(), case.desk.random, anchored, shut=shut)
    return File(f"groupbot-{claim.kind}-{claim.day}.json", body)
