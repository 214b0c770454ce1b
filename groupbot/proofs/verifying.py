"""/verify at work: anybody asks in private whether what they were shown is recorded, and nothing is kept of that.

Whatever does not match is answered by the same words, whether it is wrong, changed, erased or of another bot; it takes
the same steps up to there (groupbot.ledger.matching), so that time tells no more.
"""

from groupbot.case import Case
from groupbot.content import Text
from groupbot.decision import Decision
from groupbot.i18n.bidi import FSI, PDI
from groupbot.ledger import proof
from groupbot.ledger import views as ledger
from groupbot.proofs import verdict
from groupbot.store.unit import Unit

# What adapters give where there is no text to be had from a file; no code and no proof begins like that.
_NO_TEXT = "\0"
# How the schemas of receipts begin: called no match, a valid one would be taken for a forgery.
_RECEIPT = '"groupbot-receipt-'
# What keeps directions of writing apart comes along when a whole line is copied: around our own codes, too.
_UNSEEN = f"{FSI}{PDI}\u2066\u2067\u200e\u200f\u061c"
_WHY = (Text("why-verified"),)


def verify(unit: Unit, case: Case) -> Decision:
    """Answer /verify: check what stands behind the command, or else ask for it."""
    given = getattr(case.event, "argument", "")
    return _checked(unit, given) if given else Decision(show=verdict.offer(), why=_WHY)


def shown(unit: Unit, case: Case) -> Decision:
    """Check what somebody sent: a code, a proof as text, or its file."""
    return _checked(unit, case.text)


def _checked(unit: Unit, text: str) -> Decision:
    if text.startswith(_NO_TEXT) or len(text) > proof.LARGEST:
        return Decision(show=verdict.unchecked("verify-unread"), why_not=_WHY)
    whole = text.strip().strip(_UNSEEN).strip()
    if not whole:
        return Decision(show=verdict.unchecked("verify-empty"), why_not=_WHY)
    if whole.startswith("{") and _RECEIPT in whole:
        return Decision(show=verdict.unchecked("verify-receipt"), why_not=_WHY)
    if whole.startswith(proof.HEADER):
        # A proof that was pasted has lost the end of its last line; one from another system has other ends.
        whole = whole.replace("\r\n", "\n") + "\n"
    return Decision(show=verdict.of(ledger.matched(unit, whole)), why=_WHY)
