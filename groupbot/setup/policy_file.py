"""/policy: a group's settings as a file, and an edited one back."""

from groupbot.actions import Action
from groupbot.case import Case
from groupbot.content import Choice, Screen, Text
from groupbot.decision import Decision, File
from groupbot.policy.writing import parsed, written
from groupbot.setup import change, confirming
from groupbot.setup.refusing import tells_mistakes
from groupbot.setup.where import which_group
from groupbot.store.unit import Unit

NAME = "settings.yaml"
LIMIT = 262_144


@tells_mistakes
def policy(unit: Unit, case: Case) -> Decision:
    """Answer /policy with the file; with a file in hand take it as the edited one."""
    if case.group is None:
        return which_group()
    given = getattr(case.event, "argument", "")
    if given.strip():
        return _taken(unit, case, given)
    text = written(parsed(change.now_set(unit, case).text), change.in_force(unit, case))
    send = Choice(Text("button-send-file"), Action.POLICY_SEND)
    return Decision(
        show=Screen((Text("policy-file"),), ((send,),)),
        file=File(NAME, text.encode()),
        why=(Text("why-asked-by-admin"),),
    )


def taken(unit: Unit, case: Case) -> Decision:
    """Take an edited file, or its text."""
    return _taken(unit, case, case.text)


def _taken(unit: Unit, case: Case, text: str) -> Decision:
    if not text.strip():
        return Decision(show=Screen((Text("policy-empty"),)), why_not=(Text("why-not-sound"),))
    return confirming.confirm_screen(unit, case, text)
