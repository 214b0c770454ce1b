"""The order of the set-up: the next question first, two taps at the end, and buttons that were overtaken."""

from collections.abc import Iterator

import pytest

from adapters.sandbox.state import PLATFORM, Post
from groupbot.actions import Action
from groupbot.groups.model import Mode
from groupbot.people import Chat
from groupbot.setup.questions import IN_WORDS, QUESTIONS
from tests.conversation.stage import plain
from tests.property.pressable import Shown, shown_by
from tests.property.town import EXAMPLE
from tests.unit.setup.office import Office


@pytest.fixture
def office() -> Iterator[Office]:
    """Return an admin in front of the overview."""
    opened = Office()
    yield opened
    opened.close()


def shown(office: Office, action: Action) -> Shown:
    """Return a button of the newest screen, to be pressed later."""
    return next(one for one in office.buttons if one.action == action)


def again(office: Office, button: Shown) -> Post:
    """Press a button that was seen earlier, and return what its message then is."""
    office.town.handle(office.world.presses("ada", button.message, button.token))
    turned = office.world.message(button.message)
    assert turned is not None
    return turned


def told(post: Post) -> str:
    """Return what a message says."""
    return plain(post.content.body.text)


def mode(office: Office) -> Mode:
    """Return what the group is."""
    found = office.town.house.directory.find(Chat(PLATFORM, "group"))
    assert found is not None
    return found.card.mode


def test_next_leads_through_everything(office: Office) -> None:
    """REQUIRES that *Next* opens each question that is a choice and unanswered, in order, and is gone at the end."""
    asked = []
    while any(one.action == Action.SETUP_NEXT for one in office.buttons):
        office.presses(Action.SETUP_NEXT)
        first = shown(office, Action.SETUP_SET)
        asked.append(first.value >> 8)
        again(office, first)
        office.says("/setup")
    operators = [number for number, one in enumerate(QUESTIONS) if f"\n{one.path.split('.')[0]}:" in EXAMPLE]
    assert asked == [at for at, one in enumerate(QUESTIONS) if at not in operators and not one.settled]
    assert "·" not in told(office.screen)


def test_a_question_can_be_passed_over(office: Office) -> None:
    """REQUIRES that who comes back from a question without an answer is led past it, and to it again at the end."""
    met = []
    for _ in range(6):
        office.presses(Action.SETUP_NEXT)
        met.append(shown(office, Action.SETUP_SET).value >> 8)
        office.presses(Action.SETUP_OVERVIEW)
    names = [QUESTIONS[number].name for number in met]
    assert names == ["wikis", "access", "composition", "zone", "joins", "wikis"]


def test_next_goes_on_after_an_answer(office: Office) -> None:
    """REQUIRES that an answer leads on to the question after it, whatever was passed over before."""
    office.answers("access", 1)
    office.presses(Action.SETUP_NEXT)
    assert QUESTIONS[shown(office, Action.SETUP_SET).value >> 8].name == "composition"


def test_who_runs_the_group_is_read_before_it_goes_live(office: Office) -> None:
    """REQUIRES that the last question says whom members will read as running the group, be it the operator's word."""
    office.presses(Action.SETUP_GO)
    assert "Quillwater Editors' Association (helpdesk@quillwater.example)" in told(office.screen)


def test_an_old_next_leads_on(office: Office) -> None:
    """REQUIRES that a *Next* from before opens what is unanswered by now, not what was then."""
    old = shown(office, Action.SETUP_NEXT)
    office.answers("wikis", 0)
    turned = again(office, old)
    assert {one.value >> 8 for one in shown_by("ada", [turned]) if one.action == Action.SETUP_SET} == {1}


def test_an_answer_that_is_gone(office: Office) -> None:
    """REQUIRES that the button of a wiki which was taken back meanwhile leads to the overview and adds nothing."""
    office.asks("wikis")
    office.presses(Action.ASK_WIKI)
    office.writes("scowiki")
    old = next(one for one in office.buttons if one.value == IN_WORDS)
    office.presses(Action.SETUP_SET, IN_WORDS)
    assert "Setting up" in told(again(office, old))
    assert not office.policy.wikis


def test_settings_that_changed_between_the_taps(office: Office) -> None:
    """REQUIRES that nobody lets a bot go live with other settings than those they saw."""
    office.presses(Action.SETUP_GO)
    second = shown(office, Action.SETUP_LIVE)
    office.answers("access", 1)
    assert "have changed since you saw them" in told(again(office, second))
    assert mode(office) is Mode.DRY


def test_going_live_once_is_enough(office: Office) -> None:
    """REQUIRES that the buttons of a set-up which has ended say how the group stands, and change nothing."""
    office.presses(Action.SETUP_GO)
    second = shown(office, Action.SETUP_LIVE)
    office.says("/setup")
    ask = shown(office, Action.SETUP_GO)
    again(office, second)
    assert mode(office) is Mode.LIVE
    assert "The bot is active." in told(again(office, second))
    assert "The bot is active." in told(again(office, ask))
    office.says("/pause")
    again(office, second)
    assert mode(office) is Mode.PAUSED


def test_the_preview_of_a_live_group(office: Office) -> None:
    """REQUIRES that the preview stays when a group is live, without a dry run and without *Go live*."""
    office.presses(Action.SETUP_GO)
    office.presses(Action.SETUP_LIVE)
    office.says("/setup")
    office.presses(Action.SETUP_PREVIEW)
    assert "dry run" not in told(office.screen)
    assert not any(one.action == Action.SETUP_GO for one in office.buttons)


def test_here_in_private(office: Office) -> None:
    """REQUIRES that /here in private says where to give it."""
    office.writes("/here")
    assert "in the group that it is about" in told(office.screen)
