"""Which words answer which question, and for how long."""

from datetime import UTC, datetime
from typing import Any

import pytest
from telegram import Message, Update

from adapters.telegram.questions import KEPT_AT_MOST, KEPT_SECONDS, Question, Questions, marked, unmarked
from groupbot.content import Button, Content, Rich
from groupbot.effects import Ask
from groupbot.events import ButtonPressed, TextGiven
from groupbot.people import Actor, Chat, Origin, Place
from tests.unit.telegram.conftest import ADA, message, update

PRIVATE = {"id": ADA["id"], "type": "private", "first_name": "Ada"}
ACTOR = Actor("telegram", str(ADA["id"]))
US = {"id": 42, "is_bot": True, "first_name": "We"}
AT = datetime(2026, 11, 24, tzinfo=UTC)
ASKED = Question("tok")


def written(number: int, **more: Any) -> Message:
    """Return a message of Ada's in private."""
    parsed = Update.de_json(update("message", message("words", message_id=number, chat=PRIVATE, **more)), None).message
    assert parsed is not None
    return parsed


def question(data: str, **more: Any) -> dict[str, Any]:
    """Return the replied-to message of ours with one button."""
    keys = {"inline_keyboard": [[{"text": "Cancel", "callback_data": data}]]}
    return message("Who?", message_id=3, chat=PRIVATE, reply_markup=keys, **({"from": US} | more))


def test_a_question_is_open_for_fifteen_minutes() -> None:
    """REQUIRES that later words, and words from before it stood there, answer nothing."""
    now = 100.0
    questions = Questions(lambda: now)
    questions.asked(ADA["id"], 10, ASKED)
    assert questions.answered_by(written(9)) is None
    assert questions.answered_by(written(11)) == ASKED
    now += KEPT_SECONDS
    assert questions.answered_by(written(12)) is None


@pytest.mark.parametrize(
    ("token", "number", "place", "closes"),
    [
        ("tok", "11", Place(), True),
        ("tok", "10", Place(), True),
        ("tok", "9", Place(), False),
        ("other", "11", Place(), False),
        ("tok", "11", Place(Chat("telegram", "-1001")), False),
    ],
)
@pytest.mark.parametrize("kind", [TextGiven, ButtonPressed])
def test_only_what_comes_after_a_question_closes_it(
    kind: type[TextGiven | ButtonPressed], token: str, number: str, place: Place, *, closes: bool
) -> None:
    """REQUIRES the same token, in private, and not from before the question: it may have been asked anew since."""
    questions = Questions()
    questions.asked(ADA["id"], 10, ASKED)
    questions.done(kind("k", AT, place, ACTOR, token, origin=Origin(chat=ACTOR.id, message=number)))
    assert (questions.answered_by(written(12)) is None) is closes


def test_memory_is_bounded_and_shows_no_token() -> None:
    """REQUIRES that many questions push out the oldest, and that old ones go when another comes."""
    now = 0.0
    questions = Questions(lambda: now)
    for person in range(KEPT_AT_MOST + 5):
        questions.asked(person, 1, ASKED)
    assert len(questions._open) == KEPT_AT_MOST
    now = KEPT_SECONDS
    questions.asked(7, 2, ASKED)
    assert len(questions._open) == 1
    assert "tok" not in repr(questions._open)


@pytest.mark.parametrize(("data", "found"), [("?tok", ASKED), ("!tok", Question("tok", file=True)), ("tok", None)])
def test_a_reply_names_its_question(data: str, found: Question | None) -> None:
    """REQUIRES the token and whether a file answers, from a question's own button alone."""
    assert Questions().answered_by(written(11, reply_to_message=question(data))) == found


def test_a_reply_to_what_the_bot_did_not_write_names_none() -> None:
    """REQUIRES that buttons which a person sent by help of another bot are not taken for a question of ours."""
    forged = question("!tok", **{"from": ADA})
    assert Questions().answered_by(written(11, reply_to_message=forged)) is None


@pytest.mark.parametrize("file", [True, False])
def test_a_mark_comes_off_as_it_was_put_on(*, file: bool) -> None:
    """REQUIRES that the marked button comes back as its bare token, and that no other button is marked."""
    rows = ((Button("Help", "other"), Button("Link", url="https://meta.wikimedia.org/")), (Button("Cancel", "tok"),))
    shown = marked(Ask(ACTOR, Content(Rich("Who?"), rows), "tok", file=file))
    carried = [button.token for row in shown.rows for button in row]
    assert carried == ["other", "", "!tok" if file else "?tok"]
    assert [unmarked(token) for token in carried] == ["other", "", "tok"]
