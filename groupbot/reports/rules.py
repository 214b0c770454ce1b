"""How a report goes on: pure, from what it is and what somebody does to what it is then."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from groupbot.reports.model import Outcome, Reason, Report, State

# Per person and group, on one day in UTC; what was taken back counts, or the admins could be called all day.
PER_DAY = 3
LONGEST_WORDS = 1000
_HOUR = 3600


def hour_of(now: datetime) -> int:
    """Return the full hours since 1970, the finest time that a report ends by."""
    return int(now.timestamp()) // _HOUR


def drafted(link: str, today: int) -> Report:
    """Return a report that is begun."""
    return Report(State.DRAFT, today, link)


def may_send(mine: Iterable[Report], today: int) -> bool:
    """Tell whether somebody who has these in a group may send one more today."""
    return sum(one.opened == today for one in mine if one.state is not State.DRAFT) < PER_DAY


def with_reason(report: Report, reason: Reason) -> Report:
    """Return a draft once it says what it is about."""
    return replace(report, reason=reason)


def with_words(report: Report, words: str) -> Report:
    """Return a draft with so much of its reporter's own words as is kept."""
    return replace(report, words=words.strip()[:LONGEST_WORDS])


def sent(report: Report, today: int) -> Report:
    """Return a draft once the admins may read it."""
    _holds(report, State.DRAFT)
    return replace(report, state=State.OPEN, opened=today)


def looked_at(report: Report, admin: str, today: int) -> Report:
    """Return it once an admin has read it; the day is kept once for each of them."""
    if admin in report.readers:
        return report
    return replace(report, readers=(*report.readers, admin), read=(*report.read, today))


def closed(report: Report, outcome: Outcome) -> Report:
    """Return it closed by the admins: without link and words, and without who looked."""
    _holds(report, State.OPEN)
    return Report(State.CLOSED, report.opened, reason=report.reason, read=report.read, outcome=outcome)


def withdrawn(report: Report) -> Report:
    """Return it taken back by its reporter: all that is left is that it was sent on its day."""
    _holds(report, State.OPEN)
    return Report(State.WITHDRAWN, report.opened, reason=report.reason, read=report.read)


def unanswered(report: Report) -> Report:
    """Return it ended by its time, before any admin closed it: without link and words, and without who looked."""
    _holds(report, State.OPEN)
    return Report(State.UNANSWERED, report.opened, reason=report.reason, read=report.read)


def _holds(report: Report, state: State) -> None:
    if report.state is not state:
        msg = f"this report is {report.state}, not {state}"
        raise ValueError(msg)
