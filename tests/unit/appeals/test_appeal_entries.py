"""Appeals and the log: what they are about there, what they leave there, and of whom."""

import json

import pytest

from groupbot.actions import Action
from groupbot.appeals import deciding, records, screens, service
from groupbot.appeals.model import ABOUTS, RULINGS, About, Filed, Ruling, State
from groupbot.buttons import Press
from groupbot.content import Screen, Text
from groupbot.decision import Decision
from groupbot.effects import Release
from groupbot.ledger.entry import Happened
from groupbot.ledger.kinds import By, Kind, Page, Reason
from groupbot.ledger.views import Kept
from tests.casework import here
from tests.unit.appeals.test_appeal_deciding import does, news, pressed
from tests.unit.ledger_store.desk import NOA, Desk

pytestmark = pytest.mark.anyio
SAID = "It was not me, ask Ali."
MISTAKE = RULINGS.index(Ruling.MISTAKE)


async def appeals(desk: Desk, kept: Kept | None) -> Filed:
    """Let Noa disagree with an entry, or with a word of the bot, and return what she has open."""
    about = About.WORD if kept is None else About.ENTRY
    named = 0 if kept is None else int.from_bytes(kept.id[:4], "big")
    press = Press(Action.APPEAL_OPEN, desk.here.number, ABOUTS.index(about), named)
    shown = await does(desk, service.opened, here(desk, NOA, press, SAID))
    assert shown.show is not None
    handle = await desk.handle()
    (filed,) = await desk.shelf.store.read(lambda unit: records.of(unit, handle))
    return filed


async def recorded(desk: Desk, *kinds: Kind) -> list[Happened]:
    """Return what the log says of Noa, of these kinds."""
    return [what for kept in await desk.entries() if (what := kept.opening.entry.happened).kind in kinds]


@pytest.mark.parametrize("ruling", [Ruling.MISTAKE, Ruling.RULES])
@pytest.mark.parametrize("kind", [Kind.RESTRICTED, Kind.RELEASED, Kind.WARNED])
async def test_an_overturned_record_of_a_restriction_lifts_it(filed: Desk, kind: Kind, ruling: Ruling) -> None:
    """REQUIRES that a release is asked for exactly where a record that its member was held is overturned."""
    await filed.opens()
    await filed.agrees()
    released = Happened(Kind.RELEASED, filed.day.isoformat(), Reason.UNSTATED, By.ADMIN)
    await filed.happens(happened={Kind.RESTRICTED: filed.held(), Kind.RELEASED: released}.get(kind))
    (kept,) = await filed.entries()
    opened = await appeals(filed, kept)
    decision = await does(filed, deciding.decide, pressed(filed, opened, value=RULINGS.index(ruling)))
    lifted = (kind, ruling) == (Kind.RESTRICTED, Ruling.MISTAKE)
    assert [(type(door), door.who.id) for door in decision.door] == ([(Release, NOA.id)] if lifted else [])


async def test_admins_read_which_record_it_is_about(filed: Desk) -> None:
    """REQUIRES that member and admins are shown the record, each in their words, and that nothing of it stays."""
    await filed.opens()
    await filed.agrees()
    await filed.happens(happened=filed.held())
    (kept,) = await filed.entries()
    named = int.from_bytes(kept.id[:4], "big")
    press = Press(Action.APPEAL_ABOUT, filed.here.number, ABOUTS.index(About.ENTRY), named)
    explained = (await does(filed, service.about, here(filed, NOA, press))).show
    opened = await appeals(filed, kept)
    assert explained == screens.explain(About.ENTRY, opened.appeal.due, named, filed.held())
    told = screens.to_decide(opened)
    assert "recorded-restricted" in str(told)
    assert "happened-restricted" in str(explained)
    assert (await does(filed, deciding.read, pressed(filed, opened))).show == told
    await does(filed, deciding.decide, pressed(filed, opened, value=MISTAKE))
    (closed,) = await filed.shelf.store.read(lambda unit: records.of(unit, opened.handle))
    left = (closed.appeal.kind, closed.appeal.day, closed.appeal.entry, closed.appeal.words)
    assert (closed.appeal.state, left) == (State.OVERTURNED, ("", "", "", ""))


async def test_nobodys_words_are_in_the_log(filed: Desk) -> None:
    """REQUIRES that entries about appeals hold words of the log, days and hashes, and nothing that anybody wrote."""
    await filed.opens()
    await filed.agrees()
    opened = await appeals(filed, None)
    await does(filed, deciding.decide, pressed(filed, opened, value=MISTAKE, text="Sorry, Noa!"))
    payloads = [kept.opening.payload for kept in await filed.entries()]
    stated = [json.loads(payload) for payload in payloads]
    known = {*Kind, *Reason, *By, *Page, filed.day.isoformat()}
    free = {"v", "about", "who", "where"}
    assert {value for one in stated for name, value in one.items() if name not in free} <= known
    assert {one["kind"] for one in stated} == {"appeal-opened", "appeal-decided"}
    assert {len(one[name]) for one in stated for name in ("who", "where")} == {64}
    assert not [payload for payload in payloads if b"Ali" in payload or b"Sorry" in payload]


async def test_who_agreed_to_no_record_appeals_as_well(filed: Desk) -> None:
    """REQUIRES that an appeal of somebody without a valid consent is decided and answered, and leaves no entry."""
    await filed.opens()
    opened = await appeals(filed, None)
    await does(filed, deciding.decide, pressed(filed, opened, value=MISTAKE))
    (told,) = await news(filed)
    assert told.to.id == NOA.id
    assert filed.shelf.count("ledger_entry") == 0


async def test_an_erased_record_is_not_referred_to(filed: Desk) -> None:
    """REQUIRES that what decides an appeal refers to the entry only while that lives, and is recorded all the same."""
    await filed.opens()
    await filed.agrees()
    await filed.happens(happened=filed.held())
    (kept,) = await filed.entries()
    opened = await appeals(filed, kept)
    assert [what.about for what in await recorded(filed, Kind.APPEAL_OPENED)] == [kept.opening.leaf.hex()]
    await filed.withdraws()
    await filed.agrees()
    await does(filed, deciding.decide, pressed(filed, opened, value=MISTAKE))
    assert [what.about for what in await recorded(filed, Kind.APPEAL_DECIDED)] == [""]


async def test_a_record_of_somebody_else_is_none(filed: Desk) -> None:
    """REQUIRES that a button which names no living entry of its presser's own leads nowhere, and says what does."""
    await filed.opens()
    await filed.agrees()
    press = Press(Action.APPEAL_ABOUT, filed.here.number, ABOUTS.index(About.ENTRY), 7)
    shown = await does(filed, service.about, here(filed, NOA, press))
    assert shown == Decision(show=Screen((Text("appeal-entry-gone"),)), why_not=(Text("why-asked"),))
