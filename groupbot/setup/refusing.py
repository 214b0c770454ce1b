"""What is said where a text is not taken, or somebody else was faster."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from groupbot.actions import Action
from groupbot.case import Case
from groupbot.content import Choice, Count, Name, Screen, Text
from groupbot.decision import Decision
from groupbot.policy.errors import PolicyErrors
from groupbot.setup.paging import fitting
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
    # Over a sound file of the host's, what is wrong is the admins' to mend, wherever the mistake shows.
    theirs = case.group is not None and not case.desk.directory.files.of(case.group.number).good
    title = Text("settings-host-wrong" if theirs else "settings-refused")
    errors = [Text("policy-error", (Name(str(error), 300),)) for error in wrong.errors[:TOLD_ERRORS]]
    count = fitting(case, (title,), errors, (Text("settings-more", (Count(len(wrong.errors)),)),))
    more = len(wrong.errors) - count
    rest = (Text("settings-more", (Count(more),)),) if more > 0 else ()
    again = () if theirs else ((Choice(Text("button-send-file"), Action.POLICY_SEND),),)
    return Decision(show=Screen((title, *errors[:count], *rest), again), why_not=(Text("why-not-sound"),))


def stale() -> Decision:
    """Say that another admin has changed the settings meanwhile."""
    again = Choice(Text("button-settings"), Action.SETTINGS)
    return Decision(show=Screen((Text("settings-stale"),), ((again,),)), why_not=(Text("why-not-stale"),))
