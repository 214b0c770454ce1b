"""What admins do with appeals: what they are shown, what is written of it, and whom it reaches."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from groupbot.actions import Action
from groupbot.appeals import deciding, records, screens
from groupbot.appeals.model import RULINGS, About, Appeal, Filed, Ruling, State
from groupbot.buttons import Press
from groupbot.case import Case
from groupbot.content import Button, Choice, Content, Screen, Text
from groupbot.decision import Decision
from groupbot.effects import Release, Whisper
from groupbot.ledger.kinds import Kind, Reason
from groupbot.people import Actor, Admins
from groupbot.policy.models import Body
from groupbot.store import outbox
from groupbot.store.unit import Unit
from tests.casework import case, here, renderer
from tests.counted import Counted
from tests.unit.ledger_store.desk import NOA, POLICY, Desk

pytestmark = pytest.mark.anyio
ADA = Actor("telegram", "5000000001", name="Ada")
BEA = Actor("telegram", "5000000002", name="Bea")
WHY = (Text("why-asked-by-admin"),)
GONE = Decision(show=screens.said("appeal-gone"), why_not=WHY)
MISTAKE = RULINGS.index(Ruling.MISTAKE)
Act = Callable[[Unit, Case], Decision]
ACTS = [deciding.read, deciding.mine, deciding.ruling, deciding.decide, deciding.decide_alone]


async def opens(desk: Desk, about: About = About.WORD, entry: str = "", kind: str = "") -> Filed:
    """Start, where that is still to be done, and let Noa appeal."""
    if desk.group is None:
        await desk.opens()
    what = Appeal(State.OPEN, desk.today, desk.today + 14, about, entry, NOA.platform, NOA.id, "de", "It was not me.")
    what = replace(what, kind=kind, day=desk.day.isoformat() if kind else "")

    def sow(unit: Unit) -> Filed:
        handle = unit.vault.enrol(desk.here.number, NOA.platform, NOA.id)
        return records.new(unit, desk.here.number, handle, what, Counted())

    found: Filed = (await desk.shelf.store.write(sow)).result
    return found


async def does(desk: Desk, act: Act, made: Case) -> Decision:
    """Let an act be done, and return what is answered."""
    decision: Decision = (await desk.shelf.store.write(lambda unit: act(unit, made))).result
    return decision


def pressed(desk: Desk, filed: Filed, who: Actor = ADA, value: int = 0, text: str = "") -> Case:
    """Return the press of an admin's button about an appeal."""
    return here(desk, who, Press(Action.APPEAL_READ, desk.here.number, value, filed.number), text)


async def stands(desk: Desk, filed: Filed) -> Appeal | None:
    """Return what is kept of an appeal now."""
    now = await desk.shelf.store.read(lambda unit: records.one(unit, filed.group, filed.number))
    return None if now is None else now.appeal


async def news(desk: Desk) -> list[Whisper]:
    """Return what waits to be told."""

    def find(unit: Unit) -> list[Whisper]:
        due = [outbox.find(unit, row) for row in outbox.due(unit, NOA.platform, desk.now())]
        return [item for item in due if isinstance(item, Whisper)]

    return await desk.shelf.store.read(find)


async def test_what_waits_is_listed_in_its_group(filed: Desk) -> None:
    """REQUIRES of /appeals the list of what waits in the group it was given in, and in private the way to one."""
    one = await opens(filed)
    shown = await does(filed, deciding.waiting, here(filed, ADA))
    assert shown == Decision(show=screens.waiting([one]), why=WHY)
    shown = await does(filed, deciding.waiting, case(filed, ADA))
    assert shown == Decision(show=Screen((Text("setup-which-group"),)), why_not=WHY)


async def test_who_stays_unnamed_gets_a_button(filed: Desk) -> None:
    """REQUIRES that an admin who writes as the group is answered with one public button that leads to the list."""
    await filed.opens()
    button = Choice(Text("button-open-command", ("/appeals",)), Action.APPEALS, public=True)
    said = Screen((Text("setup-unnamed"),), ((button,),))
    assert await does(filed, deciding.unnamed, here(filed, ADA)) == Decision(said=said, why=(Text("why-unnamed"),))


