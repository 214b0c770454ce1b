"""How an appeal goes on, whoever does what."""

from dataclasses import replace

import pytest

from groupbot.appeals import rules
from groupbot.appeals.model import ABOUTS, PENDING, RULINGS, About, Appeal, Ruling, State

OPEN = Appeal(State.OPEN, 100, 114, About.WORD, "ab", "telegram", "77", "he", "It was not me.")
STAYS = {"state", "opened", "due", "about", "read", "ruling", "alone", "closed"}


@pytest.mark.parametrize("ruling", RULINGS)
def test_one_admin_decides_where_one_is_enough(ruling: Ruling) -> None:
    """REQUIRES that a single answer closes an appeal with its outcome and reason, on that day."""
    after = rules.answered(OPEN, "a", ruling, 1, 105)
    assert (after.state, after.ruling, after.closed, after.alone) == (ruling.outcome, ruling, 105, False)


def test_reasons_say_their_outcome() -> None:
    """REQUIRES that a mistake and new knowledge overturn, and that the rules and others' safety uphold."""
    assert [ruling.outcome for ruling in RULINGS] == [State.UPHELD] * 2 + [State.OVERTURNED] * 2


@pytest.mark.parametrize("state", [State.UPHELD, State.OVERTURNED, State.WITHDRAWN])
def test_nobodys_words_outlive_it(state: State) -> None:
    """REQUIRES that a closed appeal holds neither words nor whom or which entry it was about, nor who answered."""
    busy = rules.acted(rules.answered(rules.looked_at(OPEN, "a", 101), "a", Ruling.RULES, 2, 102), "a")
    after = rules.closed(busy, state, 105)
    left = {name for name in Appeal.__slots__ if getattr(after, name) not in ("", (), None, False)}
    assert left <= STAYS
    assert after.read == (101,)


def test_two_have_to_agree_where_the_group_wants_two() -> None:
    """REQUIRES that neither one admin's second answer nor two who disagree decide, and two who agree do."""
    first = rules.answered(OPEN, "a", Ruling.RULES, 2, 105)
    assert first.state is State.ANSWERED
    assert rules.answered(first, "a", Ruling.NEEDED, 2, 105).state is State.ANSWERED
    assert rules.answered(first, "b", Ruling.MISTAKE, 2, 105).state is State.ANSWERED
    assert rules.answered(first, "b", Ruling.NEEDED, 2, 106).state is State.UPHELD


def test_who_acted_does_not_decide_alone() -> None:
    """REQUIRES that the answer of the admin who acted waits for another's, whatever it is, and that theirs decides."""
    known = rules.acted(OPEN, "a")
    for ruling in RULINGS:
        waits = rules.answered(known, "a", ruling, 1, 105)
        assert waits.state is State.ANSWERED
        assert rules.answered(waits, "b", ruling, 1, 106).state is ruling.outcome


def test_an_only_admin_may_and_it_is_said() -> None:
    """REQUIRES that an admin decides alone only while no other has looked or answered, and that it is kept as such."""
    assert rules.may_decide_alone(OPEN, "a")
    assert rules.may_decide_alone(rules.looked_at(OPEN, "a", 101), "a")
    assert not rules.may_decide_alone(rules.looked_at(OPEN, "b", 101), "a")
    assert not rules.may_decide_alone(rules.answered(OPEN, "b", Ruling.RULES, 2, 101), "a")
    after = rules.decided_alone(rules.acted(OPEN, "a"), Ruling.RULES, 105)
    assert (after.state, after.alone) == (State.UPHELD, True)


def test_each_admin_is_counted_once() -> None:
    """REQUIRES that looking twice adds no reader and no day."""
    twice = rules.looked_at(rules.looked_at(rules.looked_at(OPEN, "a", 101), "a", 102), "b", 103)
    assert (twice.readers, twice.read) == (("a", "b"), (101, 103))


@pytest.mark.parametrize("state", sorted(set(State) - PENDING))
def test_what_is_closed_stays_closed(state: State) -> None:
    """REQUIRES that nothing closes an appeal a second time."""
    with pytest.raises(ValueError, match="once"):
        rules.closed(replace(OPEN, state=state), State.WITHDRAWN, 105)


def test_an_admin_can_change_their_mind() -> None:
    """REQUIRES that an admin's later answer takes the place of the earlier, which counts no more."""
    changed = rules.answered(rules.answered(OPEN, "a", Ruling.RULES, 2, 105), "a", Ruling.MISTAKE, 2, 106)
    assert [(vote.who, vote.ruling) for vote in changed.votes] == [("a", Ruling.MISTAKE)]
    assert rules.answered(changed, "b", Ruling.RULES, 2, 107).state is State.ANSWERED


def test_what_is_stored_is_pinned() -> None:
    """REQUIRES the words that sealed appeals began with, the positions that buttons carry, and three at once."""
    assert [state.value for state in State] == ["open", "answered", "upheld", "overturned", "withdrawn"]
    assert [about.value for about in ABOUTS] == ["word", "entry", "restriction", "gate", "other"]
    assert [ruling.value for ruling in RULINGS] == ["rules", "needed", "mistake", "context"]
    assert {State.OPEN, State.ANSWERED} == PENDING
    assert rules.AT_ONCE == 3


def test_an_appeal_begins_with_nothing_of_an_answer() -> None:
    """REQUIRES that what is not said of an appeal is empty, and that its representation in a log names nobody."""
    new = Appeal(State.OPEN, 100, 114, About.WORD)
    texts = (new.entry, new.platform, new.person, new.language, new.words, new.acted)
    assert (new.kind, new.day) == ("", "")
    assert (texts, new.readers, new.read, new.votes) == (("",) * 6, (), (), ())
    assert (new.ruling, new.alone, new.closed) == (None, False, 0)
    assert "77" not in repr(OPEN)
    assert "It was not me." not in repr(OPEN)


def test_words_are_bounded() -> None:
    """REQUIRES that at most a thousand characters are kept, without the blanks around them."""
    assert rules.taken("  " + "w" * 5000 + " ") == "w" * 1000
    assert rules.taken(" \n ") == ""
