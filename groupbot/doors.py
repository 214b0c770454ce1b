"""What is answered in a group that the operator has not let in: who hosts the bot, and every member's rights."""

from dataclasses import replace

from groupbot.actions import Action
from groupbot.buttons import Press
from groupbot.case import Case
from groupbot.content import Name, Screen, Text
from groupbot.decision import Decision
from groupbot.events import ButtonPressed, CommandGiven, Event
from groupbot.groups.model import Group
from groupbot.routes import COMMANDS, Route, line
from groupbot.store.unit import Unit

# What leads to a consent; all other buttons give people what is theirs, there as everywhere (law L4).
ASKING = frozenset({Action.NOTICE, Action.PAGE, Action.READ, Action.AGE_YES, Action.TOGGLE, Action.SAVE, Action.CHANGE})


def answering(group: Group | None, route: Route, event: Event, press: Press | None) -> Route:
    """Return who answers an event that is about this group: the route itself where the group is served."""
    if group is None or group.served:
        return route
    if press is not None and press.action in ASKING:
        return Route(_refused)
    if isinstance(event, CommandGiven) and event.command == "privacy":
        return Route(_privacy)
    if press is not None and press.action == Action.PRIVACY:
        return Route(_privacy)
    return route if isinstance(event, ButtonPressed) else Route(_silent)


def standing_line(group: Group) -> Screen:
    """Return the line that stands in a group: the way to its notice, or how the group is let in."""
    return line() if group.served else Screen((_not_served(group),))


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