async def test_who_reads_it_is_marked_once(filed: Desk) -> None:
    """REQUIRES that each admin's first look is kept with its day, under a mark that no other appeal knows."""
    one, other = await opens(filed), await opens(filed)
    first = filed.today
    shown = Decision(show=screens.to_decide(one), unkept=True, why=WHY)
    assert await does(filed, deciding.read, pressed(filed, one)) == shown
    await filed.days()
    again = await does(filed, deciding.read, pressed(filed, one))
    assert again.why == WHY
    await does(filed, deciding.read, pressed(filed, one, BEA))
    await does(filed, deciding.read, pressed(filed, other))
    seen, others = await stands(filed, one), await stands(filed, other)
    assert seen is not None
    assert others is not None
    assert seen.read == (first, first + 1)
    marks = {*seen.readers, *others.readers}
    assert {len(mark) for mark in marks} == {32}
    assert len(marks) == 3
    assert all(set(mark) <= set("0123456789abcdef") for mark in marks)


@pytest.mark.parametrize("act", ACTS)
async def test_what_waits_no_more_is_gone(filed: Desk, act: Act) -> None:
    """REQUIRES that nothing is done to an appeal that was withdrawn, is another group's, or never was."""
    one = await opens(filed)
    assert await does(filed, act, pressed(filed, replace(one, number=one.number ^ 1))) == GONE
    elsewhere = pressed(filed, one)
    moved = replace(filed.here, number=filed.here.number + 1)
    assert await does(filed, act, replace(elsewhere, group=moved)) == GONE
    withdrawn = replace(one.appeal, state=State.WITHDRAWN, closed=filed.today)
    await filed.shelf.store.write(lambda unit: records.put(unit, one, withdrawn))
    assert await does(filed, act, pressed(filed, one)) == GONE
    assert await stands(filed, one) == withdrawn
    assert await news(filed) == []


@pytest.mark.parametrize("act", ACTS)
async def test_nobody_decides_their_own(filed: Desk, act: Act) -> None:
    """REQUIRES that an admin who appeals is told that others decide it, and leaves no trace on it as an admin."""
    one = await opens(filed)
    bodies = (Body(name="Committee", contact="committee@example.org"),)
    heard = POLICY.model_copy(update={"appeals": POLICY.appeals.model_copy(update={"bodies": bodies})})
    made = replace(pressed(filed, one, NOA, MISTAKE), policy=heard)
    assert await does(filed, act, made) == Decision(show=screens.own(bodies), why_not=WHY)
    assert await stands(filed, one) == one.appeal
    assert await news(filed) == []
    other = replace(NOA, platform="discord")
    assert (await does(filed, act, pressed(filed, one, other, MISTAKE))).why == WHY


async def test_an_act_names_its_group_and_its_appeal(filed: Desk) -> None:
    """REQUIRES that an admin's act without a button, or in no group, is a mistake of the routes, and is told as one."""
    one = await opens(filed)
    with pytest.raises(ValueError, match="an admin's button names its group"):
        await does(filed, deciding.read, replace(pressed(filed, one), group=None))
    with pytest.raises(ValueError, match="an admin's button names the appeal"):
        await does(filed, deciding.read, here(filed, ADA))


async def test_whose_act_it_was_does_not_decide_alone(filed: Desk) -> None:
    """REQUIRES that an admin who says that it is about their own act needs another one, who alone is enough."""
    one = await opens(filed)
    said = await does(filed, deciding.mine, pressed(filed, one))
    assert said == Decision(show=screens.mine(one), why=WHY)
    assert (await does(filed, deciding.read, pressed(filed, one))).show == screens.to_decide(one, own=True)
    answered = await does(filed, deciding.decide, pressed(filed, one, value=MISTAKE))
    assert answered == Decision(show=screens.needs_second(one, Ruling.MISTAKE), why=WHY)
    waits = await stands(filed, one)
    assert waits is not None
    assert (waits.state, [vote.ruling for vote in waits.votes]) == (State.ANSWERED, [Ruling.MISTAKE])
    assert await news(filed) == []
    decided = await does(filed, deciding.decide, pressed(filed, one, BEA, MISTAKE))
    assert decided == Decision(show=screens.said("appeal-decided"), why=WHY)
    ended = await stands(filed, one)
    assert ended is not None
    assert ended.state is State.OVERTURNED


