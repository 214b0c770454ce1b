"""What admins change while others press: decided on what stands in the rows, not on what was in memory before."""

import asyncio
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import pytest

from groupbot.actions import Action
from groupbot.engine import Handled
from groupbot.events import Event
from groupbot.groups import own, register
from groupbot.groups.model import Mode
from groupbot.people import Chat
from groupbot.ports import Standing
from groupbot.setup import aside
from groupbot.setup.aside import Kind
from tests.property.pressable import Shown, newest, shown_by
from tests.property.town import Town

JOINED = "policy: 1\njoin_notices: remove\n"


@pytest.fixture
def town() -> Iterator[Town]:
    """Return a town with two admins and a member whose choice is made and not saved."""
    with closing(Town("bea", "noa")) as made:
        made.world.group().standings |= {"bea": Standing.ADMIN, "noa": Standing.MEMBER}
        yield made


def button(town: Town, who: str, action: Action) -> Shown:
    """Return the button of somebody's newest screen that does this."""
    return next(one for one in newest(town.world, who) if one.action == action)


def press(town: Town, who: str, action: Action) -> Event:
    """Return somebody's press on their newest screen."""
    found = button(town, who, action)
    return town.world.presses(who, found.message, found.token)


def at_once(town: Town, *events: Event) -> list[Handled]:
    """Give the bot several events before it has answered any."""

    async def together() -> list[Handled]:
        return list(await asyncio.gather(*[town.house.handle(event) for event in events]))

    return town.run(together())


def chooses(town: Town, who: str) -> None:
    """Come as far as the button that saves a choice."""
    (line,) = shown_by("", town.world.group().posts)[-1:]
    town.handle(town.world.presses(who, line.message, line.token))
    ways = (Action.PAGE, Action.READ, Action.AGE_YES)
    while Action.SAVE not in {one.action for one in newest(town.world, who)}:
        forward = [one for one in newest(town.world, who) if one.action in ways]
        town.handle(town.world.presses(who, forward[0].message, forward[0].token))
    town.handle(press(town, who, Action.TOGGLE))


def test_paused_while_somebody_saves(town: Town) -> None:
    """REQUIRES that a choice which is saved at the moment of a pause, behind it, is not taken, and said so."""
    chooses(town, "noa")
    _, saved = at_once(town, town.world.says("ada", "/pause"), press(town, "noa", Action.SAVE))
    assert [text.key for text in saved.decision.why_not] == ["why-not-live"]
    assert not town.rows()["consent_record"]


def test_paused_while_the_line_is_moved(town: Town) -> None:
    """REQUIRES that an admin who moves the line at the moment of a pause does not end it unseen."""
    at_once(town, town.world.says("ada", "/pause"), town.world.says("bea", "/here"))
    number = town.number("group")
    row = town.read(lambda unit: register.numbered(unit, number))
    held = town.house.directory.numbered(number)
    assert row is not None
    assert held is not None
    assert (row.card.mode, held.card.mode) == (Mode.PAUSED, Mode.PAUSED)


def test_ended_while_somebody_saves(town: Town) -> None:
    """REQUIRES that a choice which is saved behind the group's end is answered, and leaves nothing."""
    chooses(town, "noa")
    town.handle(town.world.says("ada", "/panic"))
    _, saved = at_once(town, press(town, "ada", Action.PANIC), press(town, "noa", Action.SAVE))
    assert [text.key for text in saved.decision.why_not] == ["why-not-group-left"]
    assert not town.rows()["consent_record"]


def test_comments_are_kept_nowhere(town: Town) -> None:
    """REQUIRES that what an admin writes in comments of a file is in no draft, no settings and no entry (law L5)."""
    town.handle(town.world.says("ada", f"/policy # a word about somebody\n{JOINED}"))
    number = town.number("group")
    draft = town.read(lambda unit: aside.lies(unit, number, Kind.DRAFT, town.today))
    assert draft
    assert "somebody" not in draft
    town.handle(press(town, "ada", Action.APPLY))
    assert "join_notices: remove" in town.read(lambda unit: own.load(unit, number)).text
    assert "somebody" not in town.read(lambda unit: own.load(unit, number)).text


def test_an_old_draft_is_called_off(town: Town) -> None:
    """REQUIRES that who calls off the draft that they saw leaves alone the one that another admin has put there."""
    town.handle(town.world.says("ada", f"/policy {JOINED}"))
    town.handle(town.world.says("bea", "/policy access: closed"))
    refused = town.handle(press(town, "ada", Action.DISCARD))
    assert [text.key for text in refused.decision.why_not] == ["why-not-stale"]
    town.handle(press(town, "bea", Action.APPLY))
    assert town.house.directory.law(town.number("group")).policy.access == "closed"


def test_a_button_carried_to_another_platform(town: Town) -> None:
    """REQUIRES that no platform is asked about another one's group: who comes from elsewhere is no admin there."""
    town.handle(town.world.says("ada", "/settings"))
    carried = press(town, "ada", Action.SETUP)
    group = town.house.directory.numbered(town.number("group"))
    assert group is not None
    town.house.directory.keep(replace(group, card=replace(group.card, chat=Chat("elsewhere", "group"))))
    assert [text.key for text in town.handle(carried).decision.why_not] == ["why-not-an-admin"]
