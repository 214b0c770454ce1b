"""The questions of /setup: what is offered can hold, and what was said in words can be taken back."""

from collections.abc import Iterator

import pytest

from groupbot.actions import Action
from groupbot.groups.overlays import OWN
from groupbot.policy import shipped
from groupbot.policy.fields import MODULES as CHOOSABLE
from groupbot.policy.overlay import compile_overlay
from groupbot.policy.writing import with_value, written
from groupbot.setup.modules import ALWAYS, MODULES
from groupbot.setup.questions import IN_WORDS, QUESTIONS, Question
from tests.conversation.opening import real_bot
from tests.conversation.stage import plain
from tests.unit.setup.office import Office

EVERY = [
    pytest.param(question, position, id=f"{question.name}-{option}")
    for question in QUESTIONS
    for position, option in enumerate(question.offered)
]


ASKED = [
    ("wikis", Action.ASK_WIKI, "ask-wiki-field"),
    ("zone", Action.ASK_ZONE, "ask-zone-field"),
    ("controller", Action.ASK_CONTROLLER, "ask-controller-field"),
    ("controller", Action.ASK_CONTACT, "ask-contact-field"),
]


@pytest.fixture
def office() -> Iterator[Office]:
    """Return an admin in front of the overview."""
    opened = Office()
    yield opened
    opened.close()


@pytest.mark.parametrize(("question", "position"), EVERY)
def test_every_answer_can_hold(question: Question, position: int) -> None:
    """REQUIRES that no button offers what the policy would refuse."""
    option = question.offered[position]
    fields = with_value({}, question.path, [option] if question.several else option)
    if option == "person":
        fields = with_value(fields, "controller.publish_confirmed", value=True)
    base = shipped() / "examples" / "public-help-channel.yaml"
    compiled = compile_overlay(written(fields), base, [shipped()], OWN)
    assert question.chosen(compiled.policy, option)


def test_offered_answers_have_one_position_each() -> None:
    """REQUIRES that offered answers differ and stay below the positions of those given in words."""
    for question in QUESTIONS:
        assert len(set(question.offered)) == len(question.offered) <= IN_WORDS


def test_the_registry_is_what_a_policy_can_choose() -> None:
    """REQUIRES that what is known of modules covers all that a policy can name, in the same order."""
    assert tuple(MODULES) == CHOOSABLE
    assert set(MODULES) >= ALWAYS


def test_the_notice_cannot_be_switched_off(office: Office) -> None:
    """REQUIRES that pressing the module that is always there answers the question and takes nothing away."""
    office.answers("modules", 0)
    assert office.policy.modules == ("consent",)
    assert "consent notice (set here)" in plain(office.screen.content.body.text)


def test_a_wiki_in_words_can_be_taken_back(office: Office) -> None:
    """REQUIRES that a wiki that no button offers stands among the buttons once it was named, and goes by them."""
    office.asks("wikis")
    office.presses(Action.ASK_WIKI)
    office.writes("scowiki")
    assert office.policy.wikis == ("scowiki",)
    office.answers("wikis", IN_WORDS)
    assert not office.policy.wikis


def test_the_page_stays_that_was_pressed_on(office: Office) -> None:
    """REQUIRES that who switches answers on a later page is not thrown back to the first."""
    office.answers("wikis", _position("wikis", "kowiki"))
    assert "☑ kowiki" in [plain(button.label) for button in office.screen.buttons]


def test_several_answers_are_switched_on_and_off(office: Office) -> None:
    """REQUIRES that the language which is switched on last comes first, and that the last one stays."""
    for name in ("fr", "es", "de"):
        office.answers("languages", _position("languages", name))
    assert office.policy.languages == ("en",)
    office.answers("languages", _position("languages", "he"))
    assert list(office.policy.languages) == ["he", "en"]
    assert "Languages of the group: עברית, English (set here)" in plain(office.screen.content.body.text)
    office.answers("languages", _position("languages", "en"))
    assert office.policy.languages == ("he",)
    office.answers("languages", _position("languages", "he"))
    assert office.policy.languages == ("he",)


def test_a_private_person_says_that_they_agreed(office: Office) -> None:
    """REQUIRES that a person answers for a group only with their word that their name may be read, and that it goes."""
    office.answers("controller", _position("controller", "person"))
    assert office.policy.controller.publish_confirmed
    office.answers("controller", _position("controller", "role"))
    assert not office.policy.controller.publish_confirmed


def test_nobody_is_asked_whether_no_person_agrees(office: Office) -> None:
    """REQUIRES that /settings speaks of a person's word only where a person is named."""
    office.answers("controller", _position("controller", "role"))
    office.says("/settings")
    assert "agrees to be named" not in plain(office.screen.content.body.text)
    office.answers("controller", _position("controller", "person"))
    office.says("/settings")
    assert "The person agrees to be named: yes (set here)" in plain(office.screen.content.body.text)


@pytest.mark.parametrize(("question", "action", "wanted"), ASKED)
def test_wrong_words_are_told_in_the_readers_language(question: str, action: Action, wanted: str) -> None:
    """REQUIRES that who writes what cannot hold reads in their own language that it was not taken, and what is."""
    office = Office("he")
    try:
        office.asks(question)
        office.presses(action)
        like = real_bot().label("he", wanted)
        assert like in plain(office.screen.content.body.text)
        office.writes("\u202e?")
        said = plain(office.screen.content.body.text)
        assert said.startswith("זה לא התקבל")
        assert like in said
    finally:
        office.close()


def test_the_same_answer_again_changes_nothing(office: Office) -> None:
    """REQUIRES that an answer which is in force already is no change that admins would have to read."""
    for _ in range(2):
        office.answers("access", _position("access", office.policy.access))
    office.says("/settings history")
    assert "Nothing has been changed" in plain(office.screen.content.body.text)


def _position(question: str, option: str) -> int:
    return next(one for one in QUESTIONS if one.name == question).offered.index(option)