async def test_as_many_decide_as_the_policy_says(filed: Desk) -> None:
    """REQUIRES that where two admins have to agree, one of them does not decide."""
    one = await opens(filed)
    two = POLICY.model_copy(update={"appeals": POLICY.appeals.model_copy(update={"deciders": 2})})
    made = replace(pressed(filed, one), policy=two)
    assert (await does(filed, deciding.decide, made)).show == screens.needs_second(one, RULINGS[0])


@pytest.mark.parametrize(("value", "ruling"), [*enumerate(RULINGS), (len(RULINGS), RULINGS[0]), (255, RULINGS[0])])
async def test_a_ruling_is_shown_before_it_counts(filed: Desk, value: int, ruling: Ruling) -> None:
    """REQUIRES that the ruling a button names is shown for a second look, one that there is not as the first."""
    one = await opens(filed)
    shown = await does(filed, deciding.ruling, pressed(filed, one, value=value))
    assert shown == Decision(show=screens.confirm(one, ruling), why=WHY)
    assert await stands(filed, one) == one.appeal


@pytest.mark.parametrize(
    ("about", "kind"),
    [*((about, "") for about in About), (About.ENTRY, Kind.RESTRICTED), (About.ENTRY, Kind.WARNED)],
)
@pytest.mark.parametrize("ruling", [Ruling.NEEDED, Ruling.MISTAKE])
async def test_what_is_decided_is_told_and_undone(filed: Desk, about: About, kind: str, ruling: Ruling) -> None:
    """REQUIRES that the member hears it in their language with the admins' words, and is released if it held them."""
    one = await opens(filed, about, kind=kind)
    made = pressed(filed, one, value=RULINGS.index(ruling), text="  Sorry.  ")
    decided = await does(filed, deciding.decide, made)
    ended = await stands(filed, one)
    assert ended is not None
    assert (ended.state, ended.ruling, ended.alone, ended.closed) == (ruling.outcome, ruling, False, filed.today)
    noa = Actor(NOA.platform, NOA.id, language="de")
    lifted = ruling is Ruling.MISTAKE and (about is About.RESTRICTION or kind == Kind.RESTRICTED)
    door = (Release(filed.here.card.chat, noa, Reason.OVERTURNED),) if lifted else ()
    assert decided == Decision(show=screens.said("appeal-decided"), door=door, why=WHY)
    content = told_in_german(screens.news("Room", ended, ["Sorry."], POLICY.appeals.bodies))
    assert await news(filed) == [Whisper(noa, content, filed.here.card.chat)]


def told_in_german(screen: Screen) -> Content:
    """Return a screen without buttons as somebody reads it."""

    def never(choice: Choice) -> Button:
        raise AssertionError(choice)

    return renderer().screen("de", screen, never)


async def test_the_log_says_how_it_ended(filed: Desk) -> None:
    """REQUIRES that a member who agreed to a record has the outcome recorded beside the entry that it was about."""
    await filed.opens()
    await filed.agrees()
    await filed.happens()
    (entry,) = await filed.entries()
    leaf = entry.opening.leaf.hex()
    one = await opens(filed, About.ENTRY, leaf)
    await does(filed, deciding.decide, pressed(filed, one, value=MISTAKE))
    recorded = [kept.opening.entry.happened for kept in await filed.entries()]
    found = [what for what in recorded if what.kind is Kind.APPEAL_DECIDED]
    assert [(what.reason, what.about) for what in found] == [(Reason.OVERTURNED, leaf)]


