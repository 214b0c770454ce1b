"""What to try: short steps for somebody who sees the bot for the first time, ticked off as they happen."""

from dataclasses import dataclass

from .cast import HEBREW, NEWCOMER
from .changes import Change, Kind
from .step import Step

RECORD_TABLE = "consent_record"
REFUSAL_KEY = "button-none"
WITHOUT_CONSENT = ("appeal", "report")
VERIFIED_KEY = "why-verified"
PROOF_SUFFIX = ".tlog-proof"


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
        "report",
        "Report a message as Nora",
        "Say something as somebody else, then press “Report” beneath it as Nora, give a reason and send it. Ada reads "
        "it by /reports: link and reason, and no name.",
        NEWCOMER,
        "group",
    ),
    Task(
        "restrict",
        "Restrict נועה, as an admin",
        "Press “Ada Okafor restricts them” under her name. She agreed, so one entry of the log is written.",
        HEBREW,
        "people",
    ),
    Task(
        "appeal",
        "Disagree as her",
        "Send /appeal in private, press the first button of each screen, and write a few words. Ada reads /appeals.",
        HEBREW,
        "private",
    ),
    Task(
        "proof",
        "Take a proof home",
        "Send /proof as her, press the first button, then the last. Move the clock by a day; /proof and the first "
        "button of each screen then hand her a file and a code.",
        HEBREW,
        "private",
    ),
    Task(
        "verify",
        "Check it as Nora",
        "Copy the long code. Open Nora's private chat, send /verify, press the button, and send the code.",
        NEWCOMER,
        "private",
    ),
    Task(
        "withdraw",
        "Take it back as נועה",
        "Send /withdraw as her, and press the first button that comes. See rows and their keys go, and others stay.",
        HEBREW,
        "private",
    ),
    Task(
        "erase",
        "Erase all that is left",
        "Send /erase as her or as Nora, choose everything, and confirm. See the appeal or the report go as well.",
        HEBREW,
        "private",
    ),
)


def ticked(step: Step, pressed: str, refusal: str, verified: str) -> set[str]:
    """Return the keys of the tasks that `step` fulfils.

    `pressed` is the label pressed, `refusal` that of refusing, `verified` the reason why a proof was checked.
    """
    kept = {(change.table, change.kind) for change in step.written.changes}
    done = {
        "join": step.verb == "joins" and step.who == NEWCOMER,
        "read": step.verb == "presses" and step.who == NEWCOMER and step.in_group,
        "refuse": step.verb == "presses" and step.who == NEWCOMER and bool(refusal) and pressed == refusal,
        "agree": (RECORD_TABLE, Kind.INSERTED) in kept,
        "report": any(change.table == "report" and _sent(change) for change in step.written.changes),
        "restrict": step.verb == "restricts" and ("ledger_entry", Kind.INSERTED) in kept,
        "appeal": ("appeal", Kind.INSERTED) in kept,
        "proof": step.told.file and any(PROOF_SUFFIX in line for line in step.told.effects),
        "verify": verified in step.told.why and not step.bare,
        "withdraw": (RECORD_TABLE, Kind.DELETED) in kept,
        # Withdrawing takes the handle of who has nothing else; what rests on no consent goes by erasing alone.
        "erase": ("vault.people", Kind.DELETED) in kept
        and bool({(name, Kind.DELETED) for name in WITHOUT_CONSENT} & kept),
    }
    return {key for key, fulfilled in done.items() if fulfilled}


def _sent(change: Change) -> bool:
    """Tell whether a report waits for the admins from now on: what is begun has no day on which they are reminded."""
    return change.kind is Kind.CHANGED and any(column.name == "recall_on" and column.was for column in change.columns)
