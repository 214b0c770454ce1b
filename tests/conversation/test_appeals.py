"""Disagreeing: a member appeals in private, admins decide, and the member hears of it with reasons."""

import json

import pytest

from groupbot.ports import Can
from tests.conversation.needs import needs
from tests.conversation.opening import OpenStage
from tests.conversation.stage import GROUP, Stage, find_button, plain
from tests.conversation.walks import agrees, hears, last

pytestmark = pytest.mark.anyio
WORDS = "I never asked for votes, @everyone <b>"


async def appeals(stage: Stage, who: str, words: str = WORDS, group: str = GROUP) -> None:
    """Open an appeal against a word of the bot."""
    await stage.says(who, "/appeal", group)
    await stage.presses(who, "appeal-about-word")
    await stage.presses(who, "button-appeal-write")
    await stage.writes(who, words)


async def reads(stage: Stage, admin: str) -> None:
    """Open the oldest appeal that waits."""
    await stage.says(admin, "/appeals")
    await stage.presses_again(admin, (await last(stage, admin)).buttons[0])


async def news(stage: Stage, who: str) -> str:
    """Let what waits be delivered, and somebody ask for help afterwards; return what they read before that."""
    await stage.forward(minutes=1)
    await stage.ticks()
    await stage.writes(who, "/help")
    return plain((await stage.sees(who))[-2].text)


async def decides(stage: Stage, admin: str, ruling: str) -> None:
    """Read the oldest appeal and decide it for a reason."""
    await reads(stage, admin)
    await stage.presses(admin, ruling)
    await stage.presses(admin, "button-appeal-decide")


@pytest.mark.parametrize("language", ["en", pytest.param("he", marks=needs(client="he")), "de", "zh-hans"])
async def test_from_the_button_to_the_answer(open_stage: OpenStage, language: str) -> None:
    """REQUIRES that an appeal of somebody who agreed to nothing is read, decided and answered, and keeps no words."""
    async with open_stage(language=language) as stage:
        await stage.meets("noa", language=language, inside=True, started=True)
        await appeals(stage, "noa")
        await reads(stage, "ada")
        assert "I never asked for votes" in await hears(stage, "ada")
        assert "noa" not in (await hears(stage, "ada")).casefold()
        await stage.presses("ada", "appeal-ruling-mistake")
        await stage.presses("ada", "button-appeal-decide")
        heard = len(await stage.sees("noa"))
        await news(stage, "noa")
        assert len(await stage.sees("noa")) == heard + 2
        assert not await stage.harms()
        rows = await stage.rows()
        assert [row["recall_on"] for row in rows["appeal"]] == [None]
        assert not rows["ledger_entry"]


async def test_progress_is_seen_and_read_days_are_told(stage: Stage) -> None:
    """REQUIRES that a member sees how many admins looked, and finds it in /mydata."""
    await stage.meets("noa", inside=True, started=True)
    await appeals(stage, "noa")
    await stage.says("noa", "/appeal")
    await stage.presses_again("noa", (await last(stage, "noa")).buttons[0])
    assert "looked at it: 0" in await hears(stage, "noa")
    await reads(stage, "ada")
    await stage.says("noa", "/appeal")
    await stage.presses_again("noa", (await last(stage, "noa")).buttons[0])
    assert "looked at it: 1" in await hears(stage, "noa")
    await stage.says("noa", "/mydata")
    await stage.presses("noa", "button-mydata-file")
    (place,) = json.loads((await stage.files("noa"))["groupbot-mydata.json"])["places"]
    (table,) = [table for table in place["tables"] if table["table"] == "appeal"]
    assert table["rows"][0]["read_by_admins"] == ["2026-11-24"]


async def test_taken_back(stage: Stage) -> None:
    """REQUIRES that a member takes an appeal back with one press, and admins find nothing that waits."""
    await stage.meets("noa", inside=True, started=True)
    await appeals(stage, "noa")
    await stage.says("noa", "/appeal")
    await stage.presses_again("noa", (await last(stage, "noa")).buttons[0])
    await stage.presses("noa", "button-appeal-withdraw")
    await stage.says("ada", "/appeals")
    assert "No appeal waits" in await hears(stage, "ada")


async def test_after_a_ban_in_private(stage: Stage) -> None:
    """REQUIRES that somebody whom a group has removed appeals in private, the group chosen by a button."""
    await stage.meets("noa", inside=True, started=True)
    await agrees(stage, "noa", "events")
    await stage.leaves("noa", removed=True)
    await stage.writes("noa", "/appeal")
    await stage.presses("noa", "Editors")
    await stage.presses("noa", "appeal-about-restriction")
    await stage.presses("noa", "button-appeal-write")
    await stage.writes("noa", WORDS)
    assert "Your appeal is open" in await hears(stage, "noa")


async def test_three_at_once(stage: Stage) -> None:
    """REQUIRES that a fourth appeal is refused while three wait, with what to do, before it is written."""
    await stage.meets("noa", inside=True, started=True)
    for _ in range(3):
        await appeals(stage, "noa")
    await stage.says("noa", "/appeal")
    await stage.presses("noa", "appeal-about-word")
    assert "take one back" in await hears(stage, "noa")
    assert len((await stage.rows())["appeal"]) == 3


