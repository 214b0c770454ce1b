"""How an appeal goes on: pure, from what it is and what somebody does to what it is then."""

from dataclasses import replace

from groupbot.appeals.model import PENDING, Appeal, Ruling, State, Vote

AT_ONCE = 3
LONGEST_WORDS = 1000


def taken(words: str) -> str:
    """Return so much of somebody's words as is kept."""
    return words.strip()[:LONGEST_WORDS]


def looked_at(appeal: Appeal, admin: str, today: int) -> Appeal:
    """Return it once an admin has read it; the day is kept once for each of them."""
    if admin in appeal.readers:
        return appeal
    return replace(appeal, readers=(*appeal.readers, admin), read=(*appeal.read, today))


def acted(appeal: Appeal, admin: str) -> Appeal:
    """Return it once an admin has said that it is about their own act."""
    return replace(appeal, acted=admin)


def answered(appeal: Appeal, admin: str, ruling: Ruling, deciders: int, today: int) -> Appeal:
    """Return it once an admin has answered: closed where enough agree, and not the one alone who acted."""
    votes = (*(vote for vote in appeal.votes if vote.who != admin), Vote(admin, ruling))
    agreeing = {vote.who for vote in votes if vote.ruling.outcome is ruling.outcome}
    if len(agreeing) < deciders or agreeing <= {appeal.acted}:
        return replace(appeal, state=State.ANSWERED, votes=votes)
    return closed(appeal, ruling.outcome, today, ruling=ruling)


def may_decide_alone(appeal: Appeal, admin: str) -> bool:
    """Tell whether nobody else is known to be there: no other admin has looked at it or answered."""
    return {*appeal.readers, *(vote.who for vote in appeal.votes)} <= {admin}


def decided_alone(appeal: Appeal, ruling: Ruling, today: int) -> Appeal:
    """Return it decided by its group's only admin, of which the member hears."""
    return closed(appeal, ruling.outcome, today, ruling=ruling, alone=True)


def closed(appeal: Appeal, state: State, today: int, *, ruling: Ruling | None = None, alone: bool = False) -> Appeal:
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
        ruling=ruling,
        alone=alone,
        closed=today,
    )
