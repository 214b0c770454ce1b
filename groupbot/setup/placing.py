"""/here: the line stands in this topic or channel from now on; and what is said to an admin whom nobody names."""

from dataclasses import replace

from groupbot.actions import Action
from groupbot.case import Case
from groupbot.content import Choice, Screen, Text
from groupbot.decision import Decision, Settled
from groupbot.groups import register
from groupbot.policy.errors import PolicyErrors
from groupbot.policy.writing import parsed, with_value, written
from groupbot.setup import change, confirming
from groupbot.setup.where import which_group
from groupbot.store.unit import Unit


def here(unit: Unit, case: Case) -> Decision:
    """Let the line stand where the command was given, at once."""
    if case.group is None or case.event.place.chat is None:
        return which_group()
    held = change.now_set(unit, case)
    text = written(with_value(parsed(held.text), "line.thread", case.event.place.thread))
    try:
        outcome = change.apply(unit, case, text, held.version)
    except PolicyErrors as wrong:
        return confirming.refused(wrong)
    if not isinstance(outcome, Settled):
        return confirming.stale(unit, case)
    # Due anew at once, or it would stay where it is for as long as lines usually do.
    moved = register.switch(unit, case.group.number, case.group.card.mode) or case.group
    return Decision(
        show=Screen((Text("line-here"),)),
        line=Screen((Text("line"),)),
        here=True,
        settled=replace(outcome, group=moved),
        why=(Text("why-asked-by-admin"),),
    )


def unnamed(_unit: Unit, _case: Case) -> Decision:
    """Lead an admin who stays anonymous to the private screen: only a press tells the bot whom to answer."""
    button = Choice(Text("button-setup"), Action.SETUP, public=True)
    return Decision(said=Screen((Text("setup-unnamed"),), ((button,),)), why=(Text("why-unnamed"),))
