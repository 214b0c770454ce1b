"""Every screen of /setup fits the strictest chat, in every language, whatever a group has set."""

from collections.abc import Iterator

import pytest

from adapters.sandbox.state import Post
from groupbot.actions import Action
from groupbot.consent.notice import render
from groupbot.i18n.catalogue import Messages
from groupbot.i18n.render import Renderer
from groupbot.ports import Right
from groupbot.setup.questions import LANGUAGES, QUESTIONS, WIKIS
from tests.property.town import EXAMPLE
from tests.unit.setup.office import Office

# Discord takes 2,000 characters, five rows of five buttons, and labels of 80; ours are cut at 64.
CHARACTERS, ROWS, IN_A_ROW = 2_000, 5, 5
FULL = (
    EXAMPLE.replace("languages: [en, fr, es, de]", f"languages: [{', '.join(LANGUAGES)}]")
    .replace("Quillwater Editors' Association", "Ä" * 100)
    .replace("helpdesk@quillwater.example", f"https://example.org/{'b' * 160}")
    + f"\nwikis: [{', '.join(WIKIS[:20])}]\njoin_notices: remove\n"
)


@pytest.fixture(params=LANGUAGES)
def office(request: pytest.FixtureRequest) -> Iterator[Office]:
    """Return an admin of a group that has set as much as can be set, where the bot has no rights at all."""
    opened = Office(request.param, FULL)
    opened.world.group().rights = frozenset[Right]()
    yield opened
    opened.close()


def fits(screen: Post) -> None:
    """Demand that Discord would take a screen."""
    content = screen.content
    assert len(content.body.text) <= CHARACTERS, content.body.text
    assert len(content.rows) <= ROWS
    assert all(len(row) <= IN_A_ROW for row in content.rows)
    assert all(0 < len(button.label) <= 64 for button in screen.buttons)
    assert len({button.token for button in screen.buttons}) == len(screen.buttons)


def test_all_screens_fit(office: Office) -> None:
    """REQUIRES that overview, questions with all their pages, preview and the last question fit, and lead back."""
    office.says("/setup")
    fits(office.screen)
    for question in QUESTIONS:
        office.asks(question.name)
        fits(office.screen)
        seen = set()
        while turn := [one for one in office.buttons if one.action == Action.SETUP_ASK]:
            office.presses(Action.SETUP_ASK, turn[0].value)
            fits(office.screen)
            seen.add(turn[0].value)
        assert len(seen) == max(0, (len(question.options(office.policy)) - 1) // 8)
        office.presses(Action.SETUP_OVERVIEW)
    office.presses(Action.SETUP_PREVIEW)
    fits(office.screen)
    office.presses(Action.SETUP_GO)
    fits(office.screen)
    office.presses(Action.SETUP_LIVE)
    fits(office.screen)


def test_the_notice_is_shown_whole_in_each_language(office: Office) -> None:
    """REQUIRES that the preview leads through all pages of the notice in each of the group's languages, and back."""
    renderer = Renderer(Messages.load())
    for number, language in enumerate(LANGUAGES):
        office.says("/setup")
        office.presses(Action.SETUP_PREVIEW)
        office.presses(Action.SETUP_NOTICE, number << 8)
        told = [office.screen.content.body.text]
        while any(one.action == Action.SETUP_NOTICE for one in office.buttons):
            office.presses(Action.SETUP_NOTICE)
            told.append(office.screen.content.body.text)
        assert told == [page.text for page in render(renderer, language, office.policy, 4_096).pages]
        assert any(one.action == Action.SETUP_PREVIEW for one in office.buttons)
