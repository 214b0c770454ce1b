"""Where the way to disagree leads in private: to the group that is meant; it does not stand where it leads nowhere."""

from collections.abc import Iterator

import pytest

from groupbot.actions import Action
from groupbot.content import Text
from groupbot.engine import Handled
from tests.property.pressable import Shown, newest
from tests.property.town import Town


@pytest.fixture
def town() -> Iterator[Town]:
    """Yield a town whose one member has joined both groups and agreed to nothing."""
    made = Town("noa")
    for group in ("group", "second"):
        made.handle(made.world.joins("noa", group))
    yield made
    made.close()


def appeals(town: Town, group: str) -> None:
    """Let the member open an appeal in a group, so that something of them is kept there."""
    town.handle(town.world.says("noa", "/appeal", group))
    press(town, Action.APPEAL_ABOUT)
    press(town, Action.APPEAL_WRITE)
    town.handle(town.world.writes("noa", "Please look again."))


def private(town: Town, text: str) -> Handled:
    """Let the member write to the bot."""
    return town.handle(town.world.writes("noa", text))


def buttons(town: Town, action: Action) -> list[Shown]:
    """Return the buttons of the member's newest screen that do this."""
    return [one for one in newest(town.world, "noa") if one.action == action]


def press(town: Town, action: Action) -> Handled:
    """Press the first of them."""
    button = buttons(town, action)[0]
    return town.handle(town.world.presses("noa", button.message, button.token))


def keys(handled: Handled) -> list[str]:
    """Return which texts a screen shows."""
    shown = handled.decision.show
    return [part.key for part in shown.parts if isinstance(part, Text)] if shown else []


def test_of_whom_nothing_is_kept_is_led_nowhere(town: Town) -> None:
    """REQUIRES that "nothing is kept" said in private has no way that would only say to ask in the group."""
    assert keys(private(town, "/erase")) == ["kept-nothing"]
    assert buttons(town, Action.APPEAL_ABOUT) == []


def test_after_all_is_erased_the_one_group_is_still_meant(town: Town) -> None:
    """REQUIRES that an erasure of all that came to one group names that one in its way to disagree."""
    appeals(town, "group")
    private(town, "/erase")
    press(town, Action.ERASE_ASK)
    assert keys(press(town, Action.ERASE_NOW)) == ["erased-everywhere"]
    assert keys(press(town, Action.APPEAL_ABOUT)) == ["appeal-explain"]
    assert keys(private(town, "/erase")) == ["kept-nothing"]
    assert buttons(town, Action.APPEAL_ABOUT) == []


def test_after_all_is_erased_in_several_groups_no_way_leads_nowhere(town: Town) -> None:
    """REQUIRES that an erasure in two groups, of which nothing is known afterwards, does not ask which one."""
    for group in ("group", "second"):
        appeals(town, group)
    private(town, "/erase")
    press(town, Action.ERASE_ASK)
    assert keys(press(town, Action.ERASE_NOW)) == ["erased-everywhere"]
    assert buttons(town, Action.APPEAL_ABOUT) == []


@pytest.mark.parametrize(
    ("groups", "asked"), [(["group"], "appeal-explain"), (["group", "second"], "appeal-which-group")]
)
def test_a_word_about_all_groups_asks_only_where_there_are_several(town: Town, groups: list[str], asked: str) -> None:
    """REQUIRES that what is said of all groups leads to the only one at once, and else to the choice between them."""
    for group in groups:
        appeals(town, group)
    private(town, "/erase")
    press(town, Action.ERASE_ASK)
    assert keys(press(town, Action.APPEAL_ABOUT)) == [asked]
