"""How an appeal goes on, whoever does what."""

from dataclasses import replace

import msgspec
import pytest

from groupbot.appeals import rules
from groupbot.appeals.model import ABOUTS, PENDING, RULINGS, About, Appeal, Office, Ruling, State, Vote
from groupbot.appeals.tables import KEPT_CLOSED_DAYS

OPEN = Appeal(State.OPEN, 100, 114, About.WORD, "ab", "telegram", "77", "he", "It was not me.")
STAYS = {"state", "opened", "due", "about", "read", "closed"}


UNKNOWN = Office()


def voted(appeal: Appeal, who: str, ruling: Ruling, words: str = "", office: Office = UNKNOWN) -> Appeal:
    """Return it once an admin has answered."""
    return rules.answered(appeal, Vote(who, ruling, words), office)


@pytest.mark.parametrize("ruling", RULINGS)
def test_one_admin_decides_where_one_is_enough(ruling: Ruling) -> None:
    """REQUIRES that a single answer closes an appeal with its outcome and reason, on that day."""
    answered = voted(OPEN, "a", ruling)
    assert rules.suffices(answered, ruling, 1)
    after = rules.decided(answered, ruling, 105)
    assert (after.state, after.ruling, after.closed) == (ruling.outcome, ruling, 105)
    assert (after.alone, after.unseen) == (False, False)


def test_reasons_say_their_outcome() -> None:
    """REQUIRES that a mistake and new knowledge overturn, and the rules, others' safety and having heard uphold."""
    assert [ruling.outcome for ruling in RULINGS] == [*[State.UPHELD] * 2, *[State.OVERTURNED] * 2, State.UPHELD]


@pytest.mark.parametrize("state", [State.UPHELD, State.OVERTURNED, State.WITHDRAWN])
def test_nobodys_words_outlive_it(state: State) -> None:
    """REQUIRES that a closed appeal holds neither words nor whom or which entry it was about, nor who answered."""
    busy = rules.acted(voted(rules.looked_at(OPEN, "a", 101), "a", Ruling.RULES, "I had to."), "a")
    after = rules.closed(busy, state, 105)
    left = {name for name in Appeal.__slots__ if getattr(after, name) not in ("", (), None, False)}
    assert left <= STAYS
    assert after.read == (101,)


def test_two_have_to_agree_where_the_group_wants_two() -> None:
    """REQUIRES that neither one admin's second answer nor two who disagree decide, and two who agree do."""
    first = voted(OPEN, "a", Ruling.RULES)
    assert first.state is State.ANSWERED
    assert not rules.suffices(first, Ruling.RULES, 2)
    assert not rules.suffices(voted(first, "a", Ruling.NEEDED), Ruling.NEEDED, 2)
    assert not rules.suffices(voted(first, "b", Ruling.MISTAKE), Ruling.MISTAKE, 2)
    assert rules.suffices(voted(first, "b", Ruling.NEEDED), Ruling.NEEDED, 2)


@pytest.mark.parametrize("ruling", RULINGS)
def test_who_acted_does_not_decide_alone(ruling: Ruling) -> None:
    """REQUIRES that the answer of the admin who acted waits for another's, whatever it is, and that theirs decides."""
    waits = voted(rules.acted(OPEN, "a"), "a", ruling)
    assert not rules.suffices(waits, ruling, 1)
    assert rules.suffices(voted(waits, "b", ruling), ruling, 1)


def test_two_who_acted_do_not_decide_it_between_them() -> None:
    """REQUIRES that whoever says later that they acted as well frees nobody who said so before, nor is kept twice."""
    both = rules.acted(rules.acted(rules.acted(OPEN, "a"), "b"), "a")
    assert sorted(both.actors) == ["a", "b"]
    waits = voted(voted(both, "b", Ruling.RULES), "a", Ruling.RULES)
    assert not rules.suffices(waits, Ruling.RULES, 1)
    assert not rules.suffices(waits, Ruling.RULES, 2)
    assert rules.suffices(voted(waits, "c", Ruling.RULES), Ruling.RULES, 1)


@pytest.mark.parametrize(("sealed", "actors"), [("", ()), ("a", ("a",)), (("a", "b"), ("a", "b"))])
def test_what_was_sealed_before_still_says_who_acted(sealed: str | tuple[str, ...], actors: tuple[str, ...]) -> None:
    """REQUIRES that an appeal sealed when only one could have acted is read as saying so of that one, or of nobody."""
    kept = msgspec.json.decode(msgspec.json.encode(replace(OPEN, acted=sealed)), type=Appeal)
    assert kept.actors == actors
    assert rules.acted(kept, "z").actors == (*actors, "z")


def test_who_is_no_admin_any_more_counts_for_nothing() -> None:
    """REQUIRES that an answer counts while its admin is one, and is dropped where the platform names all others."""
    first = voted(OPEN, "a", Ruling.RULES)
    for office in (UNKNOWN, Office(frozenset({"b"})), Office(frozenset({"a", "b"}), all=True)):
        assert rules.suffices(voted(first, "b", Ruling.RULES, office=office), Ruling.RULES, 2)
    left = voted(first, "b", Ruling.RULES, office=Office(frozenset({"b", "c"}), all=True))
    assert [vote.who for vote in left.votes] == ["b"]
    assert not rules.suffices(left, Ruling.RULES, 2)


