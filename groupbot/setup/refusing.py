"""What is said where a text is not taken, or somebody else was faster."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from groupbot.actions import Action
from groupbot.case import Case
from groupbot.content import Choice, Count, Name, Screen, Text
from groupbot.decision import Decision
from groupbot.groups.overlays import OWN
from groupbot.policy.errors import PolicyErrors
from groupbot.setup.paging import leaves
from groupbot.store.unit import Unit

TOLD_ERRORS = 5

_More = ParamSpec("_More")
_Answer = Callable[Concatenate[Unit, Case, _More], Decision]


def tells_mistakes(answer: _Answer[_More]) -> _Answer[_More]:
    """Let an answer say what is wrong where it meets mistakes, be they the host's; it compiles before it writes."""

    @wraps(answer)
    def told(unit: Unit, case: Case, /, *args: _More.args, **kwargs: _More.kwargs) -> Decision:
        try:
            return answer(unit, case, *args, **kwargs)
        except PolicyErrors as wrong:
            return refused(case, wrong)

    return told


def refused(case: Case, wrong: PolicyErrors) -> Decision:
    """Say what is wrong with a text, with line, column and remedy; what was in force stays so.

    Nothing is kept of a text that is refused, so there are no pages to turn: it is as many mistakes as fit.
    """
    mine = [Text("policy-error", (Name(str(error), 300),)) for error in wrong.errors if error.file == OWN]
    theirs = [Text("policy-error", (Name(str(error), 300),)) for error in wrong.errors if error.file != OWN]
    count = min(TOLD_ERRORS, len(wrong.errors))
    while count > 1 and len(leaves(case, _listed(mine, theirs, count))) > 1:
        count -= 1
    again = ((Choice(Text("button-send-file"), Action.POLICY_SEND),),) if mine else ()
    return Decision(show=Screen(_listed(mine, theirs, count), again), why_not=(Text("why-not-sound"),))


def stale() -> Decision:
    """Say that another admin has changed the settings meanwhile."""
    again = Choice(Text("button-settings"), Action.SETTINGS)
    return Decision(show=Screen((Text("settings-stale"),), ((again,),)), why_not=(Text("why-not-stale"),))


def _listed(mine: list[Text], theirs: list[Text], count: int) -> tuple[Text, ...]:
    parts: list[Text] = []
    if mine:
        parts += [Text("settings-refused"), *mine[:count]]
    if theirs:
        parts += [Text("settings-host-wrong"), *theirs[: max(0, count - len(mine))]]
    more = len(mine) + len(theirs) - count
    return (*parts, Text("settings-more", (Count(more),))) if more > 0 else tuple(parts)
