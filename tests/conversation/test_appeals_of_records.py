"""Disagreeing with what the log says of oneself, and with any other word that concerns its reader."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from tests.conversation.needs import ACTS_NAMED, needs
from tests.conversation.opening import OpenStage, real_bot
from tests.conversation.stage import Stage, plain
from tests.conversation.test_appeals import WORDS, decides, news, reads
from tests.conversation.walks import agrees, hears, last, opens_the_choice

pytestmark = pytest.mark.anyio


async def records(stage: Stage, who: str) -> list[Mapping[str, Any]]:
    """Return the records of somebody as their file has them."""
    await stage.writes(who, "/mydata")
    await stage.presses(who, "button-mydata-file")
    places = json.loads((await stage.files(who))["groupbot-mydata.json"])["places"]
    tables = [table for place in places for table in place["tables"]]
    return [row for table in tables if table["table"] == "ledger_entry" for row in table["rows"]]


async def disagrees(stage: Stage, who: str) -> None:
    """Disagree with the first record that /mydata tells, and write why."""
    await stage.writes(who, "/mydata")
    await stage.presses_again(who, (await last(stage, who)).buttons[0])
    await stage.presses(who, "button-appeal-write")
    await stage.writes(who, WORDS)


@pytest.mark.parametrize(
    "language",
    ["en", pytest.param("he", marks=needs(client="he")), pytest.param("ar", marks=needs(client="ar")), "zh-hans"],
)
@needs(also=ACTS_NAMED)
async def test_a_record_is_overturned(open_stage: OpenStage, language: str) -> None:
    """REQUIRES that a record of an admin's act is appealed from /mydata, read as such, overturned, told and marked.

    The bot lifts nothing that an admin set (law L11), and so no release stands beside it.
    """
    label = real_bot().label
    async with open_stage(language=language) as stage:
        await stage.meets("noa", language=language, inside=True, started=True)
        await agrees(stage, "noa", "events")
        await stage.restricts("noa")
        await stage.writes("noa", "/mydata")
        assert plain(label(language, "happened-restricted")) in plain((await last(stage, "noa")).labels[0])
        await disagrees(stage, "noa")
        await reads(stage, "ada")
        assert plain(label("en", "recorded-restricted")) in await hears(stage, "ada") or language != "en"
        assert "I never asked for votes" in await hears(stage, "ada")
        heard = len(await stage.sees("noa"))
        await stage.presses("ada", "appeal-ruling-mistake")
        await stage.presses("ada", "button-appeal-decide")
        await news(stage, "noa")
        assert len(await stage.sees("noa")) >= heard + 2
        told = {row["kind"]: (row["reason"], row["by"], row["overturned"]) for row in await records(stage, "noa")}
        assert told == {
            "restricted": ("unstated", "admin", True),
            "appeal-opened": ("correction", "", False),
            "appeal-decided": ("overturned", "", False),
        }
        assert not await stage.harms()


async def test_a_record_of_an_appeal(stage: Stage) -> None:
    """REQUIRES that also what appeals themselves leave in the log is told, appealed and shown as overturned."""
    await stage.meets("noa", inside=True, started=True)
    await agrees(stage, "noa", "events")
    await stage.says("noa", "/appeal")
    await stage.presses("noa", "appeal-about-word")
    await stage.presses("noa", "button-appeal-write")
    await stage.writes("noa", WORDS)
    await stage.writes("noa", "/mydata")
    assert "you appealed" in await hears(stage, "noa")
    await decides(stage, "ada", "appeal-ruling-rules")
    await disagrees(stage, "noa")
    assert "Your appeal is open" in await hears(stage, "noa")
    await decides(stage, "ada", "appeal-ruling-context")
    found = await records(stage, "noa")
    assert [row["overturned"] for row in found].count(True) == 1
    await stage.writes("noa", "/mydata")
    assert "overturned by the group's admins" in await hears(stage, "noa")
    ways = {plain(each).partition(", ")[2] for each in (await last(stage, "noa")).labels if "Disagree: " in plain(each)}
    assert {way.partition(", ")[2] for way in ways} == {"you appealed", "your appeal was decided"}


async def test_a_record_that_is_gone(stage: Stage) -> None:
    """REQUIRES that a button of a record that was erased meanwhile says so, and opens nothing."""
    await stage.meets("noa", inside=True, started=True)
    await agrees(stage, "noa", "events")
    await stage.says("noa", "/appeal")
    await stage.presses("noa", "appeal-about-word")
    await stage.presses("noa", "button-appeal-write")
    await stage.writes("noa", WORDS)
    await stage.writes("noa", "/mydata")
    button = (await last(stage, "noa")).buttons[0]
    await stage.writes("noa", "/withdraw")
    await stage.presses("noa", "Withdraw in Editors")
    rows = await stage.rows()
    await stage.presses_again("noa", button)
    assert any("not kept any more" in plain(seen.text) for seen in await stage.sees("noa"))
    assert len((await stage.rows())["appeal"]) == len(rows["appeal"]) == 1


async def test_under_a_word_that_concerns_its_reader(stage: Stage) -> None:
    """REQUIRES that who is turned away for their age appeals from there, with nothing kept of them before."""
    await stage.meets("noa", inside=True, started=True)
    await stage.presses_line("noa")
    while not await stage.offers("noa", "button-age-no"):
        await stage.presses(
            "noa", "button-next-page" if await stage.offers("noa", "button-next-page") else "button-read"
        )
    await stage.presses("noa", "button-age-no")
    await stage.presses("noa", "button-disagree")
    assert not (await stage.rows())["appeal"]
    await stage.presses("noa", "button-appeal-write")
    await stage.writes("noa", WORDS)
    rows = await stage.rows()
    assert (len(rows["appeal"]), len(rows["ledger_entry"])) == (1, 0)


async def test_a_word_about_every_group(stage: Stage) -> None:
    """REQUIRES that a word in private about all groups leads whom one group knows to an appeal in that one."""
    await stage.meets("noa", inside=True, started=True)
    await opens_the_choice(stage, "noa")
    await stage.presses("noa", "purpose-events")
    await stage.presses("noa", "button-save")
    await stage.writes("noa", "/withdraw")
    await stage.presses("noa", "button-disagree")
    await stage.presses("noa", "button-appeal-write")
    await stage.writes("noa", WORDS)
    assert "Your appeal is open" in await hears(stage, "noa")