def test_who_is_known_to_be_the_only_admin_may_decide_alone() -> None:
    """REQUIRES that where all admins are named the only one may, whoever looked before, and nobody of several."""
    seen = voted(rules.looked_at(OPEN, "b", 101), "b", Ruling.RULES)
    assert rules.may_decide_alone(seen, "a", Office(frozenset({"a"}), all=True), 105)
    assert rules.may_decide_alone(seen, "a", Office(all=True), 105)
    for office in (Office(frozenset({"a", "b"}), all=True), Office(frozenset({"b"}))):
        assert not rules.may_decide_alone(OPEN, "a", office, 105)
        assert not rules.may_decide_alone(OPEN, "a", office, 500)
    assert rules.may_decide_alone(OPEN, "a", Office(frozenset({"a"})), 105)


def test_where_admins_are_not_named_others_have_until_it_is_due() -> None:
    """REQUIRES that an admin decides alone only while no other has looked or answered, or once that took too long."""
    assert rules.may_decide_alone(OPEN, "a", UNKNOWN, 105)
    assert rules.may_decide_alone(voted(rules.looked_at(OPEN, "a", 101), "a", Ruling.RULES), "a", UNKNOWN, 105)
    for seen in (rules.looked_at(OPEN, "b", 101), voted(OPEN, "b", Ruling.RULES)):
        assert not rules.may_decide_alone(seen, "a", UNKNOWN, OPEN.due)
        assert rules.may_decide_alone(seen, "a", UNKNOWN, OPEN.due + 1)


@pytest.mark.parametrize("office", [Office(frozenset({"a"}), all=True), UNKNOWN])
def test_what_one_decides_alone_is_kept_as_such(office: Office) -> None:
    """REQUIRES that it is kept that one admin decided, and whether the platform told that there is no other."""
    after = rules.decided(voted(rules.acted(OPEN, "a"), "a", Ruling.RULES), Ruling.RULES, 105, office)
    assert (after.state, after.alone, after.unseen) == (State.UPHELD, True, not office.all)


def test_words_wait_with_the_answer() -> None:
    """REQUIRES that an admin's words stay through a repeated ruling, give way to newer, and end with another ruling."""
    said = voted(OPEN, "a", Ruling.RULES, "See rule 3.")
    assert [vote.words for vote in voted(said, "a", Ruling.RULES).votes] == ["See rule 3."]
    assert [vote.words for vote in voted(said, "a", Ruling.RULES, "Rule 4.").votes] == ["Rule 4."]
    assert [vote.words for vote in voted(said, "a", Ruling.NEEDED).votes] == [""]
    assert [vote.words for vote in voted(said, "b", Ruling.RULES).votes] == ["See rule 3.", ""]
    assert "See rule 3." not in repr(said)


def test_those_who_agree_are_those_of_one_outcome() -> None:
    """REQUIRES that the answers behind a ruling are all of its outcome, in their order, and no others."""
    many = voted(voted(voted(OPEN, "a", Ruling.RULES), "b", Ruling.MISTAKE), "c", Ruling.NEEDED)
    assert [vote.who for vote in rules.agreeing(many, Ruling.RULES)] == ["a", "c"]
    assert [vote.who for vote in rules.agreeing(many, Ruling.CONTEXT)] == ["b"]


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
    changed = voted(voted(OPEN, "a", Ruling.RULES), "a", Ruling.MISTAKE)
    assert [(vote.who, vote.ruling) for vote in changed.votes] == [("a", Ruling.MISTAKE)]
    assert not rules.suffices(voted(changed, "b", Ruling.RULES), Ruling.RULES, 2)


def test_what_is_stored_is_pinned() -> None:
    """REQUIRES the words that sealed appeals began with, the positions that buttons carry, and three at once."""
    assert [state.value for state in State] == ["open", "answered", "upheld", "overturned", "withdrawn", "unanswered"]
    assert [about.value for about in ABOUTS] == ["word", "entry", "restriction", "gate", "other"]
    assert [ruling.value for ruling in RULINGS] == ["rules", "needed", "mistake", "context", "heard"]
    assert {State.OPEN, State.ANSWERED} == PENDING
    assert rules.AT_ONCE == 3


def test_six_are_opened_within_thirty_days() -> None:
    """REQUIRES that a seventh waits until the sixth before it is thirty days old, and that what is older counts not."""
    assert rules.opens_again([], 100) == 100
    assert rules.opens_again([100] * 5, 100) == 100
    assert rules.opens_again([100] * 6, 100) == 130
    assert rules.opens_again([95, 71, 99, 80, 100, 100], 100) == 101
    assert rules.opens_again([95, 70, 99, 80, 100, 100], 100) == 100
    assert rules.opens_again([60] * 6, 100) == 100
    assert rules.opens_again([98, 90, 99, 97, 100, 100, 100], 100) == 127


def test_what_was_opened_is_known_for_as_long_as_it_counts() -> None:
    """REQUIRES that a closed appeal is kept no shorter than it counts among those that were opened."""
    assert KEPT_CLOSED_DAYS >= rules.WITHIN_DAYS


def test_an_appeal_begins_with_nothing_of_an_answer() -> None:
    """REQUIRES that what is not said of an appeal is empty, and that its representation in a log names nobody."""
    new = Appeal(State.OPEN, 100, 114, About.WORD)
    texts = (new.entry, new.platform, new.person, new.language, new.words)
    assert (new.kind, new.day, Vote("a", Ruling.RULES).words) == ("", "", "")
    assert (texts, new.readers, new.read, new.votes) == (("",) * 5, (), (), ())
    assert (new.ruling, new.alone, new.unseen, new.closed, new.actors) == (None, False, False, 0, ())
    assert "77" not in repr(OPEN)
    assert "It was not me." not in repr(OPEN)


def test_words_are_bounded() -> None:
    """REQUIRES that at most a thousand characters are kept, without the blanks around them."""
    assert rules.taken("  " + "w" * 5000 + " ") == "w" * 1000
    assert rules.taken(" \n ") == ""
