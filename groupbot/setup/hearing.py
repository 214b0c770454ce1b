"""Who hears what is meant for the admins, on a platform where the bot cannot write to each of them."""

from groupbot.case import Case
from groupbot.content import Text
from groupbot.ports import Can, Right


def told(case: Case) -> tuple[Text, ...]:
    """Say whom news reaches and what would let all admins read it; nothing where each admin is told by themselves."""
    if Can.DESK not in case.can or case.rights is None:
        return ()
    if Right.DESK in case.rights:
        who = "both" if Right.OWNER in case.rights else "desk"
    else:
        who = "owner" if Right.OWNER in case.rights else "nobody"
    return (Text(f"heard-{case.event.actor.platform}-{who}"),)
