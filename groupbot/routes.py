"""Which command, button and happening belongs to which feature: the product's table of contents."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType

from groupbot import answers
from groupbot.actions import Action
from groupbot.case import Case
from groupbot.consent import everywhere, screens
from groupbot.consent import service as consent
from groupbot.content import Screen
from groupbot.decision import Decision
from groupbot.events import BotAdded, Happened, JoinNoticed, MemberJoined
from groupbot.language import service as language
from groupbot.rights import service as rights
from groupbot.setup import confirming, ending, policy_file, settings
from groupbot.store.unit import Unit

Handler = Callable[[Unit, Case], Decision]


@dataclass(frozen=True, slots=True)
class Route:
    """Who answers, and under which conditions.

    `writes`: the answer may write; `contact`: an ended consent is asked anew with it; `members` and `admins`: only for
    whom the platform calls so, in the button's group, at this moment; `rights`: what the bot may do there is looked up
    before; `always`: it is answered also in a group where the bot does not act yet; `anonymous` answers an admin whom
    the platform does not name.
    """

    answer: Handler
    writes: bool = False
    contact: bool = False
    members: bool = False
    admins: bool = False
    rights: bool = False
    always: bool = False
    anonymous: Handler | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What a button asks for in words: the message key of the question, and the action that takes the answer.

    The question is also the title of a form, whose field is called `field`; `file` says that a text file answers as
    well. At most `limit` characters are taken.
    """

    title: str
    field: str
    answer: int
    limit: int
    file: bool = False


COMMANDS: Mapping[str, Route] = MappingProxyType(
    {
        "start": Route(rights.start, contact=True, always=True),
        "help": Route(rights.start, contact=True, always=True),
        "notice": Route(consent.notice),
        "consent": Route(consent.overview),
        "withdraw": Route(everywhere.overview, always=True),
        "mydata": Route(rights.mydata, contact=True, always=True),
        "privacy": Route(rights.privacy, contact=True, always=True),
        "language": Route(language.offer, contact=True, always=True),
        "settings": Route(settings.settings, writes=True, admins=True, always=True),
        "policy": Route(policy_file.policy, writes=True, admins=True, always=True),
        "pause": Route(ending.pause, writes=True, admins=True, always=True),
        "leave": Route(ending.leave, admins=True, always=True),
        "panic": Route(ending.panic, admins=True, always=True),
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
        Action.PRIVACY: Route(rights.privacy),
        Action.SETTINGS: Route(settings.page, admins=True),
        Action.POLICY: Route(policy_file.policy, admins=True),
        Action.POLICY_TEXT: Route(policy_file.taken, writes=True, admins=True),
        Action.APPLY: Route(confirming.apply, writes=True, admins=True),
        Action.DISCARD: Route(confirming.discard, writes=True, admins=True),
        Action.HISTORY: Route(settings.changed, admins=True),
        Action.UNDO: Route(settings.undo, writes=True, admins=True),
        Action.PAUSE: Route(ending.pause, writes=True, admins=True),
        Action.RESUME: Route(ending.resume, writes=True, admins=True),
        Action.LEAVE: Route(ending.leave_now, writes=True, admins=True),
        Action.PANIC: Route(ending.panic_now, writes=True, admins=True),
    }
)

QUESTIONS: Mapping[int, Question] = MappingProxyType(
    {
        Action.POLICY_SEND: Question(
            "ask-policy", "ask-policy-field", Action.POLICY_TEXT, policy_file.LIMIT, file=True
        ),
    }
)
ANSWERS = frozenset(question.answer for question in QUESTIONS.values())

NOT_A_MEMBER = Route(consent.not_a_member)
NOT_AN_ADMIN = Route(answers.not_an_admin)
ADMIN_UNKNOWN = Route(answers.admin_unknown)
CANCELLED = Route(answers.cancelled)
TRY_LATER = Route(consent.try_later)
GROUP_GONE = Route(consent.group_gone)

HAPPENINGS: Mapping[type[Happened], Route] = MappingProxyType(
    {
        MemberJoined: Route(consent.joined),
        JoinNoticed: Route(answers.join_noticed),
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
        answer=partial(answers.asked, question.title, question.answer, question.file),
        writes=False,
    )


def ask_anew(unit: Unit, case: Case, decision: Decision) -> Decision:
    """Add to a contact's answer what the person should hear at it, and only then."""
    return everywhere.ask_anew(unit, case, decision)


def line() -> Screen:
    """Return the line that always stands in a group."""
    return screens.line()
