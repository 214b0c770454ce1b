"""What a member reads of their own: every table in words, on pages, with the ways on."""

from datetime import timedelta

import pytest

from groupbot.actions import Action
from groupbot.content import Text
from groupbot.duties import DUTIES
from groupbot.i18n.catalogue import Messages
from groupbot.i18n.render import Renderer
from groupbot.ledger.kinds import Kind
from groupbot.rights import screens
from groupbot.rights.mydata import gather
from groupbot.rights.telling import told
from tests.conversation.opening import OpenStage, fake_stage
from tests.conversation.stage import plain
from tests.conversation.walks import agrees, hears, last
from tests.unit.ledger_store.desk import NOA, Desk

OPEN: OpenStage = fake_stage
RENDERER = Renderer(Messages.load())
ABOUT_PERSONS = [duty for duty in DUTIES if duty.person]
GROUPS = 30


@pytest.mark.parametrize("language", RENDERER.languages)
def test_every_table_about_persons_is_told_in_every_language(language: str) -> None:
    """REQUIRES of each table about persons words for /mydata, and where it survives an erasure, words for why."""
    keys = [f"kept-{duty.table.name}" for duty in ABOUT_PERSONS]
    keys += [f"erase-keeps-{duty.table.name}" for duty in ABOUT_PERSONS if duty.survives]
    keys += [f"happened-{kind}" for kind in Kind]
    assert [key for key in keys if not RENDERER.speaks(language, key)] == []


def test_a_place_with_nothing_is_none() -> None:
    """REQUIRES that a place of which nothing opens any more is not spoken of."""
    assert told({"places": [{"group": None, "tables": []}]}) == ()


@pytest.mark.anyio
async def test_each_thing_ends_with_the_last_of_its_rows(desk: Desk) -> None:
    """REQUIRES that the end of what is kept of some sort is the end of the last of it."""
    await desk.opens()
    await desk.agrees(NOA)
    for days in (0, 3):
        desk.day += timedelta(days=days)
        await desk.happens(NOA)
    found = await desk.shelf.store.read(lambda unit: gather(unit, NOA, desk.today))
    (entries,) = [entry for entry in found["places"][0]["tables"] if entry["table"] == "ledger_entry"]
    ends = [row["until"] for row in entries["rows"]]
    assert (min(ends) < max(ends), entries["until"]) == (True, max(ends))


def test_who_read_it_is_told() -> None:
    """REQUIRES that a row which admins have read says so beneath, with the newest day."""
    rows = [{"read_by_admins": ["2026-11-20", "2026-11-22"]}, {"read_by_admins": []}]
    found = {"places": [{"group": None, "tables": [{"table": "outbox", "until": "2026-12-01", "rows": rows}]}]}
    (lines,) = told(found)
    shown = "\n".join(RENDERER.rich("en", line).text for line in lines.items)
    assert "admins have read it, last on" in shown
    assert "22" in shown


@pytest.mark.anyio
async def test_more_than_a_message_holds() -> None:
    """REQUIRES that what is kept in many groups is told on pages that a message takes, and that none is left out."""
    async with OPEN() as stage:
        await stage.meets("noa", started=True)
        for number in range(GROUPS):
            await stage.opens(f"g{number}", f"Group number {number} of a long list of groups")
            await stage.joins("noa", f"g{number}")
            await agrees(stage, "noa", "events", "digest", group=f"g{number}")
        await stage.writes("noa", "/mydata")
        pages = [await hears(stage, "noa")]
        while await stage.offers("noa", "button-next-page"):
            await stage.presses("noa", "button-next-page")
            pages.append(await hears(stage, "noa"))
        assert len(pages) > 1
        assert max(len(page) for page in pages) < 4096
        told = "".join(pages)
        assert [number for number in range(GROUPS) if f"Group number {number} of" not in told] == []
        await stage.writes("noa", "/erase")
        listed = [*(await last(stage, "noa")).labels]
        await stage.presses("noa", "button-next-page")
        listed += (await last(stage, "noa")).labels
        assert [plain(label)[:16] for label in listed].count("Erase in Group n") == GROUPS
        await stage.presses("noa", "button-erase-everywhere")
        before = len(await stage.sees("noa"))
        await stage.presses("noa", "button-erase-now")
        answers = (await stage.sees("noa"))[before - 1 :]
        receipts = [label for seen in answers for label in seen.labels if plain(label).startswith("Receipt: Group n")]
        assert len(receipts) == GROUPS


def test_no_way_leads_further_than_two_taps() -> None:
    """REQUIRES that erasing takes one choice and one confirmation, and that the confirmation names its group."""
    first = screens.what_to_erase([(7, "x"), (9, "y")], 0).rows
    assert [(row[0].action, row[0].group) for row in first] == [
        (Action.ERASE_ASK, screens.EVERY_GROUP),
        (Action.ERASE_ASK, 7),
        (Action.ERASE_ASK, 9),
    ]
    many = [(number, "x") for number in range(1, 26)]
    assert len(screens.what_to_erase(many, 9).rows) == 1 + len(many) - screens.GROUPS_PER_PAGE
    ((yes, no),) = screens.confirm(9, "x", ()).rows
    assert (yes.action, yes.group, no.action) == (Action.ERASE_NOW, 9, Action.MYDATA)


def test_where_there_is_nothing_nothing_is_offered_to_be_erased() -> None:
    """REQUIRES that who has nothing here can take just that along, and is offered neither consents nor an end."""
    offered = {choice.action for row in screens.mydata_ways(empty=True) for choice in row}
    assert offered == {Action.MYDATA_FILE, Action.PRIVACY}
    offered = {choice.action for row in screens.mydata_ways(empty=False) for choice in row}
    assert offered == {Action.MYDATA_FILE, Action.WITHDRAW_PAGE, Action.APPEAL, Action.ERASE}


def test_what_stays_is_said_before_and_after() -> None:
    """REQUIRES that what survives an erasure is named with its reason in the question and in the answer."""
    asked = screens.confirm(0, "", ("restriction",))
    (answered,) = screens.erased(0, "", ("restriction",), ())
    for screen in (asked, answered):
        assert Text("erase-keeps-restriction") in [item for part in screen.parts for item in getattr(part, "items", ())]
