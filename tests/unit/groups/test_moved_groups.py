"""A group under a new address: still refused where it was refused, and under its own policy at once."""

from collections.abc import Iterator

import pytest

from adapters.sandbox.state import PLATFORM
from groupbot.events import BotAdded, BotRemoved, GroupMigrated
from groupbot.groups import roll
from groupbot.groups.model import Group
from groupbot.people import Chat, Place
from tests.property.town import Town
from tests.unit.groups.test_own_policies import LONGER, LONGEST, agrees, days, own_file, told

NEW = "supergroup"
OWN = LONGER.replace("Quillwater Editors' Association", "The Lighthouse Keepers")


@pytest.fixture
def town() -> Iterator[Town]:
    opened = Town("noa")
    yield opened
    opened.close()


def comes_first(town: Town) -> None:
    """Let the bot meet the new address before it hears that its group moved there; people are there as before."""
    old = town.world.group("group")
    town.world.groups = {NEW: old} | {name: group for name, group in town.world.groups.items() if group is not old}
    old.id, old.posts[:] = NEW, []
    place = Place(Chat(PLATFORM, NEW), title=old.title)
    town.handle(BotAdded("added", town.clock.now(), place, town.world.person("ada").actor))


def ends(town: Town) -> None:
    """Let the platform tell that the bot is no longer at the old address."""
    at, ada = town.clock.now(), town.world.person("ada").actor
    town.handle(BotRemoved("left", at, Place(Chat(PLATFORM, "group")), ada))


def moves(town: Town) -> None:
    """Let the platform tell of the move."""
    if "group" in town.world.groups:
        old = town.world.groups.pop("group")
        old.id, old.posts[:] = NEW, []
        town.world.groups = {NEW: old} | town.world.groups
    at, ada = town.clock.now(), town.world.person("ada").actor
    town.handle(GroupMigrated("moved", at, Place(Chat(PLATFORM, "group")), ada, Chat(PLATFORM, NEW)))


def refuses(town: Town, group: str) -> None:
    """Let the operator refuse a group, and the bot look."""
    number = town.number(group)
    town.run(town.house.store.write(lambda unit: roll.decide(unit, number, accepted=False)))
    town.tick()


def here(town: Town) -> Group:
    """Return the group at the new address, which is one and the same in memory and on disk."""
    found = town.house.directory.find(Chat(PLATFORM, NEW))
    assert found is not None
    rows = [row for row in town.tables()["chat_group"].rows if row["number"] == found.number]
    assert [bool(row["accepted"]) for row in rows] == [found.served]
    return found


@pytest.mark.parametrize("agreed", ["nobody", "in the new one", "in both"])
def test_a_refused_group_stays_refused(town: Town, agreed: str) -> None:
    """REQUIRES that what the operator refused is refused after the move, whatever the new chat began as meanwhile."""
    if agreed == "in both":
        agrees(town)
    refuses(town, "group")
    comes_first(town)
    assert here(town).served
    if agreed != "nobody":
        agrees(town)
    moves(town)
    assert not here(town).served
    town.tick()
    (line,) = [post for post in town.world.group(NEW).posts if not post.author]
    assert line.buttons == ()
    assert str(here(town).number) in line.content.body.text
    town.restart()
    assert not here(town).served


@pytest.mark.parametrize("agreed", [False, True])
def test_a_served_group_stays_served(town: Town, *, agreed: bool) -> None:
    """REQUIRES that a move takes away no decision to serve a group."""
    comes_first(town)
    if agreed:
        agrees(town)
    moves(town)
    assert here(town).served


@pytest.mark.parametrize("order", ["ends moves", "comes_first ends moves", "ends comes_first moves", "moves ends"])
def test_its_own_policy_is_in_force_at_once(town: Town, order: str) -> None:
    """REQUIRES that who reads after a move reads what the group lives under, in whatever order the move is told."""
    town.handle(town.world.joins("noa"))
    own_file(town, "group").write_text(OWN, encoding="utf-8")
    town.tick()
    for step in order.split():
        {"ends": ends, "moves": moves, "comes_first": comes_first}[step](town)
    handled = town.handle(town.world.says("noa", "/privacy"))
    assert handled.policy == f"{here(town).number}.yaml"
    assert days(town, NEW) == 15
    assert "The Lighthouse Keepers" in town.world.person("noa").inbox[-1].content.body.text


@pytest.mark.parametrize(("order", "words"), [("moves", 0), ("ends moves", 1)])
def test_its_kept_policy_is_in_force_at_once(town: Town, order: str, words: int) -> None:
    """REQUIRES the same where terms have to wait; admins hear why again only where the bot seemed to be gone."""
    agrees(town)
    town.site.policy.write_text(LONGER, encoding="utf-8")
    town.tick()
    agrees(town)
    town.site.policy.write_text(LONGEST, encoding="utf-8")
    town.tick()
    before = len(told(town))
    for step in order.split():
        {"ends": ends, "moves": moves}[step](town)
    assert days(town, NEW) == 15
    town.tick()
    town.tick()
    assert len(told(town)) == before + words