def among(made: Case, *admins: Actor, whole: bool = True) -> Case:
    """Return an act in a group whose platform names these admins."""
    return replace(made, admins=Admins(frozenset(admin.id for admin in admins), all=whole))


async def test_who_is_the_only_admin_decides_alone(filed: Desk) -> None:
    """REQUIRES that nobody decides alone where there are others, and the only one does, whoever looked before."""
    one = await opens(filed)
    await does(filed, deciding.read, pressed(filed, one, BEA))
    alone = pressed(filed, one, value=MISTAKE)
    for made in (among(alone, ADA, BEA), among(alone, BEA, whole=False)):
        refused = await does(filed, deciding.decide_alone, made)
        assert refused == Decision(show=screens.said("appeal-not-sole"), why_not=WHY)
    assert (await news(filed)) == []
    decided = await does(filed, deciding.decide_alone, among(alone, ADA, NOA))
    assert decided == Decision(show=screens.said("appeal-decided"), why=WHY)
    ended = await stands(filed, one)
    assert ended is not None
    assert (ended.state, ended.alone, ended.unseen) == (State.OVERTURNED, True, False)
    content = told_in_german(screens.news("Room", ended, [], POLICY.appeals.bodies))
    assert [whisper.content for whisper in await news(filed)] == [content]


async def test_where_admins_are_not_named_an_admin_waits_for_whoever_looked(filed: Desk) -> None:
    """REQUIRES that where another looked an admin waits until it is due, and reads the day; then decides, as told."""
    one = await opens(filed)
    await does(filed, deciding.read, pressed(filed, one, BEA))
    refused = await does(filed, deciding.decide_alone, pressed(filed, one, value=MISTAKE))
    assert refused == Decision(show=screens.said("appeal-not-sole-yet", one.appeal.due + 1), why_not=WHY)
    await filed.days(15)
    await does(filed, deciding.decide_alone, among(pressed(filed, one, value=MISTAKE), ADA, whole=False))
    ended = await stands(filed, one)
    assert ended is not None
    assert (ended.state, ended.alone, ended.unseen) == (State.OVERTURNED, True, True)


async def test_an_answer_counts_while_its_admin_is_one(filed: Desk) -> None:
    """REQUIRES that where two have to agree the answer of somebody who is no admin any more is not one of them."""
    one = await opens(filed)
    two = POLICY.model_copy(update={"appeals": POLICY.appeals.model_copy(update={"deciders": 2})})
    await does(filed, deciding.decide, replace(pressed(filed, one, BEA), policy=two))
    made = replace(pressed(filed, one), policy=two)
    assert (await does(filed, deciding.decide, among(made, ADA))).show == screens.needs_second(one, RULINGS[0])
    await does(filed, deciding.decide, among(replace(made, event=pressed(filed, one, BEA).event), ADA, BEA))
    ended = await stands(filed, one)
    assert ended is not None
    assert ended.state is State.UPHELD


async def test_words_of_all_who_agreed_are_told(filed: Desk) -> None:
    """REQUIRES that the words of the first of two reach the member with those of the second, and none of others."""
    one, cyd = await opens(filed), replace(BEA, id="5000000003")
    await does(filed, deciding.mine, pressed(filed, one))
    await does(filed, deciding.decide, pressed(filed, one, value=MISTAKE, text="I erred."))
    await does(filed, deciding.mine, pressed(filed, one, BEA))
    await does(filed, deciding.decide, pressed(filed, one, BEA, 0, "No."))
    await does(filed, deciding.decide, pressed(filed, one, cyd, MISTAKE, "Sorry."))
    ended = await stands(filed, one)
    assert ended is not None
    content = told_in_german(screens.news("Room", ended, ["I erred.", "Sorry."], POLICY.appeals.bodies))
    assert [whisper.content for whisper in await news(filed)] == [content]


def test_no_button_goes_with_news() -> None:
    """REQUIRES that news with a button would be a mistake that is told: it would be nobody's."""
    with pytest.raises(ValueError, match="button-appeal-mine would be nobody's button"):
        deciding._no_button(Choice(Text("button-appeal-mine"), Action.APPEAL_MINE))
