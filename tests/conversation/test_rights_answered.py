"""What a member may always ask for: their data, who is responsible, their language."""

import json
from datetime import date

import pytest

from tests.conversation.needs import needs
from tests.conversation.opening import OpenStage
from tests.conversation.stage import Stage
from tests.conversation.walks import about_people, agrees, hears

pytestmark = pytest.mark.anyio
FILE = "groupbot-mydata.json"


async def takes_the_file(stage: Stage, who: str) -> bytes:
    """Ask for one's data in private, take it along as a file, and return it."""
    await stage.writes(who, "/mydata")
    await stage.presses(who, "button-mydata-file")
    return (await stage.files(who))[FILE]


async def test_mydata_goes_to_its_owner_alone(stage: Stage) -> None:
    """/mydata given in the group hands the file to the member in private, and shows nobody else anything."""
    await stage.meets("noa", inside=True, started=True)
    await agrees(stage, "noa", "events")
    group, admin = await stage.group_sees(), await stage.sees("ada")
    await stage.says("noa", "/mydata")
    await stage.presses("noa", "button-mydata-file")
    (place,) = json.loads((await stage.files("noa"))[FILE])["places"]
    assert {table["table"] for table in place["tables"]} == {"consent_record", "consent_grant"}
    assert await stage.files("ada") == {}
    assert (await stage.group_sees(), await stage.sees("ada")) == (group, admin)


async def test_mydata_of_somebody_unknown(stage: Stage) -> None:
    """Who agreed to nothing gets a file that says so, and asking leaves no row."""
    before = await stage.rows()
    assert json.loads(await takes_the_file(stage, "noa"))["places"] == []
    assert await stage.rows() == before


async def test_mydata_without_having_written_before(stage: Stage) -> None:
    """Who never wrote to the bot reads it where nobody else does, and gets the file there, or else the way to it."""
    group = await stage.group_sees()
    await stage.meets("noa", inside=True)
    await stage.says("noa", "/mydata")
    assert "Nothing is kept about you" in await hears(stage, "noa")
    await stage.presses("noa", "button-mydata-file")
    assert await stage.files("noa") or "press Start" in await hears(stage, "noa")
    assert (await stage.group_sees(), await stage.files("ada")) == (group, {})


async def test_two_members_files_tell_nothing_of_each_other(stage: Stage) -> None:
    """A member's file is the same, byte for byte but for the record's own id, whatever another member does."""
    for who in ("noa", "eve"):
        await stage.meets(who, inside=True, started=True)
    await agrees(stage, "noa", "events")
    before = await takes_the_file(stage, "noa")
    await agrees(stage, "eve", "events", "digest")
    assert await takes_the_file(stage, "noa") == before


async def test_privacy_answers_everywhere(stage: Stage) -> None:
    """/privacy answers in a group and in private, from members and strangers, before any consent, without a row."""
    before = await stage.rows()
    await stage.meets("noa", inside=True, started=True)
    await stage.says("noa", "/privacy")
    assert "Quillwater Editors' Association" in await hears(stage, "noa")
    await stage.writes("eve", "/privacy")
    assert "Operators of the Lantern bot service" in await hears(stage, "eve")
    assert await stage.rows() == before


async def test_language_chosen_and_forgotten(stage: Stage) -> None:
    """A chosen language speaks from the next word on and is one sealed row; giving it back leaves none."""
    await stage.writes("noa", "/language")
    await stage.presses("noa", "Deutsch")
    await stage.writes("noa", "/help")
    assert "Hello" not in await hears(stage, "noa")
    assert (await about_people(stage))["language_choice"] == 1
    await stage.restart()
    await stage.writes("noa", "/language")
    platform = (await stage.sees("noa"))[-1].buttons[-1]
    await stage.presses_again("noa", platform)
    await stage.writes("noa", "/help")
    assert "Hello" in await hears(stage, "noa")
    assert not any((await about_people(stage)).values())


async def test_language_is_no_consent_and_survives_a_withdrawal(stage: Stage) -> None:
    """A chosen language gives no consent, and withdrawing consents leaves the choice alone."""
    await stage.meets("noa", inside=True, started=True)
    await stage.writes("noa", "/language")
    await stage.presses("noa", "English")
    await agrees(stage, "noa", "events")
    await stage.presses("noa", "button-withdraw")
    found = await about_people(stage)
    assert (found["language_choice"], found["consent_record"], found["vault.people"]) == (1, 0, 1)


@needs(client="he")
async def test_the_file_says_when(open_stage: OpenStage) -> None:
    """The file carries the day on which it was made, by the bot's own clock."""
    async with open_stage("he") as stage:
        await stage.forward(days=3)
        assert json.loads(await takes_the_file(stage, "noa"))["made_on"] == date(2026, 11, 27).isoformat()


async def test_what_is_wrong_can_be_corrected(stage: Stage) -> None:
    """What is kept can be called wrong by the button beneath it or by /correct, in private, also after leaving."""
    await stage.meets("noa", inside=True, started=True)
    await agrees(stage, "noa", "events")
    await stage.leaves("noa")
    await stage.writes("noa", "/mydata")
    await stage.presses("noa", "button-correct")
    assert await stage.offers("noa", "In Editors")
    await stage.writes("noa", "/correct")
    await stage.presses("noa", "In Editors")
    assert await stage.offers("noa", "appeal-about-other")
