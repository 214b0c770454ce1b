"""The consent screens: one switch per purpose, all off, and refusing beside saving."""

from itertools import combinations

import pytest

from groupbot.actions import Action
from groupbot.consent import screens
from groupbot.consent.model import Purpose, mask_of, purposes_of

OFFERS = [offer for size in range(1, 5) for offer in combinations(Purpose, size)]


@pytest.mark.parametrize("offered", OFFERS, ids="+".join)
def test_one_switch_per_purpose_all_off(offered: tuple[Purpose, ...]) -> None:
    """Each purpose has a switch, all off at first, and below them *Save* and *None* stand in one row, side by side."""
    screen = screens.choice(offered, frozenset(), 7)
    *switches, last = screen.rows
    assert [[choice.label.key for choice in row] for row in switches] == [["toggle-off"]] * len(offered)
    assert [choice.action for choice in last] == [Action.SAVE, Action.NONE]
    assert [choice.label.key for choice in last] == ["button-save", "button-none"]


@pytest.mark.parametrize("mask", range(16))
def test_each_switch_carries_the_choice_after_it(mask: int) -> None:
    """Each switch changes its own purpose and no other; what is saved is what is shown."""
    chosen = purposes_of(mask)
    screen = screens.choice(tuple(Purpose), chosen, 7)
    *switches, (save, _none) = screen.rows
    for purpose, (switch,) in zip(Purpose, switches, strict=True):
        assert purposes_of(switch.value) ^ chosen == {purpose}
        assert switch.label.key == ("toggle-on" if purpose in chosen else "toggle-off")
    assert save.value == mask_of(chosen)
    assert {choice.shown for row in screen.rows for choice in row} == {7}


def test_withdrawing_stands_beside_what_was_agreed() -> None:
    """Where something was agreed to, one press withdraws; giving took at least four."""
    for screen in (screens.saved([Purpose.EVENTS], 740_000, (), 739_000), screens.standing([Purpose.EVENTS], 740_000)):
        assert Action.WITHDRAW in {choice.action for row in screen.rows for choice in row}


def test_public_buttons_open_and_do_nothing_else() -> None:
    """The only buttons that everybody may press open the presser's own notice."""
    for screen in (screens.line(), screens.welcome()):
        assert [choice.action for row in screen.rows for choice in row if choice.public] == [Action.NOTICE]
    assert not any(choice.public for row in screens.choice(tuple(Purpose), frozenset(), 0).rows for choice in row)


@pytest.mark.parametrize("count", [1, 2, 20, 21, 40, 41])
def test_every_group_has_its_way_out_on_some_page(count: int) -> None:
    """A page has twenty groups at most, each group stands once on some page, and every page ends all of them."""
    groups = [screens.Held(number, f"Group {number}", frozenset()) for number in range(1, count + 1)]
    pages, found = -(-count // 20), []
    for page in range(pages):
        choices = [choice for row in screens.everywhere(groups, page).rows for choice in row]
        found += [choice.group for choice in choices if choice.action == Action.WITHDRAW]
        assert (Action.WITHDRAW_EVERYWHERE in {choice.action for choice in choices}) == (count > 1)
        assert [choice.value for choice in choices if choice.action == Action.WITHDRAW_PAGE] == (
            [page + 1] if page + 1 < pages else []
        )
    assert found == list(range(1, count + 1))
    assert screens.everywhere(groups, 99) == screens.everywhere(groups, pages - 1)


@pytest.mark.parametrize("count", [1, 8, 9, 20])
def test_each_withdrawn_group_has_its_receipt(count: int) -> None:
    """After a withdrawal everywhere each group's receipt has a button with all that it will say, eight to a screen."""
    groups = [screens.Held(number, "T", frozenset({Purpose.EVENTS})) for number in range(1, count + 1)]
    shown = screens.withdrawn_everywhere(groups, 740_000)
    choices = [choice for screen in shown for row in screen.rows for choice in row]
    assert [choice.group for choice in choices] == list(range(1, count + 1))
    assert {(choice.action, choice.value, choice.shown) for choice in choices} == {
        (Action.WITHDRAWAL_RECEIPT, Purpose.EVENTS.bit, 740_000)
    }
    assert max(len(screen.rows) for screen in shown) <= 8
