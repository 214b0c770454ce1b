"""Which command, button and happening belongs to which feature: the product's table of contents."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from groupbot.actions import Action
from groupbot.case import Case
from groupbot.consent import everywhere, screens
from groupbot.consent import service as consent
from groupbot.content import Screen
from groupbot.decision import Decision
from groupbot.events import BotAdded, Happened, MemberJoined
from groupbot.language import service as language
from groupbot.rights import service as rights
from groupbot.store.unit import Unit

Handler = Callable[[Unit, Case], Decision]


@dataclass(frozen=True, slots=True)
class Route:
    """Who answers, and under which conditions.

    `writes`: the answer may write; `contact`: an ended consent is asked anew with it; `members`: only for whom the
    platform calls a member of the button's group at this moment.
    """

    answer: Handler
    writes: bool = False
    contact: bool = False
    members: bool = False


COMMANDS: Mapping[str, Route] = MappingProxyType(
    {
        "start": Route(rights.start, contact=True),
        "help": Route(rights.start, contact=True),
        "notice": Route(consent.notice),
        "consent": Route(consent.overview),
        "withdraw": Route(everywhere.overview),
        "mydata": Route(rights.mydata, contact=True),
        "privacy": Route(rights.privacy, contact=True),
        "language": Route(language.offer, contact=True),
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
    }
)

NOT_A_MEMBER = Route(consent.not_a_member)
TRY_LATER = Route(consent.try_later)
GROUP_GONE = Route(consent.group_gone)

HAPPENINGS: Mapping[type[Happened], Route] = MappingProxyType(
    {
        MemberJoined: Route(consent.joined),
        BotAdded: Route(consent.added),
    }
)


def ask_anew(unit: Unit, case: Case, decision: Decision) -> Decision:
    """Add to a contact's answer what the person should hear at it, and only then."""
    return everywhere.ask_anew(unit, case, decision)


def line() -> Screen:
    """Return the line that always stands in a group."""
    return screens.line()
