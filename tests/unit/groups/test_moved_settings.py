"""A group that moves keeps what its admins had set, whichever of two groups lives on, and they hear of a change."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from groupbot.actions import Action
from groupbot.groups import own, register
from groupbot.groups.model import Mode
from groupbot.setup.history import Changed, Role, entries
from tests.property.town import Town
from tests.unit.groups.test_changed_meanwhile import press
from tests.unit.groups.test_moved_groups import NEW, comes_first, here, moves
from tests.unit.groups.test_own_policies import agrees
from tests.unit.groups.test_settings_laid import sets

REMOVE, CLOSED = "policy: 1\njoin_notices: remove\n", "policy: 1\naccess: closed\n"


@pytest.fixture
def town() -> Iterator[Town]:
    """Return a town of two groups that are live."""
    with closing(Town("noa")) as opened:
        yield opened


def heard(town: Town) -> int:
    """Return how often the admin was told that two sets of settings are one now."""
    return sum("two sets of settings" in post.content.body.text for post in town.world.person("ada").inbox)


def in_force(town: Town) -> tuple[str, str]:
    """Return what the group at the new address lives under, in memory and after a restart alike."""
    found = []
    for _ in range(2):
        town.tick()
        policy = town.house.directory.law(here(town).number).policy
        found.append((policy.join_notices, policy.access))
        town.restart()
    assert found[0] == found[1]
    return found[0]


def test_settings_come_along(town: Town) -> None:
    """REQUIRES that settings of the older group hold in the new chat where members have agreed in that alone."""
    sets(town, REMOVE)
    comes_first(town)
    agrees(town)
    moves(town)
    assert heard(town) == 1
    assert in_force(town)[0] == "remove"


def test_a_pause_comes_along(town: Town) -> None:
    """REQUIRES that a pause is not ended by a move, and that it stands so in the row."""
    town.handle(town.world.says("ada", "/pause"))
    comes_first(town)
    agrees(town)
    moves(town)
    assert here(town).card.mode is Mode.PAUSED
    town.restart()
    assert here(town).card.mode is Mode.PAUSED
    assert heard(town) == 1


@pytest.mark.parametrize("agreed", [False, True])
def test_where_both_were_set_the_new_chat_holds(town: Town, *, agreed: bool) -> None:
    """REQUIRES that what admins set in the new chat holds against the older, whichever of the two groups lives on."""
    sets(town, REMOVE)
    town.handle(town.world.says("ada", "/pause"))
    comes_first(town)
    sets(town, CLOSED, NEW)
    if agreed:
        agrees(town)
    moves(town)
    assert in_force(town)[1] == "closed"
    assert here(town).card.mode is Mode.LIVE
    assert heard(town) == 1


def rehearses(town: Town, group: str) -> None:
    """Let a group be dry again, as one is before its admins go live."""
    number = town.number(group)
    town.run(town.house.store.write(lambda unit: register.switch(unit, number, Mode.DRY)))
    town.tick()


@pytest.mark.parametrize("agreed", [False, True])
@pytest.mark.parametrize("live", [REMOVE, ""])
def test_a_rehearsal_overrides_nothing(town: Town, live: str, *, agreed: bool) -> None:
    """REQUIRES that what was set in a new chat that is not live yet gives way to a live group, and that it is told."""
    if live:
        sets(town, live)
    before = town.house.directory.law(town.number("group")).policy
    comes_first(town)
    sets(town, CLOSED, NEW)
    if agreed:
        agrees(town)
    rehearses(town, NEW)
    moves(town)
    assert here(town).card.mode is Mode.LIVE
    assert in_force(town) == (before.join_notices, before.access)
    assert heard(town) == 1


def test_the_older_rehearsal_overrides_nothing(town: Town) -> None:
    """REQUIRES the same the other way round, where the live chat has no settings of its own."""
    sets(town, REMOVE)
    rehearses(town, "group")
    comes_first(town)
    before = town.house.directory.law(town.number(NEW)).policy
    moves(town)
    assert here(town).card.mode is Mode.LIVE
    assert in_force(town) == (before.join_notices, before.access)


def test_what_a_move_changes_is_entered(town: Town) -> None:
    """REQUIRES that the history tells what a move has changed, the state as well, and that settings can be undone."""
    sets(town, REMOVE)
    town.handle(town.world.says("ada", "/pause"))
    comes_first(town)
    sets(town, CLOSED, NEW)
    moves(town)
    number = here(town).number
    entry = town.read(lambda unit: entries(unit, number))[0]
    assert (entry.role, entry.version) == (Role.MOVE, own_version(town))
    assert {each.path for each in entry.what} == {"join_notices", "access", "mode"}
    assert Changed("mode", "paused", "live") in entry.what
    town.handle(town.world.says("ada", "/settings history", NEW))
    assert "when this group moved" in town.world.person("ada").inbox[-1].content.body.text
    town.handle(town.world.says("ada", "/settings undo", NEW))
    town.handle(press(town, "ada", Action.APPLY))
    assert in_force(town)[0] == "remove"


def test_a_move_that_changes_nothing_enters_nothing(town: Town) -> None:
    """REQUIRES that a group which lives on as it was has no entry of a move."""
    sets(town, REMOVE)
    comes_first(town)
    moves(town)
    number = here(town).number
    assert [entry.role for entry in town.read(lambda unit: entries(unit, number))] == [Role.ADMIN]


def own_version(town: Town) -> int:
    """Return how often the settings of the group at the new address have changed."""
    number = here(town).number
    return town.read(lambda unit: own.load(unit, number)).version


def test_nothing_is_told_where_nothing_was_set(town: Town) -> None:
    """REQUIRES that a move without settings to put together is told to nobody."""
    comes_first(town)
    moves(town)
    assert heard(town) == 0


def test_a_group_that_just_moves_keeps_all(town: Town) -> None:
    """REQUIRES that a group whose new address is new to the bot keeps its settings and its pause, without a word."""
    sets(town, REMOVE)
    town.handle(town.world.says("ada", "/pause"))
    moves(town)
    assert here(town).card.mode is Mode.PAUSED
    assert in_force(town)[0] == "remove"
    assert heard(town) == 0


def test_a_button_from_before_overwrites_nothing(town: Town) -> None:
    """REQUIRES that the version of settings which were put together is newer than that of either."""
    sets(town, REMOVE)
    comes_first(town)
    sets(town, CLOSED, NEW)
    moves(town)
    assert own_version(town) == 2
