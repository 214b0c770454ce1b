"""What to try: five short steps for somebody who sees the bot for the first time, ticked off as they happen."""

from dataclasses import dataclass

from .cast import HEBREW, NEWCOMER
from .changes import Kind
from .step import Step

RECORD_TABLE = "consent_record"
REFUSAL_KEY = "button-none"


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to try: as whom, and in which pane it is done."""

    key: str
    title: str
    hint: str
    who: str
    pane: str


TASKS = (
    Task(
        "join",
        "Let Nora in",
        "Press “Join” under her name. The bot greets her alone, and writes nothing.",
        NEWCOMER,
        "people",
    ),
    Task(
        "read",
        "Open the notice as Nora",
        "Press the button under the line in the group. Only she sees what opens.",
        NEWCOMER,
        "group",
    ),
    Task(
        "refuse",
        "Say no as Nora",
        "Read on, then choose “None of these”. See under “What happened” that nothing was written.",
        NEWCOMER,
        "private",
    ),
    Task(
        "agree",
        "Say yes as נועה, in Hebrew",
        "Open the notice as her, switch something on and save. Not your script? The button at the right goes on; "
        "when boxes (☐) come, tick one and press the first below them. See which rows appear, sealed.",
        HEBREW,
        "group",
    ),
    Task(
        "withdraw",
        "Take it back",
        "Send /withdraw as her, and press the button that comes. See the rows and their keys go, and the others stay.",
        HEBREW,
        "private",
    ),
)


def ticked(step: Step, pressed: str, refusal: str) -> set[str]:
    """Return the keys of the tasks that `step` fulfils; `pressed` is the label pressed, `refusal` that of refusing."""
    kept = [change.kind for change in step.written.changes if change.table == RECORD_TABLE]
    done = {
        "join": step.verb == "joins" and step.who == NEWCOMER,
        "read": step.verb == "presses" and step.who == NEWCOMER and step.in_group,
        "refuse": step.verb == "presses" and step.who == NEWCOMER and bool(refusal) and pressed == refusal,
        "agree": Kind.INSERTED in kept,
        "withdraw": Kind.DELETED in kept,
    }
    return {key for key, fulfilled in done.items() if fulfilled}
