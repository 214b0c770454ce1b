"""Which command, button and happening belongs to which feature: the product's table of contents."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType

from groupbot import answers
from groupbot.actions import Action
from groupbot.appeals import deciding
from groupbot.appeals import rules as appealing
from groupbot.appeals import service as appeals
from groupbot.case import Case
from groupbot.consent import everywhere
from groupbot.consent import screens as notices
from groupbot.consent import service as consent
from groupbot.content import Screen
from groupbot.decision import Decision
from groupbot.events import BotAdded, Happened, JoinNoticed, MemberJoined, RightsChanged
from groupbot.language import service as language
from groupbot.ledger import opening, proof
from groupbot.policy.models import Policy
from groupbot.ports import Right, Standing
from groupbot.proofs import asking, verifying
from groupbot.reports import handling
from groupbot.reports import rules as reporting
from groupbot.reports import service as reports
from groupbot.rights import erasing
from groupbot.rights import service as rights
from groupbot.setup import (
    answering,
    checking,
    confirming,
    ending,
    going_live,
    joining,
    placing,
    policy_file,
    preview,
    screens,
    settings,
    unnamed,
)
from groupbot.setup.modules import MODULES
from groupbot.store.unit import Unit

Handler = Callable[[Unit, Case], Decision]


@dataclass(frozen=True, slots=True)
class Route:
    """Who answers, and under which conditions.

    `writes`: the answer may write; `contact`: an ended consent is asked anew with it; `members` and `admins`: only for
    whom the platform calls so, in the button's group, at this moment; `rights` and `rosters`: what the bot may do
    there, and who its admins are, is looked up before; `always`: it is answered also in a group where the bot does not
    act yet; `anonymous` answers an admin whom the platform does not name, `outside` whoever is no member where only
    members are let through, `unsaid` anybody while the platform does not say who is one.
    """

    answer: Handler
    writes: bool = False
    contact: bool = False
    members: bool = False
    admins: bool = False
    rights: bool = False
    rosters: bool = False
    always: bool = False
    anonymous: Handler | None = None
    outside: Handler | None = None
    unsaid: Handler | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What a button asks for in words: the message key of the question, and the action that takes the answer.

    The question is also the title of a form, whose field is called `field`; `file` is the ending of a text file that
    answers as well. At most `limit` characters are taken.
    """

    title: str
    field: str
    answer: int
    limit: int
    file: str = ""


def _for_admins(answer: Handler, *, writes: bool = False, rights: bool = False) -> Route:
    return Route(answer, writes=writes, admins=True, rights=rights, always=True, anonymous=unnamed.unnamed)


COMMANDS: Mapping[str, Route] = MappingProxyType(
    {
        "start": Route(rights.start, contact=True, always=True),
        "help": Route(rights.start, contact=True, always=True),
        "notice": Route(consent.notice),
        "consent": Route(consent.overview),
        "withdraw": Route(everywhere.overview, always=True),
        "mydata": Route(rights.mydata, contact=True, always=True),
        "erase": Route(erasing.choose, always=True),
        "appeal": Route(appeals.overview, always=True),
        "correct": Route(appeals.overview, always=True),
        "proof": Route(asking.overview, always=True),
        "verify": Route(verifying.verify, always=True),
        "privacy": Route(rights.privacy, contact=True, always=True),
        "language": Route(language.offer, contact=True, always=True),
        "appeals": Route(deciding.waiting, admins=True, always=True, anonymous=deciding.unnamed),
        "report": Route(
            reports.report,
            writes=True,
            members=True,
            rights=True,
            always=True,
            outside=reports.from_outside,
            unsaid=reports.unsaid,
        ),
        "reports": Route(handling.waiting, admins=True, always=True, anonymous=handling.unnamed),
        "setup": _for_admins(screens.overview, rights=True),
        "settings": _for_admins(settings.settings, writes=True),
        "policy": _for_admins(policy_file.policy, writes=True),
        "here": _for_admins(placing.here, writes=True),
        "pause": _for_admins(ending.pause, writes=True),
        "leave": _for_admins(ending.leave),
        "panic": _for_admins(ending.panic),
    }
)

