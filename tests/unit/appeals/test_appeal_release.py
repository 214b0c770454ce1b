"""What an overturned restriction leads to, and nothing else does (laws L6 and L11)."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from adapters.sandbox.doorkeeping import SandboxDoor
from groupbot.actions import Action
from groupbot.appeals.model import ABOUTS, RULINGS, About, Ruling
from groupbot.deeds import Deed
from groupbot.effects import Release
from groupbot.engine import Handled
from groupbot.ports import Unavailable
from tests.property.pressable import newest
from tests.property.town import Town


def presses(town: Town, who: str, action: Action, value: int | None = None) -> Handled:
    """Press the button of somebody's newest screen that does this."""
    button = next(one for one in newest(town.world, who) if one.action == action and value in (None, one.value))
    return town.handle(town.world.presses(who, button.message, button.token))


async def no_right(*_: object) -> Deed:
    """Stand for a platform that refuses to lift anything."""
    return Deed.NO_RIGHT


async def absent(*_: object) -> Deed:
    """Stand for a platform that does not take the call."""
    raise Unavailable("an outage")


def overturned(town: Town) -> None:
    """Let a member appeal against being kept from writing, and an admin find that it was a mistake."""
    town.handle(town.world.joins("noa"))
    town.handle(town.world.says("noa", "/appeal"))
    presses(town, "noa", Action.APPEAL_ABOUT, ABOUTS.index(About.RESTRICTION))
    presses(town, "noa", Action.APPEAL_WRITE)
    town.handle(town.world.writes("noa", "Let me speak."))
    town.handle(town.world.says("ada", "/appeals"))
    presses(town, "ada", Action.APPEAL_READ)
    presses(town, "ada", Action.APPEAL_RULING, RULINGS.index(Ruling.MISTAKE))
    presses(town, "ada", Action.APPEAL_DECIDE)


@pytest.mark.parametrize(
    ("about", "ruling"),
    [(About.RESTRICTION, Ruling.MISTAKE), (About.RESTRICTION, Ruling.RULES), (About.WORD, Ruling.MISTAKE)],
)
def test_only_an_overturned_restriction_is_lifted(about: About, ruling: Ruling) -> None:
    """REQUIRES that an admin's decision asks to release the member who appealed exactly where that was overturned."""
    town = Town("noa")
    try:
        town.handle(town.world.joins("noa"))
        town.handle(town.world.says("noa", "/appeal"))
        presses(town, "noa", Action.APPEAL_ABOUT, ABOUTS.index(about))
        presses(town, "noa", Action.APPEAL_WRITE)
        town.handle(town.world.writes("noa", "Let me speak."))
        town.handle(town.world.says("ada", "/appeals"))
        assert presses(town, "ada", Action.APPEAL_READ).decision.door == ()
        assert presses(town, "ada", Action.APPEAL_RULING, RULINGS.index(ruling)).decision.door == ()
        door = presses(town, "ada", Action.APPEAL_DECIDE).decision.door
        noa = town.world.says("noa", "Thanks.").actor.id
        lifted = (about, ruling) == (About.RESTRICTION, Ruling.MISTAKE)
        assert [(type(act), act.who.id) for act in door] == ([(Release, noa)] if lifted else [])
    finally:
        town.close()


@pytest.mark.parametrize("first", [no_right, absent], ids=["at once", "after an outage"])
def test_the_decision_is_read_before_what_came_of_it(
    monkeypatch: pytest.MonkeyPatch, first: Callable[..., object]
) -> None:
    """REQUIRES that whose appeal is upheld against a restriction reads that first, and once, then what is left."""
    monkeypatch.setattr(SandboxDoor, "release", first)
    town = Town("noa")
    try:
        overturned(town)
        monkeypatch.setattr(SandboxDoor, "release", no_right)
        for _ in range(3):
            town.forward(timedelta(minutes=2))
        told = [post.content.body.text for post in town.world.person("noa").inbox if not post.author]
        decided = [at for at, text in enumerate(told) if "is decided" in text]
        left = [at for at, text in enumerate(told) if "lift the restriction itself" in text]
        assert (len(decided), len(left)) == (1, 1)
        assert decided < left
    finally:
        town.close()


def test_an_overturned_restriction_that_has_run_out_is_told_to_no_admin() -> None:
    """REQUIRES that nobody is asked to lift what is over, whoever set it and whatever the bot may do there."""
    town = Town("noa")
    try:
        group = town.world.group()
        group.rights = frozenset()
        group.held["noa"] = town.clock.now() - timedelta(hours=1)
        overturned(town)
        town.forward(timedelta(minutes=2))
        everybody = [*town.world.person("noa").inbox, *town.world.person("ada").inbox]
        assert not [post for post in everybody if "lift" in post.content.body.text]
        assert town.rows()["outbox"] == []
    finally:
        town.close()
