"""What is in memory of a group: it follows the rows, and ends with what it was about."""

from collections.abc import Iterator
from contextlib import closing
from functools import partial

import pytest

from adapters.sandbox.outbound import SandboxPorts
from groupbot.actions import Action
from groupbot.groups import ending, own, register
from groupbot.groups.model import Mode
from groupbot.groups.own import Own
from groupbot.ports import Right, Unavailable
from groupbot.upkeep import linekeeper
from tests.property.town import Town
from tests.unit.groups.test_changed_meanwhile import JOINED, button, press

CHANGED = "rights in your group have changed"


@pytest.fixture
def town() -> Iterator[Town]:
    """Return a town of two groups that are live."""
    with closing(Town("noa")) as opened:
        yield opened


@pytest.fixture
def new() -> Iterator[Town]:
    """Return a town whose groups are still dry."""
    with closing(Town("noa", new=True)) as opened:
        yield opened


def mode(town: Town) -> Mode:
    """Return what the bot takes the group for."""
    group = town.house.directory.numbered(town.number("group"))
    assert group is not None
    return group.card.mode


def heard(town: Town) -> int:
    """Return how often the admin was told of changed rights."""
    return sum(CHANGED in post.content.body.text for post in town.world.person("ada").inbox)


def loses(town: Town) -> None:
    """Take a right away that a group needs, and let the platform tell."""
    town.handle(town.world.takes_rights("ada", Right.MEMBERS))


def counts(town: Town, number: int) -> bool:
    """Tell whether anything is counted or remembered of what a group's admins were told."""
    desk = town.house.engine._desk
    return bool(desk.tally.of(number)) or desk.news.differs(number, frozenset())


def test_a_pause_of_which_no_word_came(town: Town) -> None:
    """REQUIRES that a pause that was committed is heeded by the next tick, though the word of the commit was lost."""
    number = town.number("group")
    town.tick()
    town.run(town.house.store.write(partial(register.switch, number=number, mode=Mode.PAUSED)))
    assert mode(town) is Mode.LIVE
    town.tick()
    assert mode(town) is Mode.PAUSED


def test_a_pause_before_the_first_tick(town: Town) -> None:
    """REQUIRES the same when nobody has looked at the rows since the start."""
    number = town.number("group")
    town.run(town.house.store.write(partial(register.switch, number=number, mode=Mode.PAUSED)))
    town.tick()
    assert mode(town) is Mode.PAUSED


def test_many_groups_are_looked_at_in_turn(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """REQUIRES that a tick after the start opens a bounded number of rows, and that the next ones open the others."""
    monkeypatch.setattr(linekeeper, "LOOKED_AT", 1)
    for group in ("group", "second"):
        number = town.number(group)
        town.run(town.house.store.write(partial(register.switch, number=number, mode=Mode.PAUSED)))
    modes = [[group.card.mode for group in town.house.directory].count(Mode.PAUSED)]
    for _ in range(2):
        town.tick()
        modes.append([group.card.mode for group in town.house.directory].count(Mode.PAUSED))
    assert modes == [0, 1, 2]


def test_settings_of_which_no_word_came(town: Town) -> None:
    """REQUIRES the same of settings: they are in force with the next look at the files."""
    number = town.number("group")
    town.run(town.house.store.write(partial(own.keep, number=number, own=Own(JOINED, 1))))
    town.tick()
    town.tick()
    assert town.house.directory.law(number).policy.join_notices == "remove"


def test_what_was_rehearsed_was_told_to_nobody(new: Town) -> None:
    """REQUIRES that a lack of rights which began in the dry run is told once the group is live and rights change."""
    loses(new)
    assert heard(new) == 0
    new.handle(new.world.says("ada", "/setup"))
    for action in (Action.SETUP_GO, Action.SETUP_LIVE):
        new.handle(press(new, "ada", action))
    loses(new)
    assert heard(new) == 1


def test_going_live_forgets_the_counts(new: Town) -> None:
    """REQUIRES that nothing of the dry run is counted any longer when the group is live."""
    new.handle(new.world.joins("noa"))
    loses(new)
    number = new.number("group")
    assert new.house.engine.tally.of(number)
    new.handle(new.world.says("ada", "/setup"))
    for action in (Action.SETUP_GO, Action.SETUP_LIVE):
        new.handle(press(new, "ada", action))
    assert not counts(new, number)


@pytest.mark.parametrize("end", ["removed", "panic", "lost"])
def test_the_end_of_a_group_forgets_them(new: Town, end: str) -> None:
    """REQUIRES that counts and news end with the group, however it ends."""
    new.handle(new.world.joins("noa"))
    loses(new)
    number = new.number("group")
    match end:
        case "removed":
            new.handle(new.world.removes_bot("ada"))
        case "panic":
            new.handle(new.world.says("ada", "/panic"))
            new.handle(press(new, "ada", Action.PANIC))
        case "lost":
            new.run(new.house.store.write(partial(ending.erase, number=number)))
            new.tick()
    assert not counts(new, number)


def test_nothing_waits_that_names_a_group_that_ended(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """REQUIRES that the answer to /panic, with the chat in it, is kept nowhere when the platform does not take it."""

    async def away(*_effect: object) -> None:
        raise Unavailable("the platform is away")

    town.handle(town.world.says("ada", "/panic"))
    last = button(town, "ada", Action.PANIC)
    with monkeypatch.context() as outage:
        outage.setattr(SandboxPorts, "whisper", away)
        assert town.handle(town.world.presses("ada", last.message, last.token)).wrote
    assert not town.rows()["outbox"]
    again = town.handle(town.world.presses("ada", last.message, last.token))
    assert [text.key for text in again.decision.why_not] == ["why-not-group-left"]
