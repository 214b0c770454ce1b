"""The mark that stands for an admin in one appeal: it is compared with what earlier processes have sealed."""

import pytest

from groupbot.actions import Action
from groupbot.appeals import deciding, records
from groupbot.appeals.model import About, Appeal, State
from groupbot.buttons import Press
from groupbot.people import Actor
from groupbot.store.unit import Unit
from tests.casework import here
from tests.counted import Counted
from tests.unit.ledger_store.desk import NOA, Desk

ADA = Actor("telegram", "5000000001", name="Ada")


@pytest.mark.anyio
async def test_a_mark_outlives_the_process_that_made_it(filed: Desk) -> None:
    """REQUIRES the words that a mark was first made of: by others an admin would count twice in what waits."""
    await filed.opens()
    number, what = filed.here.number, Appeal(State.OPEN, filed.today, filed.today + 14, About.WORD)

    def sow(unit: Unit) -> int:
        handle = unit.vault.enrol(number, NOA.platform, NOA.id)
        return records.new(unit, number, handle, what, Counted()).number

    def read(unit: Unit, appeal: int) -> tuple[str, ...]:
        deciding.read(unit, here(filed, ADA, Press(Action.APPEAL_READ, number, 0, appeal)))
        found = records.one(unit, number, appeal)
        assert found is not None
        return found.appeal.readers

    appeal = (await filed.shelf.store.write(sow)).result
    (mark,) = (await filed.shelf.store.write(lambda unit: read(unit, appeal))).result
    assert mark == filed.shelf.vault.tag("appeal-admin", str(appeal), ADA.platform, ADA.id).hex()[:32]
