"""Admins whom nobody names: what they ask for as the group is opened to whoever presses the button under the answer."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from groupbot.actions import Action
from groupbot.case import Case
from groupbot.content import Choice, Screen, Text
from groupbot.decision import Decision
from groupbot.events import CommandGiven
from groupbot.setup import ending, placing, policy_file, screens, settings
from groupbot.store.unit import Unit

# What the button carries: the action that each command leads to. None of these screens does what it is about.
ASKED: Mapping[str, Action] = MappingProxyType(
    {
        "setup": Action.SETUP,
        "settings": Action.SETTINGS,
        "policy": Action.POLICY,
        "here": Action.HERE,
        "pause": Action.PAUSE,
        "leave": Action.LEAVE,
        "panic": Action.PANIC,
    }
)
_SCREENS: Mapping[int, Callable[[Unit, Case], Decision]] = MappingProxyType(
    {
        Action.SETUP: screens.overview,
        Action.SETTINGS: settings.page,
        Action.POLICY: policy_file.policy,
        Action.HERE: placing.offered,
        Action.PAUSE: ending.pause_sure,
        Action.LEAVE: ending.leave,
        Action.PANIC: ending.panic,
    }
)


def unnamed(_unit: Unit, case: Case) -> Decision:
    """Answer a command in the group by a public button that carries it: only a press tells the bot whom to answer."""
    given = case.event.command if isinstance(case.event, CommandGiven) else ""
    asked = ASKED.get(given, Action.SETUP)
    shown = placing.carried(case.event.place.thread) if asked is Action.HERE else 0
    label = Text("button-open-command", (f"/{given}",))
    button = Choice(label, Action.ASKED, asked, shown, public=True)
    return Decision(said=Screen((Text("setup-unnamed"),), ((button,),)), why=(Text("why-unnamed"),))


def opened(unit: Unit, case: Case) -> Decision:
    """Open the screen of the command that the button carries to its presser, whose right has been read by then."""
    asked = case.press.value if case.press else Action.SETUP
    return _SCREENS.get(asked, screens.overview)(unit, case)
