"""One person's consents in all groups: what is listed, taken back, and asked anew."""

from dataclasses import replace
from functools import partial

import pytest

from groupbot.actions import Action
from groupbot.buttons import Press
from groupbot.consent import everywhere, records, screens
from groupbot.consent.model import NOBODY, Purpose
from groupbot.consent.screens import Held
from groupbot.content import Screen, Text
from groupbot.decision import NOTHING, Decision
from groupbot.groups import register
from groupbot.groups.model import Group
from groupbot.store.unit import Unit
from tests.casework import agrees_in, case, here
from tests.unit.ledger_store.desk import ALI, EVENTS, NOA, POLICY, Desk

pytestmark = pytest.mark.anyio
BOTH = (Purpose.EVENTS, Purpose.DIGEST)
HELD = frozenset(EVENTS)
ANSWER = Decision(show=Screen((Text("start"),)), why=(Text("why-asked"),))


async def in_vaults_order(desk: Desk, purposes: frozenset[Purpose] = HELD) -> list[Held]:
    """Return where Noa is known, as the vault tells it."""

    def find(unit: Unit) -> list[Held]:
        found = unit.vault.find_everywhere(NOA.platform, NOA.id)
        return [Held(number, register.title(unit, number), purposes) for number, _handle in found]

    return await desk.shelf.store.read(find)


async def test_where_nothing_is_held(filed: Desk) -> None:
    """REQUIRES that who has agreed to nothing is told so in a group, and in private how to get to a notice."""
    await filed.opens()
    await filed.agrees(ALI)
    why_not = (Text("why-not-held"),)
    read = filed.shelf.store.read
    known = await read(lambda unit: everywhere.overview(unit, here(filed, NOA)))
    assert known == Decision(show=screens.nothing_held(), why_not=why_not)
    known = await read(lambda unit: everywhere.overview(unit, case(filed, NOA)))
    assert known == Decision(show=screens.which_group(), why_not=why_not)
    known = (await filed.shelf.store.write(lambda unit: everywhere.withdraw(unit, case(filed, NOA)))).result
    assert known == Decision(show=screens.nothing_held(), why_not=why_not)


async def test_what_is_held_is_listed_page_by_page(filed: Desk) -> None:
    """REQUIRES that every group with a consent of theirs is listed: the first page, and each that is turned to."""
    groups = await agrees_in(filed, NOA, 21)
    held = await in_vaults_order(filed)
    assert {one.title for one in held} == {group.card.title for group in groups}
    turned = case(filed, NOA, Press(Action.WITHDRAW_PAGE, 0, 1))
    read, why = filed.shelf.store.read, (Text("why-held"),)
    first = Decision(show=screens.everywhere(held, 0), why=why)
    assert await read(lambda unit: everywhere.overview(unit, turned)) == first
    assert await read(lambda unit: everywhere.page(unit, case(filed, NOA))) == first
    assert await read(lambda unit: everywhere.page(unit, turned)) == Decision(show=screens.everywhere(held, 1), why=why)


async def test_all_is_taken_back_with_a_receipt_for_each(filed: Desk) -> None:
    """REQUIRES that nothing of any group's consent is left, that each has its receipt, and that others keep theirs."""
    groups = await agrees_in(filed, NOA, 9, BOTH)
    await filed.agrees(ALI)
    held = await in_vaults_order(filed, frozenset(BOTH))
    store = filed.shelf.store
    decision = (await store.write(lambda unit: everywhere.withdraw(unit, case(filed, NOA)))).result
    first, *more = screens.withdrawn_everywhere(held, filed.today)
    assert decision == Decision(show=first, more=tuple(more), why=(Text("why-withdrawn-everywhere"),))
    assert len(more) == 1
    for group in groups:
        filed.group = group
        handle = await filed.handle()
        assert await store.read(partial(records.load, handle=handle)) == NOBODY
    assert (await store.read(partial(records.load, handle=await filed.handle(ALI)))).held == HELD


async def anew(desk: Desk, decision: Decision = ANSWER, *known: Group, at: Group | None = None) -> Decision:
    """Return what is added to the answer of Noa's own command, given in a group or in private."""
    made = replace(case(desk, NOA, None, known), group=at)
    return await desk.shelf.store.read(lambda unit: everywhere.ask_anew(unit, made, decision))


def noted(group: Group) -> Decision:
    """Return the answer with the note about a group."""
    assert ANSWER.show is not None
    note = screens.asked_anew(group.card.title, group.number)
    show = Screen((*ANSWER.show.parts, *note.parts), note.rows)
    return Decision(show=show, why=(*ANSWER.why, Text("why-ended")))


async def test_what_is_in_force_is_not_asked_anew(filed: Desk) -> None:
    """REQUIRES a note once a consent has ended, and neither before that nor on an answer that shows nothing."""
    (group,) = await agrees_in(filed, NOA, 1)
    assert await anew(filed, ANSWER, group) == ANSWER
    filed.day = filed.day.replace(year=filed.day.year + 1)
    assert await anew(filed, ANSWER, group) == noted(group)
    assert await anew(filed, NOTHING, group) is NOTHING


async def test_terms_that_changed_end_it_as_well(filed: Desk) -> None:
    """REQUIRES that a consent is asked anew where the terms that it was given to are no more in force."""
    (group,) = await agrees_in(filed, NOA, 1)
    await filed.shelf.store.write(lambda unit: register.set_terms(unit, group.number, POLICY.material(), filed.day))
    assert await anew(filed, ANSWER, group) == noted(group)


async def test_only_where_the_bot_is_and_only_here(filed: Desk) -> None:
    """REQUIRES that a group is passed over that the bot has left or may not serve, and in a group every other one."""
    here_, there = await agrees_in(filed, NOA, 2)
    filed.day = filed.day.replace(year=filed.day.year + 1)
    assert await anew(filed, ANSWER) == ANSWER
    assert await anew(filed, ANSWER, replace(here_, served=False)) == ANSWER
    for one, other in ((here_, there), (there, here_)):
        assert await anew(filed, ANSWER, one) == noted(one)
        assert await anew(filed, ANSWER, replace(one, served=False), other) == noted(other)
        assert await anew(filed, ANSWER, one, other, at=one) == noted(one)
        assert await anew(filed, ANSWER, one, other, at=replace(one, number=1)) == ANSWER


async def test_one_is_asked_about_at_a_time(filed: Desk) -> None:
    """REQUIRES one note, not one for each group, and that one in force does not hide one that has ended."""
    first, second = await agrees_in(filed, NOA, 2)
    filed.day = filed.day.replace(year=filed.day.year + 1)
    assert await anew(filed, ANSWER, first, second) in (noted(first), noted(second))
    for renewed, ended in ((first, second), (second, first)):
        filed.group = renewed
        await filed.agrees()
        filed.group = ended
        await filed.agrees(days=0)
        assert await anew(filed, ANSWER, first, second) == noted(ended)
