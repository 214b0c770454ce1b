"""What a newcomer reads of the bar and of the ways in: exactly what is missing, and how it goes on."""

from groupbot.content import Arg, Count, Day, Lines, Name, Text
from groupbot.gate.bar import Leads, Reason, Weighed, What
from groupbot.gate.ways import Ways
from groupbot.policy.entering import Right

# As many wikis or groups as a policy lists.
_LONGEST = 400

_LEADS = {Leads.WAIT: "gate-bar-wait", Leads.ADMINS: "gate-bar-ask-admins", Leads.REFUSED: "gate-bar-refuse"}


def weighed(account: Weighed) -> tuple[Text | Lines, ...]:
    """Say what an account lacks, line by line, and what follows; that it lacks nothing, where that is so."""
    if account.leads is Leads.IN:
        return (Text("gate-bar-met"),)
    lines = Lines(tuple(lacking(reason) for reason in account.missing))
    when = (Text("gate-bar-when", (Day(account.when.isoformat()),)),) if account.when else ()
    return (Text("gate-bar-missing"), lines, *when, Text(_LEADS[account.leads]))


def lacking(reason: Reason) -> Text:
    """Say one thing that stands in the way, with its figures."""
    where = Name(" / ".join(reason.on), _LONGEST)
    have, need, short = Count(reason.have or 0), Count(reason.need), Count(reason.short)
    key = f"gate-bar-{reason.what}"
    match reason.what:
        case What.EDITS:
            return Text(key, (have, need, short))
        case What.LOCAL_EDITS:
            return Text(key, (have, need, short, where))
        case What.DAYS:
            return Text(key, (short, need))
        case What.ACTIVE:
            return Text(key, (need, where))
        case What.LOCKED | What.TEMPORARY_ACCOUNT:
            return Text(key)
        case What.BLOCKED if reason.until:
            return Text(f"{key}-until", (where, Day(reason.until.isoformat())))
    return Text(key, (where,))


def needed(ways: Ways) -> Text:
    """Say what is needed, or still missing, to be let in."""
    return Text("gate-ways-needed", (_combined(ways),))


def _combined(ways: Ways) -> Text:
    if len(ways.of) == 1:
        return _part(ways.of[0])
    *rest, last = (_part(part) for part in ways.of)
    listed: Arg = last
    for part in reversed(rest):
        listed = Text("value-list", (part, listed))
    if ways.need == 1:
        return Text("gate-ways-any", (listed,))
    if ways.need == len(ways.of):
        return Text("gate-ways-all", (listed,))
    return Text("gate-ways-some", (listed, Count(ways.need)))


def _part(part: Right | Ways) -> Text:
    return _combined(part) if isinstance(part, Ways) else Text(f"gate-way-{part}")
