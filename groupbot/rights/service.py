"""A member's rights at work: they answer everywhere, before any consent, and only to the person themself."""

import msgspec

from groupbot.case import Case
from groupbot.content import Text
from groupbot.decision import Decision, File
from groupbot.rights import screens
from groupbot.rights.mydata import gather
from groupbot.store.unit import Unit


def start(_unit: Unit, _case: Case) -> Decision:
    """Answer /start and /help."""
    return Decision(show=screens.start(), why=(Text("why-started"),), why_not=(Text("why-not-written"),))


def privacy(_unit: Unit, case: Case) -> Decision:
    """Answer /privacy: who is responsible and what is kept, for this group where there is one."""
    controller = case.policy.controller if case.group is not None else None
    return Decision(
        show=screens.privacy(controller, case.policy.host, case.policy.jurisdiction),
        why=(Text("why-asked-for-privacy"),),
    )


def mydata(unit: Unit, case: Case) -> Decision:
    """Answer /mydata: everything kept about the person who asks, in every group, as JSON."""
    found = gather(unit, case.event.actor, case.today)
    body = msgspec.json.format(msgspec.json.encode(found), indent=2)
    file = File("groupbot-mydata.json", body)
    empty = not any(entry["tables"] for entry in found["places"])
    return Decision(show=screens.mydata(empty=empty), file=file, why=(Text("why-asked-for-data"),))
