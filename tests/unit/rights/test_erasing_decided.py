"""What erasing asks, answers and takes: in one group, in all of them, and where there is nothing."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from groupbot.actions import Action
from groupbot.buttons import Press
from groupbot.case import Case
from groupbot.consent import views as consent
from groupbot.consent.screens import Held
from groupbot.content import Content, Rich, Text
from groupbot.decision import Decision
from groupbot.duties import DUTIES
from groupbot.effects import Whisper
from groupbot.groups.model import Group
from groupbot.rights import erasing, screens
from groupbot.rights.screens import EVERY_GROUP
from groupbot.store import outbox
from groupbot.store.unit import Unit
from groupbot.vault.entropy import SystemRandom
from groupbot.vault.vault import DEPLOYMENT
from tests.casework import agrees_in, case, here
from tests.unit.ledger_store.desk import ALI, NOA, Desk
from tests.unit.rights.lives import SOWN

pytestmark = pytest.mark.anyio
WHY = (Text("why-asked-to-erase"),)
NOTHING = Decision(show=screens.nothing_to_erase(), why_not=(Text("why-not-held"),))
Act = Callable[[Unit, Case], Decision]


async def does(desk: Desk, act: Act, made: Case) -> Decision:
    """Let an act be done, and return what is answered."""
    decision: Decision = (await desk.shelf.store.write(lambda unit: act(unit, made))).result
    return decision


async def held_in(desk: Desk) -> list[int]:
    """Return the numbers of the places where the vault knows Noa, in its order."""
    return await desk.shelf.store.read(
        lambda unit: [number for number, _handle in unit.vault.find_everywhere(NOA.platform, NOA.id)]
    )


def titled(groups: list[Group], numbers: list[int]) -> list[tuple[int, str]]:
    """Return these groups with their titles, in an order of numbers."""
    titles = {group.number: group.card.title for group in groups}
    return [(number, titles[number]) for number in numbers if number in titles]


async def waits(desk: Desk, *, news: bool = False) -> None:
    """Let an answer wait for Noa about the desk's group, or news of it."""
    told = Whisper(NOA, Content(Rich("an answer")))

    def put(unit: Unit) -> None:
        if news:
            outbox.put_news(unit, told, desk.here.number, desk.now(), SystemRandom())
        else:
            outbox.put(unit, NOA.platform, [told], desk.here.number, desk.now(), SystemRandom())

    await desk.shelf.store.write(put)


async def test_where_nothing_is_kept(filed: Desk) -> None:
    """REQUIRES that who has nothing, and who has only what survives, is told so, whatever they ask or confirm."""
    await agrees_in(filed, ALI, 1)
    for _round in range(2):
        for act in (erasing.choose, erasing.ask, erasing.erase):
            assert await does(filed, act, here(filed, NOA)) == NOTHING
            assert await does(filed, act, case(filed, NOA)) == NOTHING
        await SOWN["restriction"](filed, NOA)
    assert await held_in(filed) == [filed.here.number]
    assert (await filed.entries(ALI), await filed.handle(ALI) is None) == ((), False)


async def test_a_choice_among_what_is_kept(filed: Desk) -> None:
    """REQUIRES in private each group with something of theirs, page by page, and not the place that is no group."""
    groups = await agrees_in(filed, NOA, 21)
    await SOWN["language_choice"](filed, NOA)
    numbers = await held_in(filed)
    assert DEPLOYMENT in numbers
    listed = titled(groups, numbers)
    first = Decision(show=screens.what_to_erase(listed, 0), why=WHY)
    assert await does(filed, erasing.choose, case(filed, NOA)) == first
    turned = case(filed, NOA, Press(Action.ERASE, 0, 1))
    assert await does(filed, erasing.choose, turned) == Decision(show=screens.what_to_erase(listed, 1), why=WHY)


async def test_in_a_group_the_question_is_about_it(filed: Desk) -> None:
    """REQUIRES that /erase in a group asks about that one, unless they have nothing there or turned to a page."""
    groups = await agrees_in(filed, NOA, 2)
    last = groups[-1]
    asked = Decision(show=screens.confirm(last.number, last.card.title, ()), why=WHY)
    assert await does(filed, erasing.choose, here(filed, NOA)) == asked
    listed = Decision(show=screens.what_to_erase(titled(groups, await held_in(filed)), 0), why=WHY)
    assert await does(filed, erasing.choose, here(filed, NOA, Press(Action.ERASE, last.number))) == listed
    elsewhere = replace(here(filed, NOA), group=replace(last, number=1))
    assert await does(filed, erasing.choose, elsewhere) == listed


