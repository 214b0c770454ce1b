"""What is answered in a group that the operator has not let in: who hosts the bot, and every member's rights."""

from dataclasses import replace

from groupbot.actions import Action
from groupbot.buttons import Press
from groupbot.case import Case
from groupbot.content import Choice, Name, Screen, Text
from groupbot.decision import Decision
from groupbot.events import ButtonPressed, CommandGiven, Event
from groupbot.groups.model import Group, Mode
from groupbot.routes import COMMANDS, Route, line
from groupbot.store.unit import Unit

# What leads to a consent; all other buttons give people what is theirs, there as everywhere (law L4).
ASKING = frozenset({Action.NOTICE, Action.PAGE, Action.READ, Action.AGE_YES, Action.TOGGLE, Action.SAVE, Action.CHANGE})


def answering(group: Group | None, route: Route, event: Event, press: Press | None) -> Route:
    """Return who answers an event that is about this group: the route itself where the bot serves and acts."""
    if group is None or route.admins:
        return route
    if group.served:
        return _by_mode(group.card.mode, route, press)
    if press is not None and press.action in ASKING:
        return Route(_refused)
    if isinstance(event, CommandGiven) and event.command == "privacy":
        return Route(_privacy)
    if press is not None and press.action == Action.PRIVACY:
        return Route(_privacy)
    return route if isinstance(event, ButtonPressed) else Route(_silent)


def standing_line(group: Group) -> Screen:
    """Return the line that stands in a group: the way to its notice, to its admins' set-up, or how it is let in."""
    if not group.served:
        return Screen((_not_served(group),))
    match group.card.mode:
        case Mode.LIVE:
            return line()
        case Mode.DRY:
            return Screen((Text("line-dry"),), ((Choice(Text("button-setup"), Action.SETUP, public=True),),))
        case Mode.PAUSED:
            return Screen((Text("line-paused"),), ((Choice(Text("button-privacy"), Action.PRIVACY, public=True),),))


def _by_mode(mode: Mode, route: Route, press: Press | None) -> Route:
    if press is not None:
        return Route(_not_live) if mode is not Mode.LIVE and press.action in ASKING else route
    return Route(_paused) if mode is Mode.PAUSED and not route.always else route


def _not_live(_unit: Unit, _case: Case) -> Decision:
    return Decision(show=Screen((Text("not-live"),)), why_not=(Text("why-not-live"),))


def _paused(_unit: Unit, case: Case) -> Decision:
    show = Screen((Text("not-live"),)) if isinstance(case.event, CommandGiven) else None
    return Decision(show=show, why_not=(Text("why-not-live"),))


def _refused(_unit: Unit, case: Case) -> Decision:
    show = Screen((_not_served(case.group),)) if case.group else None
    return Decision(show=show, why_not=(Text("why-not-served"),))


def _silent(_unit: Unit, _case: Case) -> Decision:
    return Decision(why_not=(Text("why-not-served"),))


def _privacy(unit: Unit, case: Case) -> Decision:
    # Without the group: who answers for the groups of this policy does not answer for this one.
    return COMMANDS["privacy"].answer(unit, replace(case, group=None))


def _not_served(group: Group) -> Text:
    return Text("not-served", (Name(str(group.number)),))
