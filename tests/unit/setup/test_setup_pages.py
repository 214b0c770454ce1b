"""No screen of the set-up is longer than any platform takes, however much a group has set and changed."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.sandbox.state import Post
from groupbot.actions import Action
from groupbot.groups.keeping import kept
from groupbot.i18n.pages import units
from groupbot.policy.difference import differences
from groupbot.policy.models import Policy
from groupbot.policy.writing import Fields, written
from groupbot.setup import history
from groupbot.setup.questions import LANGUAGES, WIKIS
from tests.conversation.stage import plain
from tests.property.town import EXAMPLE
from tests.unit.policy.invented import SETTINGS
from tests.unit.setup.office import Office

# Telegram counts 4,096, Discord 2,000; its adapter asks for fewer, to have room for what it escapes.
LIMITS = (4_096, 2_000, 1_800)
ROWS, IN_A_ROW = 5, 5


def wide() -> dict[str, Any]:
    """Return settings in which everything is as long as it may be, in letters that count twice."""
    body = {"name": "🐢" * 120, "contact": f"https://example.org/{'b' * 170}"}
    return {
        "languages": list(reversed(LANGUAGES)),
        "wikis": [f"w{at:02d}_{'x' * 23}wikiversity" for at in range(20)],
        "access": "closed",
        "composition": "one-sided",
        "time_zone": "America/Argentina/ComodRivadavia",
        "join_notices": "remove",
        "controller": {**body, "kind": "role"},
        "confidentiality": "closed",
        "consent": {"purposes": ["digest", "name", "recheck"], "valid_months": 11, "age": 13},
        "retention": {"events_days": 60},
        "complaint": body,
        "dpo": body,
        "appeals": {
            "due_days": 21,
            "deciders": 2,
            "bodies": [{**body, "name": f"{at}{'🐢' * 119}"} for at in range(5)],
        },
        "line": {"repost_minutes": 1_000, "thread": str(10**19)},
        "notice": {"note": dict.fromkeys(LANGUAGES, "🐢" * 500)},
    }


A = written(wide())
# Together with some wikis about as long as the strictest platform takes on one page.
BODY = {"name": "y" * 100, "contact": f"https://example.org/{'d' * 100}"}
LONG: Fields = {
    "access": "closed",
    "composition": "one-sided",
    "controller": {**BODY, "kind": "role"},
    "retention": {"events_days": 60},
    "complaint": BODY,
    "dpo": BODY,
}


def fits(office: Office, *screens: Post) -> None:
    """Demand that a platform with this limit takes each screen."""
    for screen in screens or (office.screen,):
        assert 0 < units(screen.content.body.text) <= office.limit, screen.content.body.text
        assert len(screen.content.rows) <= ROWS
        assert all(0 < len(row) <= IN_A_ROW for row in screen.content.rows)
        tokens = [button.token for button in screen.buttons]
        assert len(set(tokens)) == len(tokens)


def leafed(office: Office, action: Action) -> str:
    """Leaf through a screen, demand that each page fits, and return what they say together."""
    pages = office.leafs(action)
    fits(office, *pages)
    return "\n".join(plain(page.content.body.text) for page in pages)


def arrows(told: str) -> int:
    """Count what was and what is, in whichever direction it is read."""
    return told.count("→") + told.count("←")


def offers(office: Office, action: Action) -> bool:
    """Tell whether the newest screen has such a button."""
    return any(one.action == action for one in office.buttons)


def in_force(office: Office) -> Policy:
    """Return what stands in the rows."""
    law = office.town.read(lambda unit: kept(unit, office.town.number("group")))
    assert law is not None
    return law.policy


def changes(office: Office, text: str) -> None:
    """Send other settings, leaf through what would change, and apply it."""
    before = in_force(office)
    office.sends(text)
    told = leafed(office, Action.DRAFT)
    office.presses(Action.APPLY)
    fits(office)
    assert arrows(told) == len(differences(before, in_force(office)))


STRICTEST = min(LIMITS)
EACH = [*((language, STRICTEST) for language in LANGUAGES), *(("ru", limit) for limit in LIMITS if limit > STRICTEST)]


@pytest.fixture(params=EACH, ids=str)
def office(request: pytest.FixtureRequest) -> Iterator[Office]:
    """Return an admin of a new group, for each language and limit."""
    language, limit = request.param
    opened = Office(language, EXAMPLE, limit)
    yield opened
    opened.close()


def test_every_screen_fits_every_platform(office: Office) -> None:
    """REQUIRES that set-up, settings, changes, history and undo are leafed through whole, and none is too long."""
    changes(office, A)
    office.says("/setup")
    leafed(office, Action.SETUP)
    assert offers(office, Action.SETUP_PREVIEW)
    office.presses(Action.SETUP_PREVIEW)
    leafed(office, Action.SETUP_PREVIEW)
    office.presses(Action.SETUP_GO)
    assert "🐢" in leafed(office, Action.SETUP_GO)
    office.presses(Action.SETUP_LIVE)
    office.says("/settings")
    assert "🐢" in leafed(office, Action.SETTINGS)
    office.says("/settings undo")
    leafed(office, Action.DRAFT)
    office.presses(Action.DISCARD)
    office.says("/settings history")
    told = leafed(office, Action.HISTORY)
    entries = office.town.read(lambda unit: history.entries(unit, office.town.number("group")))
    assert arrows(told) == sum(not (one.old is one.new is None) for entry in entries for one in entry.what)
    assert "🐢" not in told


def test_what_leafs_on_leafs_back() -> None:
    """REQUIRES that the former pages are what they were, and that nobody applies what they have not seen the end of."""
    office = Office(limit=STRICTEST)
    office.sends(A)
    pages = office.leafs(Action.DRAFT)
    assert len(pages) > 1
    assert offers(office, Action.APPLY)
    for at in reversed(range(len(pages) - 1)):
        office.presses(Action.DRAFT, at)
        assert office.screen.content.body == pages[at].content.body
        assert not offers(office, Action.APPLY)
        assert offers(office, Action.DISCARD)
    office.close()


@pytest.mark.parametrize("wikis", range(1, 14, 3))
def test_a_pause_since_hides_no_line(wikis: int) -> None:
    """REQUIRES that what an undo would change stands on some page, also below a word on the pause that came since."""
    office = Office(limit=STRICTEST)
    office.goes_live()
    office.sends(written({**LONG, "wikis": [f"w{at:02d}{'x' * 10}wiki" for at in range(wikis)]}))
    office.leafs(Action.DRAFT)
    office.presses(Action.APPLY)
    office.says("/settings undo")
    lines = leafed(office, Action.DRAFT).splitlines()
    office.says("/pause")
    office.says("/settings undo")
    told = leafed(office, Action.DRAFT)
    assert offers(office, Action.APPLY)
    assert offers(office, Action.RESUME)
    assert [line for line in lines if line not in told] == []
    office.close()


def test_all_fifty_changes_can_be_read() -> None:
    """REQUIRES that a history as long as it gets is leafed through to its oldest entry and back again."""
    office = Office(limit=STRICTEST)
    for day in range(history.KEPT + 2):
        office.sends(f"retention:\n  events_days: {1 + day}\n")
        office.presses(Action.APPLY)
    office.says("/settings history")
    pages = office.leafs(Action.HISTORY)
    fits(office, *pages)
    told = "\n".join(plain(page.content.body.text) for page in pages)
    assert arrows(told) == history.KEPT
    assert f"{history.KEPT + 1} → {history.KEPT + 2}" in told
    for _ in pages[1:]:
        back = min(one.value for one in office.buttons if one.action == Action.HISTORY)
        office.presses(Action.HISTORY, back)
    assert office.screen.content.body == pages[0].content.body
    office.close()


@pytest.fixture(scope="module")
def desk() -> Iterator[Office]:
    """Return one admin for many settings."""
    opened = Office(limit=STRICTEST)
    yield opened
    opened.close()


@settings(max_examples=15)
@given(SETTINGS, st.sampled_from(LANGUAGES))
def test_whatever_is_set(desk: Office, fields: Fields, language: str) -> None:
    """REQUIRES of any settings in any language that what they change, and the history of it, fits and is whole."""
    desk.world.person("ada").language = language
    desk.sends(written(fields))
    if offers(desk, Action.DISCARD):
        leafed(desk, Action.DRAFT)
        desk.presses(Action.APPLY)
    fits(desk)
    for command, action in (("", Action.SETTINGS), (" history", Action.HISTORY), (" undo", Action.DRAFT)):
        desk.says(f"/settings{command}")
        leafed(desk, action)


@given(st.integers(1, 40), st.sampled_from(LANGUAGES), st.sampled_from(["x", "🐢", "\u0301", "א", "`*_"]))
@settings(max_examples=15)
def test_whatever_is_wrong(desk: Office, many: int, language: str, letters: str) -> None:
    """REQUIRES that as many mistakes are told as fit, with the button that takes the mended text (law L14)."""
    desk.world.person("ada").language = language
    lines = "".join(f"{letters}{at}{letters * 60}: {letters * 60}\n" for at in range(many))
    desk.sends(f"time_zone: {letters * 60}\n{lines}")
    fits(desk)
    assert "settings.yaml:" in plain(desk.screen.content.body.text)
    assert offers(desk, Action.POLICY_SEND)


@pytest.mark.parametrize("language", LANGUAGES)
def test_wrong_words_fit_above_their_question(language: str) -> None:
    """REQUIRES that a question with everything set still fits below what was wrong with the words given."""
    office = Office(language, EXAMPLE, STRICTEST)
    changes(office, A)
    for name, action in (("wikis", Action.ASK_WIKI), ("controller", Action.ASK_CONTACT), ("zone", Action.ASK_ZONE)):
        office.asks(name)
        fits(office)
        office.presses(action)
        fits(office)
        office.writes("🐢" * 2_000)
        fits(office)
        assert office.buttons
    assert len(WIKIS) > len(office.policy.wikis)
    office.close()
