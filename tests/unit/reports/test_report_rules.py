"""How a report goes on, whoever does what."""

from dataclasses import fields, replace

import pytest

from groupbot.reports import rules
from groupbot.reports.model import OUTCOMES, REASONS, Outcome, Reason, Report, State

LINK = "https://t.me/c/1/2"
DRAFT = rules.with_words(rules.with_reason(rules.drafted(LINK, 99), Reason.THREAT), "They wait for me.")
OPEN = rules.sent(DRAFT, 100)


def test_a_draft_holds_its_link_alone() -> None:
    """REQUIRES that a begun report has the link and the day, says Other until a reason is chosen, and has no words."""
    assert rules.drafted(LINK, 99) == Report(State.DRAFT, 99, LINK, Reason.OTHER)


def test_what_is_sent_is_what_was_looked_at() -> None:
    """REQUIRES that sending changes nothing but that it is open, and since which day."""
    assert replace(DRAFT, state=State.OPEN, opened=100) == OPEN
    assert (OPEN.link, OPEN.reason, OPEN.words) == (LINK, Reason.THREAT, "They wait for me.")


def test_words_are_bounded() -> None:
    """REQUIRES that at most a thousand characters are kept, without the blanks around them."""
    assert rules.with_words(DRAFT, "  " + "w" * 5000 + " ").words == "w" * 1000
    assert rules.with_words(DRAFT, " \n ").words == ""


def test_three_on_one_day() -> None:
    """REQUIRES that three sent on a day are all, closed and taken back ones counted, drafts and other days not."""
    ended = [OPEN, rules.closed(OPEN, Outcome.ACTED), rules.withdrawn(OPEN)]
    assert not rules.may_send(ended, 100)
    assert rules.may_send(ended, 101)
    assert rules.may_send(ended, 99)
    assert rules.may_send([*ended[:2], DRAFT, replace(DRAFT, opened=100), replace(OPEN, opened=99)], 100)
    assert rules.PER_DAY == 3


def test_each_admin_is_counted_once() -> None:
    """REQUIRES that looking twice adds no reader and no day."""
    twice = rules.looked_at(rules.looked_at(rules.looked_at(OPEN, "a", 101), "a", 102), "b", 103)
    assert (twice.readers, twice.read) == (("a", "b"), (101, 103))


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_closing_leaves_no_link_and_no_words(outcome: Outcome) -> None:
    """REQUIRES that a closed report says its day, reason and outcome, and when admins looked, and nothing else."""
    after = rules.closed(rules.looked_at(OPEN, "a", 101), outcome)
    assert after == Report(State.CLOSED, 100, "", Reason.THREAT, "", (), (101,), outcome)


def test_what_nobody_answers_leaves_no_link_and_no_words() -> None:
    """REQUIRES that one which ends unanswered says its day and reason, and when admins looked, and nothing else."""
    after = rules.unanswered(rules.looked_at(OPEN, "a", 101))
    assert after == Report(State.UNANSWERED, 100, "", Reason.THREAT, "", (), (101,), None)


def test_taking_back_leaves_no_link_and_no_words() -> None:
    """REQUIRES that a report taken back says its day and reason, and when admins looked, and nothing else."""
    after = rules.withdrawn(rules.looked_at(OPEN, "a", 101))
    assert after == Report(State.WITHDRAWN, 100, "", Reason.THREAT, "", (), (101,), None)


@pytest.mark.parametrize("state", State)
def test_each_step_has_its_state(state: State) -> None:
    """REQUIRES that only a draft is sent, and only what waits is closed or taken back."""
    what = replace(OPEN, state=state)
    if state is not State.DRAFT:
        with pytest.raises(ValueError, match="not draft"):
            rules.sent(what, 100)
    if state is not State.OPEN:
        with pytest.raises(ValueError, match="not open"):
            rules.closed(what, Outcome.ACTED)
        with pytest.raises(ValueError, match="not open"):
            rules.withdrawn(what)


def test_what_is_stored_is_pinned() -> None:
    """REQUIRES the words that sealed reports began with, and the positions that buttons carry."""
    assert [state.value for state in State] == ["draft", "open", "closed", "withdrawn", "unanswered"]
    assert [reason.value for reason in REASONS] == ["harassment", "threat", "privacy", "hate", "spam", "other"]
    assert [outcome.value for outcome in OUTCOMES] == ["acted", "no-action", "passed-on"]


def test_nothing_in_it_names_anybody() -> None:
    """REQUIRES that a report has no place for its reporter or the reported, and that no log shows link or words."""
    assert [each.name for each in fields(Report)] == [
        "state",
        "opened",
        "link",
        "reason",
        "words",
        "readers",
        "read",
        "outcome",
    ]
    assert LINK not in repr(OPEN)
    assert "wait for me" not in repr(OPEN)
