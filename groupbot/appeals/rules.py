"""How an appeal goes on: pure, from what it is and what somebody does to what it is then."""

from collections.abc import Iterable
from dataclasses import replace

from groupbot.appeals.model import PENDING, Appeal, Office, Ruling, State, Vote

AT_ONCE = 3
# Per member and group: what was taken back or decided counts, or admins and log could be kept busy all day.
OPENED_AT_MOST = 6
WITHIN_DAYS = 30
LONGEST_WORDS = 1000


def taken(words: str) -> str:
    """Return so much of somebody's words as is kept."""
    return words.strip()[:LONGEST_WORDS]


def opens_again(opened: Iterable[int], today: int) -> int:
    """Return the day from which somebody who opened appeals on these days may open another one; today for now."""
    lately = sorted(day for day in opened if day > today - WITHIN_DAYS)
    return today if len(lately) < OPENED_AT_MOST else lately[-OPENED_AT_MOST] + WITHIN_DAYS


def looked_at(appeal: Appeal, admin: str, today: int) -> Appeal:
    """Return it once an admin has read it; the day is kept once for each of them."""
    if admin in appeal.readers:
        return appeal
    return replace(appeal, readers=(*appeal.readers, admin), read=(*appeal.read, today))


def acted(appeal: Appeal, admin: str) -> Appeal:
    """Return it once an admin has said that it is about their own act; others may have said so before."""
    return replace(appeal, acted=(*(who for who in appeal.actors if who != admin), admin))


def answered(appeal: Appeal, vote: Vote, office: Office) -> Appeal:
    """Return it with an admin's answer in the place of their former one, whose words stay with the same ruling.

    Answers of those who are no admins any more are dropped, where the platform names all admins.
    """
    former = next((one.words for one in appeal.votes if (one.who, one.ruling) == (vote.who, vote.ruling)), "")
    others = (one for one in appeal.votes if one.who != vote.who and (one.who in office.known or not office.all))
    return replace(appeal, state=State.ANSWERED, votes=(*others, replace(vote, words=vote.words or former)))


def agreeing(appeal: Appeal, ruling: Ruling) -> tuple[Vote, ...]:
    """Return the answers that would end it as this ruling does."""
    return tuple(vote for vote in appeal.votes if vote.ruling.outcome is ruling.outcome)


def suffices(appeal: Appeal, ruling: Ruling, deciders: int) -> bool:
    """Tell whether enough admins agree on it, and not only such as acted."""
    whose = {vote.who for vote in agreeing(appeal, ruling)}
    return len(whose) >= deciders and not whose <= set(appeal.actors)


def may_decide_alone(appeal: Appeal, admin: str, office: Office, today: int) -> bool:
    """Tell whether nobody else can decide it, for all that can be known.

    Where the platform does not name all admins, whoever else looked or answered may still be one: until it is due.
    """
    if office.known - {admin}:
        return False
    return office.all or today > appeal.due or {*appeal.readers, *(vote.who for vote in appeal.votes)} <= {admin}


def decided(appeal: Appeal, ruling: Ruling, today: int, alone: Office | None = None) -> Appeal:
    """Return it closed as an admin ruled; `alone` is what was known of the office where one admin was enough."""
    after = replace(closed(appeal, ruling.outcome, today), ruling=ruling)
    return after if alone is None else replace(after, alone=True, unseen=not alone.all)


def closed(appeal: Appeal, state: State, today: int) -> Appeal:
    """Return it closed: without anybody's words, and without whom it was about."""
    if appeal.state not in PENDING:
        msg = "an appeal is closed once"
        raise ValueError(msg)
    return Appeal(
        state,
        appeal.opened,
        appeal.due,
        appeal.about,
        read=appeal.read,
        closed=today,
    )