async def test_what_only_waits_can_be_erased_everywhere(filed: Desk) -> None:
    """REQUIRES that where nothing is kept but an answer that waits, everything can be erased, and no group alone."""
    await filed.opens()
    await waits(filed)
    offered = Decision(show=screens.what_to_erase((), 0), why=WHY)
    assert await does(filed, erasing.choose, case(filed, NOA)) == offered
    assert await does(filed, erasing.choose, here(filed, NOA)) == offered
    assert await does(filed, erasing.ask, here(filed, NOA)) == NOTHING
    assert await does(filed, erasing.erase, here(filed, NOA)) == NOTHING
    asked = Decision(show=screens.confirm(EVERY_GROUP, "", ()), why=WHY)
    assert await does(filed, erasing.ask, case(filed, NOA)) == asked
    (gone,) = screens.erased(EVERY_GROUP, "", (), ())
    assert await does(filed, erasing.erase, case(filed, NOA)) == Decision(show=gone, why=(Text("why-erased"),))
    assert await does(filed, erasing.erase, case(filed, NOA)) == NOTHING


@pytest.mark.parametrize("everywhere", [True, False])
async def test_what_is_asked_is_done(filed: Desk, *, everywhere: bool) -> None:
    """REQUIRES that question and answer name the place and what stays there, and that the consents come as receipts."""
    groups = await agrees_in(filed, NOA, 9)
    await SOWN["restriction"](filed, NOA)
    await SOWN["language_choice"](filed, NOA)
    last = groups[-1]
    number, title = (EVERY_GROUP, "") if everywhere else (last.number, last.card.title)
    made = case(filed, NOA) if everywhere else here(filed, NOA)
    asked = Decision(show=screens.confirm(number, title, ("restriction",)), why=WHY)
    assert await does(filed, erasing.ask, made) == asked
    at = [one for one in await held_in(filed) if one and (everywhere or one == number)]

    def receipts(unit: Unit) -> list[Held]:
        handles = {one: unit.vault.find(one, NOA.platform, NOA.id) or b"" for one in at}
        found = [consent.held_by(unit, one, handle) for one, handle in handles.items()]
        return [each for each in found if each is not None]

    held = consent.withdrawal_receipts(await filed.shelf.store.read(receipts), filed.today)
    first, *more = screens.erased(number, title, ("restriction",), held)
    assert len(more) == int(everywhere)
    done = Decision(show=first, more=tuple(more), why=(Text("why-erased"),))
    assert await does(filed, erasing.erase, made) == done
    left = {last.number} if everywhere else {DEPLOYMENT, *(group.number for group in groups)}
    assert set(await held_in(filed)) == left
    assert await does(filed, erasing.erase, made) == NOTHING


async def test_news_goes_with_its_group(filed: Desk) -> None:
    """REQUIRES that an erasure in one group takes the news about that one, and everywhere whatever waits."""
    one, other = await agrees_in(filed, NOA, 2)
    for group in (one, other):
        filed.group = group
        await waits(filed)
        await waits(filed, news=True)

    def count(unit: Unit) -> int:
        return len(outbox.export(unit, 0, outbox.recipient(unit, NOA.platform, NOA.id)))

    assert await filed.shelf.store.read(count) == 4
    await does(filed, erasing.erase, here(filed, NOA))
    assert await filed.shelf.store.read(count) == 3
    await does(filed, erasing.erase, case(filed, NOA))
    assert await filed.shelf.store.read(count) == 0


async def test_where_nothing_waits_nothing_is_carried_out(filed: Desk) -> None:
    """REQUIRES that who has nothing gets no screen, as who shows the answer counts on."""
    await filed.opens()
    store = filed.shelf.store
    done = await store.write(lambda unit: erasing.carry_out(unit, NOA, EVERY_GROUP, filed.today))
    assert done.result == ()


async def test_one_table_is_enough(filed: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """REQUIRES that what waits is found in any table that knows a person by a mark, and not only where in all."""
    await filed.opens()
    await waits(filed)
    answers = next(duty for duty in DUTIES if duty.table.name == "outbox")
    without = replace(answers, mark=lambda _unit, _platform, _id: b"nobody's")
    for duties in ((answers, without), (without, answers)):
        monkeypatch.setattr(erasing, "DUTIES", duties)
        offered = Decision(show=screens.what_to_erase((), 0), why=WHY)
        assert await does(filed, erasing.choose, case(filed, NOA)) == offered
    monkeypatch.setattr(erasing, "DUTIES", (without,))
    assert await does(filed, erasing.choose, case(filed, NOA)) == NOTHING


async def test_everywhere_is_a_number_that_no_group_has() -> None:
    """REQUIRES of buttons the number that stands for all groups."""
    assert (EVERY_GROUP, DEPLOYMENT) == (0, 0)
