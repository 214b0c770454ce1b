"""Which words of the bot concern the person who reads them: under each of these stands the way to disagree."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from groupbot.actions import Action
from groupbot.appeals.screens import disagree
from groupbot.content import Lines, Screen, Text
from groupbot.decision import Decision

# A text says something of its reader when another reader could be told otherwise. Which texts do not, and why, stands
# with the test that lets no text go undecided.
CONCERNING = frozenset(
    {
        "admin-held",
        "asked-anew",
        "ended",
        "erase-ask-everywhere",
        "erase-ask-in",
        "erase-keeps",
        "erased-everywhere",
        "erased-in",
        "gate-bar-met",
        "gate-bar-missing",
        "held-in",
        "kept-nothing",
        "mydata",
        "not-a-member",
        "not-an-admin",
        "nothing-held",
        "proof",
        "proof-nothing",
        "proof-too-many",
        "refused",
        "report-enough",
        "saved",
        "standing",
        "too-young",
        "withdrawn",
        "withdrawn-everywhere",
    }
)
_WAYS = frozenset({Action.APPEAL, Action.APPEAL_ABOUT})


def disputable(decision: Decision, known: Callable[[], Sequence[int]] | None = None) -> Decision:
    """Let whoever reads something about themselves disagree with it, where no such way is there yet.

    What goes with a file is left as it is: the screen that offered the file has its own. A word that was said in no
    group asks for the ones that are `known` of its reader, by number: the only one is meant, and without any the way
    would lead nowhere.
    """
    shown = decision.show
    if shown is None or decision.file is not None or decision.ask is not None or not _concerns(shown):
        return decision
    if any(choice.action in _WAYS for row in shown.rows for choice in row):
        return decision
    groups = known() if known is not None else None
    if groups is not None and not groups:
        return decision
    meant = groups[0] if groups is not None and len(groups) == 1 else None
    return replace(decision, show=Screen(shown.parts, (*shown.rows, (disagree(group=meant),))))


def _concerns(screen: Screen) -> bool:
    for part in screen.parts:
        items = part.items if isinstance(part, Lines) else (part,)
        if any(isinstance(item, Text) and item.key in CONCERNING for item in items):
            return True
    return False
