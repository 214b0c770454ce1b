"""Appeals that nobody decides: what their members hear, and in which groups none is opened."""

import pytest

from groupbot.actions import Action
from groupbot.appeals import deciding, ending, screens, service
from groupbot.appeals.model import State
from groupbot.appeals.tables import OPEN_AT_MOST_DAYS, TOLD_BEFORE_DAYS
from groupbot.buttons import Press
from groupbot.content import Text
from groupbot.decision import Decision
from groupbot.effects import Whisper
from groupbot.groups import moves
from groupbot.groups.tables import KEPT_AFTER_LEAVING_DAYS
from groupbot.people import Actor
from tests.casework import case, here
from tests.unit.appeals.test_appeal_deciding import (
    MISTAKE,
    Act,
    does,
    news,
    opens,
    pressed,
    stands,
    told_in_german,
)
from tests.unit.ledger_store.desk import NOA, POLICY, Desk

pytestmark = pytest.mark.anyio


async def ends(desk: Desk, days: int) -> None:
    """Let days go by, and end what nobody answered before anything is deleted."""
    desk.day = desk.day.fromordinal(desk.today + days)
    tools = case(desk, NOA, known=(desk.here,)).desk
    await desk.shelf.store.write(lambda unit: ending.unanswered(unit, tools, desk.now()))
    await desk.sweeps()


async def leaves(desk: Desk) -> None:
    """Take the bot out of the group."""
    chat = desk.here.card.chat
    await desk.shelf.store.write(lambda unit: moves.leave(unit, chat, desk.day))


async def test_half_a_year_without_an_answer_is_told_once(filed: Desk) -> None:
    """REQUIRES that its member hears it in their language two days before the end, and words are gone with that."""
    one = await opens(filed)
    await ends(filed, OPEN_AT_MOST_DAYS - TOLD_BEFORE_DAYS - 1)
    assert await stands(filed, one) == one.appeal
    assert await news(filed) == []
    await ends(filed, 1)
    ended = await stands(filed, one)
    assert ended is not None
    assert (ended.state, ended.words, ended.person, ended.closed) == (State.UNANSWERED, "", "", filed.today)
    content = told_in_german(screens.unanswered("Room", POLICY.appeals.bodies))
    noa = Actor(NOA.platform, NOA.id, language="de")
    assert await news(filed) == [Whisper(noa, content, filed.here.card.chat)]
    await ends(filed, 1)
    assert len(await news(filed)) == 1
    await ends(filed, TOLD_BEFORE_DAYS - 1)
    assert await stands(filed, one) is None


async def test_what_ended_while_the_bot_stood_still_leaves_nothing(filed: Desk) -> None:
    """REQUIRES that news come before an end or not at all: none is written when an appeal, or its group, is over."""
    one = await opens(filed)
    await ends(filed, OPEN_AT_MOST_DAYS)
    other = await opens(filed)
    await leaves(filed)
    await ends(filed, KEPT_AFTER_LEAVING_DAYS)
    assert (await stands(filed, one), await stands(filed, other)) == (None, None)
    assert await news(filed) == []


async def test_the_end_of_a_group_is_told_to_whoever_waits(filed: Desk) -> None:
    """REQUIRES that a group's end ends what waits in it with a word, and what was decided with none."""
    one, decided = await opens(filed), await opens(filed)
    await does(filed, deciding.decide, pressed(filed, decided, value=MISTAKE))
    (told,) = await news(filed)
    await leaves(filed)
    await ends(filed, KEPT_AFTER_LEAVING_DAYS - TOLD_BEFORE_DAYS - 1)
    assert await stands(filed, one) == one.appeal
    await ends(filed, 1)
    said = told_in_german(screens.unanswered("Room", POLICY.appeals.bodies))
    assert [whisper.content for whisper in await news(filed) if whisper != told] == [said]
    await ends(filed, TOLD_BEFORE_DAYS)
    assert await stands(filed, one) is None


@pytest.mark.parametrize("act", [service.about, service.opened])
async def test_none_is_opened_where_the_bot_is_no_more(filed: Desk, act: Act) -> None:
    """REQUIRES that it is said that no admin would learn of it, before and after it is written, and nothing is kept."""
    await filed.opens()
    await leaves(filed)
    made = here(filed, NOA, Press(Action.APPEAL_OPEN, filed.here.number), "Let me speak.")
    shown = screens.group_left("Room", POLICY.appeals.bodies)
    decision = await does(filed, act, made)
    assert (decision.show, decision.why) == (shown, ())
    assert await filed.handle() is None


async def test_an_open_one_promises_no_answer_where_the_bot_is_no_more(filed: Desk) -> None:
    """REQUIRES that its member reads that nobody is about to answer, and can take it back."""
    one = await opens(filed)
    await leaves(filed)
    made = here(filed, NOA, Press(Action.APPEAL_SEE, filed.here.number, 0, one.number))
    shown = screens.stands(one, POLICY.appeals.bodies, "Room")
    assert await does(filed, service.see, made) == Decision(show=shown, why=(Text("why-asked"),))