async def test_opened_and_taken_back_all_day(stage: Stage) -> None:
    """REQUIRES that six appeals within a month are enough, taken back or not, and that admins hear of no more."""
    await stage.meets("noa", inside=True, started=True)
    for _ in range(6):
        await appeals(stage, "noa")
        await stage.says("noa", "/appeal")
        await stage.presses_again("noa", find_button(await stage.sees("noa"), "Open:"))
        await stage.presses("noa", "button-appeal-withdraw")
    await stage.says("noa", "/appeal")
    await stage.presses("noa", "appeal-about-word")
    assert "on December 24" in await hears(stage, "noa")
    assert sum("Somebody appeals" in seen.text for seen in await stage.sees("ada")) == 6
    await stage.forward(days=30)
    await stage.ticks()
    await appeals(stage, "noa")
    assert "Your appeal is open" in await hears(stage, "noa")


async def test_members_read_no_appeals(stage: Stage) -> None:
    """REQUIRES that whoever is no admin is shown no appeal."""
    for who in ("noa", "eve"):
        await stage.meets(who, inside=True, started=True)
    await appeals(stage, "noa")
    await stage.says("eve", "/appeals")
    assert WORDS[:20] not in await hears(stage, "eve")


async def test_admins_are_reminded_until_it_is_answered(stage: Stage) -> None:
    """REQUIRES a word to the admins in each week in which an appeal waits, and none once it is answered."""
    await stage.meets("noa", inside=True, started=True)
    await appeals(stage, "noa")
    heard = []
    for days in (6, 1, 1, 6):
        await stage.forward(days=days)
        await stage.ticks()
        await stage.says("ada", "/appeals")
        heard.append(sum("still wait" in seen.text for seen in await stage.sees("ada")))
    assert heard == [0, 1, 1, 2]
    await decides(stage, "ada", "appeal-ruling-context")
    await stage.forward(days=8)
    await stage.ticks()
    await stage.says("ada", "/appeals")
    assert sum("still wait" in seen.text for seen in await stage.sees("ada")) == 2


async def test_a_closed_one_ends_and_an_unanswered_one_too(stage: Stage) -> None:
    """REQUIRES a month for a closed appeal, half a year for one that nobody answers, and that its member hears so."""
    for who in ("noa", "eve"):
        await stage.meets(who, inside=True, started=True)
    await appeals(stage, "noa")
    await decides(stage, "ada", "appeal-ruling-context")
    await appeals(stage, "eve")
    for days, left, heard in ((29, 2, False), (1, 1, False), (147, 1, False), (1, 1, True), (2, 0, True)):
        await stage.forward(days=days)
        await stage.ticks()
        assert len((await stage.rows()).get("appeal", ())) == left
        assert "ended without" not in await news(stage, "noa")
        await news(stage, "eve")
        assert sum("ended without" in seen.text for seen in await stage.sees("eve")) == heard


async def test_in_a_group_that_the_bot_has_left(stage: Stage) -> None:
    """REQUIRES that no appeal is promised an answer where no admin can read it, and that an open one's end is told."""
    await stage.meets("noa", inside=True, started=True)
    await appeals(stage, "noa")
    await stage.dismisses()
    await stage.writes("noa", "/appeal")
    await stage.presses("noa", "Editors")
    await stage.presses("noa", "appeal-about-word")
    assert "no longer in Editors" in await hears(stage, "noa")
    await stage.writes("noa", "/appeal")
    await stage.presses("noa", "Editors")
    await stage.presses_again("noa", find_button(await stage.sees("noa"), "Open:"))
    assert "no longer in Editors" in await hears(stage, "noa")
    assert "answered by" not in await hears(stage, "noa")
    await stage.forward(days=28)
    await stage.ticks()
    assert "ended without an answer" in await news(stage, "noa")
    await stage.forward(days=2)
    await stage.ticks()
    assert not (await stage.rows()).get("appeal")


@needs(Can.ANONYMOUS_ADMINS)
async def test_an_admin_who_stays_anonymous(stage: Stage) -> None:
    """REQUIRES that /appeals given as the group is answered by a button that opens the list to admins alone."""
    await stage.meets("mask", admin=True, kind="anonymous-admin")
    await stage.meets("noa", inside=True, started=True)
    await appeals(stage, "noa")
    await stage.says("mask", "/appeals")
    button = (await stage.group_sees())[-1].buttons[0]
    await stage.presses_again("ada", button)
    assert "the oldest first: 1" in await hears(stage, "ada")
    await stage.presses_again("noa", button)
    assert "for the group's admins" in await hears(stage, "noa")


async def test_something_else_is_answered_without_a_rule(stage: Stage) -> None:
    """REQUIRES a way to report whom an appeal does not help, and an answer to "something else" that names no rule."""
    await stage.meets("noa", inside=True, started=True)
    await stage.says("noa", "/appeal")
    assert "/report" in await hears(stage, "noa")
    await stage.presses("noa", "appeal-about-other")
    await stage.presses("noa", "button-appeal-write")
    await stage.writes("noa", "Could you write more slowly?")
    await decides(stage, "ada", "appeal-ruling-heard")
    heard = await news(stage, "noa")
    assert "We have heard you" in heard
    assert "rules" not in heard
