"""Pausing a group, leaving it, and taking everything back at once."""

from groupbot.actions import Action
from groupbot.case import Case
from groupbot.content import Choice, Screen, Text
from groupbot.decision import Decision, Settled
from groupbot.groups import ending
from groupbot.groups.model import Group, Mode
from groupbot.setup import change
from groupbot.setup.where import which_group
from groupbot.store.unit import Unit


def pause(unit: Unit, case: Case) -> Decision:
    """Answer /pause: the bot asks and records nothing until it is resumed; nothing of it needs a second tap."""
    if case.group is None:
        return which_group()
    match case.group.card.mode:
        case Mode.DRY:
            return Decision(show=Screen((Text("pause-dry"),)), why_not=(Text("why-not-live"),))
        case Mode.PAUSED:
            return Decision(show=_paused(), why_not=(Text("why-not-live"),))
        case Mode.LIVE:
            return _switched(unit, case, Mode.PAUSED, _paused(), Text("told-paused"))


def pause_sure(unit: Unit, case: Case) -> Decision:
    """Offer to pause with the button that does it, where the word for it was given by nobody in person."""
    if case.group is None or case.group.card.mode is not Mode.LIVE:
        return pause(unit, case)
    return _sure("pause-sure", "button-pause", Action.PAUSE)


def resume(unit: Unit, case: Case) -> Decision:
    """Go on where the group was paused."""
    if case.group is None or case.group.card.mode is not Mode.PAUSED:
        return Decision(show=Screen((Text("resume-nothing"),)), why_not=(Text("why-not-paused"),))
    shown = Screen((Text("resumed"),), ((Choice(Text("button-pause"), Action.PAUSE),),))
    return _switched(unit, case, Mode.LIVE, shown, Text("told-resumed"))


def switching_back(case: Case) -> tuple[Choice, ...]:
    """Return the button that takes back that the bot was paused, or that it went on."""
    if case.group is not None and case.group.card.mode is Mode.PAUSED:
        return (Choice(Text("button-resume"), Action.RESUME),)
    return (Choice(Text("button-pause"), Action.PAUSE),)


def leave(_unit: Unit, case: Case) -> Decision:
    """Answer /leave with what it does, and the button that does it."""
    if case.group is None:
        return which_group()
    return _sure("leave", "button-leave", Action.LEAVE)


def leave_now(unit: Unit, case: Case) -> Decision:
    """Erase the group and go."""
    return _ended(unit, case, "left", "told-left", leave=True)


def panic(_unit: Unit, case: Case) -> Decision:
    """Answer /panic with what it does, and the button that does it."""
    if case.group is None:
        return which_group()
    return _sure("panic", "button-panic", Action.PANIC)


def panic_now(unit: Unit, case: Case) -> Decision:
    """Destroy the group's keys, then its rows; the bot stays and knows nothing any more."""
    return _ended(unit, case, "panicked", "told-panic", leave=False)


def _paused() -> Screen:
    return Screen((Text("paused"),), ((Choice(Text("button-resume"), Action.RESUME),),))


def _sure(key: str, button: str, action: Action) -> Decision:
    return Decision(show=Screen((Text(key),), ((Choice(Text(button), action),),)), why=(Text("why-asked"),))


def _switched(unit: Unit, case: Case, mode: Mode, show: Screen, told: Text) -> Decision:
    # The line that the engine puts in its place says what the group is now.
    line = Screen((Text("line"),))
    settled = change.switch(unit, case, mode)
    return Decision(show=show, line=line, admins=Screen((told,)), settled=settled, why=(Text("why-asked-by-admin"),))


def _ended(unit: Unit, case: Case, shown: str, told: str, *, leave: bool) -> Decision:
    group = case.group
    if not isinstance(group, Group):
        return Decision(show=Screen((Text("group-left"),)), why_not=(Text("why-not-group-left"),))
    ending.erase(unit, group.number)
    return Decision(
        show=Screen((Text(shown),)),
        admins=Screen((Text(told),)),
        leave=leave,
        of=group.card.chat,
        settled=Settled(group.number),
        why=(Text("why-asked-by-admin"),),
    )