ACTIONS: Mapping[int, Route] = MappingProxyType(
    {
        Action.NOTICE: Route(consent.notice),
        Action.PAGE: Route(consent.page),
        Action.READ: Route(consent.read),
        Action.AGE_YES: Route(consent.age_yes),
        Action.AGE_NO: Route(consent.age_no, writes=True),
        Action.TOGGLE: Route(consent.toggle),
        Action.SAVE: Route(consent.save, writes=True, members=True),
        Action.NONE: Route(consent.refuse, writes=True),
        Action.CHANGE: Route(consent.change),
        Action.WITHDRAW: Route(consent.withdraw, writes=True),
        Action.WITHDRAW_PAGE: Route(everywhere.page),
        Action.WITHDRAW_EVERYWHERE: Route(everywhere.withdraw, writes=True),
        Action.RECEIPT: Route(consent.receipt),
        Action.WITHDRAWAL_RECEIPT: Route(consent.withdrawal_receipt),
        Action.LANGUAGE: Route(language.choose, writes=True),
        Action.MYDATA: Route(rights.mydata),
        Action.MYDATA_FILE: Route(rights.mydata_file),
        Action.ERASE: Route(erasing.choose),
        Action.ERASE_ASK: Route(erasing.ask),
        Action.ERASE_NOW: Route(erasing.erase, writes=True),
        Action.PRIVACY: Route(rights.privacy),
        Action.VERIFY_SHOWN: Route(verifying.shown),
        Action.APPEAL: Route(appeals.overview),
        Action.APPEAL_ABOUT: Route(appeals.about),
        Action.APPEAL_OPEN: Route(appeals.opened, writes=True),
        Action.APPEAL_SEE: Route(appeals.see),
        Action.APPEAL_WITHDRAW: Route(appeals.withdraw, writes=True),
        Action.PROOF: Route(asking.overview),
        Action.PROOF_ENTRY: Route(asking.entry),
        Action.PROOF_ASK: Route(asking.ask, writes=True),
        Action.PROOF_SEE: Route(asking.see),
        Action.PROOF_CANCEL: Route(asking.cancel, writes=True),
        Action.PROOF_FILE: Route(asking.fetch),
        Action.PROOF_RECEIPT: Route(asking.receipt),
        Action.PROOF_RECEIPT_ASK: Route(asking.ask_receipt, writes=True),
        Action.APPEALS: Route(deciding.waiting, admins=True),
        Action.APPEAL_READ: Route(deciding.read, admins=True, writes=True),
        Action.APPEAL_MINE: Route(deciding.mine, admins=True, writes=True),
        Action.APPEAL_RULING: Route(deciding.ruling, admins=True),
        Action.APPEAL_DECIDE: Route(deciding.decide, admins=True, writes=True, rosters=True),
        Action.APPEAL_ADDED: Route(deciding.decide, admins=True, writes=True, rosters=True),
        Action.APPEAL_SOLE: Route(deciding.decide_alone, admins=True, writes=True, rosters=True),
        Action.REPORT_REASON: Route(reports.reason, writes=True),
        Action.REPORT_WORDS: Route(reports.words, writes=True),
        Action.REPORT_SEND: Route(reports.send, writes=True),
        Action.REPORT_DROP: Route(reports.drop, writes=True),
        Action.REPORT_SEE: Route(reports.see),
        Action.REPORT_WITHDRAW: Route(reports.withdraw, writes=True),
        Action.REPORTS: Route(handling.waiting, admins=True),
        Action.REPORT_READ: Route(handling.read, admins=True, writes=True),
        Action.REPORT_OUTCOME: Route(handling.outcome, admins=True),
        Action.REPORT_CLOSE: Route(handling.close, admins=True, writes=True),
        Action.SETUP: _for_admins(screens.overview, rights=True),
        Action.SETUP_OVERVIEW: _for_admins(screens.overview),
        Action.SETUP_ASK: _for_admins(screens.ask),
        Action.SETUP_NEXT: _for_admins(screens.following),
        Action.SETUP_SET: _for_admins(answering.pressed, writes=True),
        Action.SETUP_PREVIEW: _for_admins(preview.preview, rights=True),
        Action.SETUP_NOTICE: _for_admins(preview.notice),
        Action.SETUP_GO: _for_admins(going_live.ask, rights=True),
        Action.SETUP_LIVE: _for_admins(going_live.live, writes=True),
        Action.WIKI: _for_admins(answering.wiki, writes=True),
        Action.ZONE: _for_admins(answering.zone, writes=True),
        Action.CONTROLLER: _for_admins(answering.name, writes=True),
        Action.CONTACT: _for_admins(answering.contact, writes=True),
        Action.SETTINGS: _for_admins(settings.page),
        Action.POLICY: _for_admins(policy_file.policy),
        Action.POLICY_TEXT: _for_admins(policy_file.taken, writes=True),
        Action.DRAFT: _for_admins(confirming.waiting),
        Action.APPLY: _for_admins(confirming.apply, writes=True),
        Action.DISCARD: _for_admins(confirming.discard, writes=True),
        Action.HISTORY: _for_admins(settings.changed),
        Action.UNDO: _for_admins(settings.undo, writes=True),
        Action.PAUSE: _for_admins(ending.pause, writes=True),
        Action.RESUME: _for_admins(ending.resume, writes=True),
        Action.LEAVE: _for_admins(ending.leave_now, writes=True),
        Action.PANIC: _for_admins(ending.panic_now, writes=True),
        Action.HERE: _for_admins(placing.here, writes=True),
        Action.ASKED: _for_admins(unnamed.opened, rights=True),
    }
)

