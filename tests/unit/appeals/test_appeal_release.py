"""What an overturned restriction leads to, and nothing else does (laws L6 and L11)."""

import pytest

from groupbot.actions import Action
from groupbot.appeals.model import ABOUTS, RULINGS, About, Ruling
from groupbot.effects import Release
from groupbot.engine import Handled
from tests.property.pressable import newest
from tests.property.town import Town


def presses(town: Town, who: str, action: Action, value: int | None = None) -> Handled:
    """Press the button of somebody's newest screen that does this."""
    button = next(one for one in newest(town.world, who) if one.action == action and value in (None, one.value))
    return town.handle(town.world.presses(who, button.message, button.token))


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
