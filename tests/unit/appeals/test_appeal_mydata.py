"""What /mydata says of an appeal: all of the member's that its row holds, while it waits and after."""

import pytest

from groupbot.actions import Action
from groupbot.appeals import records
from groupbot.appeals.model import RULINGS, Ruling
from groupbot.store.unit import Unit
from tests.property.town import Town
from tests.unit.appeals.test_appeal_release import presses


@pytest.mark.parametrize("ended", [None, "decided", "taken back"])
def test_whom_it_is_answered_to_is_told_while_it_is_known(ended: str | None) -> None:
    """REQUIRES that a member reads the account and the language kept in an appeal while it waits, and none after."""
    town = Town("noa")
    try:
        town.handle(town.world.joins("noa"))
        town.handle(town.world.says("noa", "/appeal"))
        presses(town, "noa", Action.APPEAL_ABOUT)
        presses(town, "noa", Action.APPEAL_WRITE)
        town.handle(town.world.writes("noa", "Let me speak."))
        noa = town.world.person("noa").actor
        if ended == "decided":
            town.handle(town.world.says("ada", "/appeals"))
            presses(town, "ada", Action.APPEAL_READ)
            presses(town, "ada", Action.APPEAL_RULING, RULINGS.index(Ruling.RULES))
            presses(town, "ada", Action.APPEAL_DECIDE)
        if ended == "taken back":
            town.handle(town.world.says("noa", "/appeal"))
            presses(town, "noa", Action.APPEAL_SEE)
            presses(town, "noa", Action.APPEAL_WITHDRAW)

        def exported(unit: Unit) -> list[object]:
            handles = [handle for number, handle in unit.vault.find_everywhere(noa.platform, noa.id) if number]
            return [row["answered_to"] for handle in handles for row in records.export(unit, 0, handle)]

        kept = {"platform": noa.platform, "id": noa.id, "language": "en"}
        assert town.read(exported) == [None if ended else kept]
    finally:
        town.close()