QUESTIONS: Mapping[int, Question] = MappingProxyType(
    {
        Action.POLICY_SEND: Question(
            "ask-policy", "ask-policy-field", Action.POLICY_TEXT, policy_file.LIMIT, file=".yaml"
        ),
        Action.VERIFY_ASK: Question(
            "ask-verify", "ask-verify-field", Action.VERIFY_SHOWN, opening.LONGEST_CODE, file=proof.SUFFIX
        ),
        Action.APPEAL_WRITE: Question("ask-appeal", "ask-appeal-field", Action.APPEAL_OPEN, appealing.LONGEST_WORDS),
        Action.APPEAL_ADD: Question("ask-ruling", "ask-appeal-field", Action.APPEAL_ADDED, appealing.LONGEST_WORDS),
        Action.REPORT_WRITE: Question("ask-report", "ask-appeal-field", Action.REPORT_WORDS, reporting.LONGEST_WORDS),
        Action.ASK_WIKI: Question("ask-wiki", "ask-wiki-field", Action.WIKI, 40),
        Action.ASK_ZONE: Question("ask-zone", "ask-zone-field", Action.ZONE, 60),
        Action.ASK_CONTROLLER: Question("ask-controller", "ask-controller-field", Action.CONTROLLER, 120),
        Action.ASK_CONTACT: Question("ask-contact", "ask-contact-field", Action.CONTACT, 200),
    }
)
ANSWERS = frozenset(question.answer for question in QUESTIONS.values())

NOT_A_MEMBER = Route(consent.not_a_member)
NOT_AN_ADMIN = Route(answers.not_an_admin)
NO_ADMINS = {Standing.HELD: Route(answers.admin_held), Standing.UNKNOWN: Route(answers.admin_unknown)}
CANCELLED = Route(answers.cancelled)
TRY_LATER = Route(consent.try_later)
GROUP_GONE = Route(consent.group_gone)
# Enters among the changes of a group what its move has changed.
JOINED = joining.enter

HAPPENINGS: Mapping[type[Happened], Route] = MappingProxyType(
    {
        MemberJoined: Route(consent.joined),
        JoinNoticed: Route(answers.join_noticed),
        RightsChanged: Route(checking.changed, rights=True),
        BotAdded: Route(consent.added, always=True),
    }
)


def of_press(action: int, *, answered: bool) -> Route | None:
    """Return who takes a button, or the answer in words to the question that it asked; None for neither.

    The button under a question carries the answer's action: pressed, it calls the question off.
    """
    if answered:
        return ACTIONS.get(action) if action in ANSWERS else None
    if action in ANSWERS:
        return CANCELLED
    question = QUESTIONS.get(action)
    return _asking(question) if question else ACTIONS.get(action)


def _asking(question: Question) -> Route:
    return replace(
        ACTIONS[question.answer],
        answer=partial(answers.asked, question.title, question.field, question.answer, bool(question.file)),
        writes=False,
    )


def ask_anew(unit: Unit, case: Case, decision: Decision) -> Decision:
    """Add to a contact's answer what the person should hear at it, and only then."""
    return everywhere.ask_anew(unit, case, decision)


def reads(policy: Policy) -> bool:
    """Tell whether a group has chosen a module that reads what members write."""
    return any(Right.READ in MODULES[name].needs for name in policy.modules)


def line() -> Screen:
    """Return the line that always stands in a group."""
    return notices.line()
