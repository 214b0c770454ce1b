"""/here: the line stands in this topic or channel from now on."""

from dataclasses import replace

from groupbot.actions import Action
from groupbot.case import Case
from groupbot.content import Choice, Screen, Text
from groupbot.decision import Decision, Settled
from groupbot.groups import register
from groupbot.policy.writing import parsed, with_value, written
from groupbot.setup import change
from groupbot.setup.refusing import stale, tells_mistakes
from groupbot.setup.where import which_group
from groupbot.store.unit import Unit

# A topic goes through a button as what its presser was shown: 32 bits (groupbot.buttons).
_MOST = 0xFFFFFFFF


def carried(thread: str) -> int:
    """Return a topic as a button carries it; 0 stands for none, and for one that is no number of 32 bits."""
    return int(thread) if thread.isascii() and thread.isdecimal() and int(thread) <= _MOST else 0


def offered(_unit: Unit, case: Case) -> Decision:
    """Offer to let the line stand in the topic that the button carries, which was pressed somewhere else."""
    button = Choice(Text("button-here"), Action.HERE, shown=case.press.shown if case.press else 0)
    return Decision(show=Screen((Text("here-sure"),), ((button,),)), why=(Text("why-asked"),))


@tells_mistakes
def here(unit: Unit, case: Case) -> Decision:
    """Let the line stand where the command was given, at once, or where the pressed button says."""
    if case.group is None or (case.press is None and case.event.place.chat is None):
        return which_group()
    thread = case.event.place.thread if case.press is None else str(case.press.shown or "")
    held = change.now_set(unit, case)
    text = written(with_value(parsed(held.text), "line.thread", thread))
    outcome = change.apply(unit, case, text, change.wished(case, text), held.version)
    if not isinstance(outcome, Settled):
        return stale()
    # Due anew at once, or it would stay where it is for as long as lines usually do.
    moved = register.switch(unit, case.group.number, case.group.card.mode) or case.group
    return Decision(
        show=Screen((Text("line-here" if case.press is None else "line-there"),)),
        line=Screen((Text("line"),)),
        here=True,
        settled=replace(outcome, group=moved),
        why=(Text("why-asked-by-admin"),),
    )
