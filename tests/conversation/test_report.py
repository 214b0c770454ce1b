"""Reporting a message: its link and a reason go to the admins in private, and never a name."""

import json

import pytest

from groupbot.ports import Can
from tests.conversation.needs import needs
from tests.conversation.opening import OpenStage
from tests.conversation.stage import Stage, plain
from tests.conversation.walks import about_people, hears, last

pytestmark = pytest.mark.anyio
SAID = "I know where you live"
WORDS = "Third time this week, @everyone <b>"


async def meet(stage: Stage) -> None:
    """Let noa, who will report, and eve, who writes, be in the group."""
    for who in ("noa", "eve"):
        await stage.meets(who, inside=True, started=True)
    await stage.says("eve", SAID)


async def sends(stage: Stage, who: str, reason: str = "report-reason-threat", words: str = "") -> None:
    """Go from the first screen to the admins."""
    await stage.presses(who, reason)
    if words:
        await stage.presses(who, "button-report-words")
        await stage.writes(who, words)
    await stage.presses(who, "button-report-send")


async def reads(stage: Stage, admin: str) -> str:
    """Open the oldest report that waits, and return what the admin reads."""
    await stage.says(admin, "/reports")
    await stage.presses_again(admin, (await last(stage, admin)).buttons[0])
    return await hears(stage, admin)


async def sees_own(stage: Stage, who: str) -> str:
    """Return how somebody's newest report stands."""
    await stage.writes(who, "/report")
    await stage.presses_again(who, (await last(stage, who)).buttons[0])
    return await hears(stage, who)


LANGUAGES = ["en", *(pytest.param(code, marks=needs(client=code)) for code in ("he", "ar")), "zh-hans"]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_from_a_message_to_the_admins(open_stage: OpenStage, language: str) -> None:
    """REQUIRES that admins read link, reason and words of somebody who agreed to nothing, and no name and no text."""
    async with open_stage(language=language) as stage:
        await meet(stage)
        link = await stage.link(SAID)
        await stage.reports("noa", SAID)
        await stage.presses("noa", "report-reason-threat")
        await stage.presses("noa", "button-report-words")
        await stage.writes("noa", WORDS)
        preview = await hears(stage, "noa")
        assert link in preview
        assert "Third time" in preview
        told = len(await stage.sees("ada"))
        await stage.presses("noa", "button-report-send")
        assert len(await stage.sees("ada")) == told + 1
        read = await reads(stage, "ada")
        assert link in read
        assert "Third time" in read
        assert SAID not in read
        assert not {"noa", "eve"} & set(read.casefold().split())
        assert await stage.sees("eve") == []
        assert not await stage.harms()


async def test_closing_leaves_neither_link_nor_words(stage: Stage) -> None:
    """REQUIRES that the reporter finds how many looked and how it ended, and that link and words are gone with that."""
    await meet(stage)
    await stage.reports("noa", SAID)
    await sends(stage, "noa", words=WORDS)
    assert "looked at it: 0" in await sees_own(stage, "noa")
    link = await stage.link(SAID)
    assert link in await reads(stage, "ada")
    assert "looked at it: 1" in await sees_own(stage, "noa")
    await stage.presses("ada", "report-outcome-acted")
    await stage.presses("ada", "button-report-close")
    ended = await sees_own(stage, "noa")
    assert "The admins have acted" in ended
    assert "looked at it: 1" in ended
    assert link not in ended
    await stage.says("ada", "/reports")
    assert "No report waits" in await hears(stage, "ada")
    await stage.writes("noa", "/mydata")
    await stage.presses("noa", "button-mydata-file")
    (place,) = json.loads((await stage.files("noa"))["groupbot-mydata.json"])["places"]
    (table,) = [table for table in place["tables"] if table["table"] == "report"]
    (row,) = table["rows"]
    assert (row["link"], row["words"], row["outcome"], row["read_by_admins"]) == ("", "", "acted", ["2026-11-24"])


async def test_by_its_link_in_private(stage: Stage) -> None:
    """REQUIRES that /report with a message's link, in private, leads to the admins like a reply in the group."""
    await meet(stage)
    link = await stage.link(SAID)
    await stage.writes("noa", f"/report {link}")
    await sends(stage, "noa")
    assert link in await reads(stage, "ada")
    assert await stage.sees("eve") == []


async def test_nothing_is_sent_before_it_is_said(stage: Stage) -> None:
    """REQUIRES that a report which is called off, or begun and left alone, reaches nobody and leaves nothing."""
    await meet(stage)
    before = await about_people(stage)
    heard = len(await stage.sees("ada"))
    await stage.reports("noa", SAID)
    await stage.presses("noa", "report-reason-other")
    await stage.presses("noa", "button-report-drop")
    assert not (await stage.rows())["report"]
    assert await about_people(stage) == before
    await stage.reports("noa", SAID)
    await stage.reports("noa", SAID)
    assert len((await stage.rows())["report"]) == 1
    await stage.forward(minutes=121)
    await stage.ticks()
    assert not (await stage.rows())["report"]
    assert len(await stage.sees("ada")) == heard
    assert await about_people(stage) == before


async def test_taken_back(stage: Stage) -> None:
    """REQUIRES that one press takes a report back, after which no admin finds it, and no button of theirs works."""
    await meet(stage)
    await stage.reports("noa", SAID)
    await sends(stage, "noa", words=WORDS)
    await reads(stage, "ada")
    await sees_own(stage, "noa")
    await stage.presses("noa", "button-report-withdraw")
    await stage.presses("ada", "report-outcome-acted")
    assert "does not wait any more" in await hears(stage, "ada")
    await stage.says("ada", "/reports")
    assert "No report waits" in await hears(stage, "ada")


async def test_three_a_day(stage: Stage) -> None:
    """REQUIRES that a fourth report on one day is refused, whatever was taken back, and that the next day takes one."""
    await meet(stage)
    for _ in range(3):
        await stage.reports("noa", SAID)
        await sends(stage, "noa")
    await sees_own(stage, "noa")
    await stage.presses("noa", "button-report-withdraw")
    await stage.reports("noa", SAID)
    assert "from tomorrow there can be more" in await hears(stage, "noa")
    await stage.forward(days=1)
    await stage.ticks()
    await stage.reports("noa", SAID)
    await sends(stage, "noa")
    assert "Sent to the admins" in await hears(stage, "noa")


async def test_sent_once_however_often_it_is_pressed(stage: Stage) -> None:
    """REQUIRES that pressing Send again, or its delivery coming twice, sends nothing more and tells the admins once."""
    await meet(stage)
    await stage.reports("noa", SAID)
    await stage.presses("noa", "report-reason-spam")
    button = next(one for one in (await last(stage, "noa")).buttons if "Send to" in plain(one.label))
    await stage.presses_again("noa", button)
    told = len(await stage.sees("ada"))
    await stage.repeats(await stage.newest())
    await stage.presses_again("noa", button)
    assert "no longer at hand" in await hears(stage, "noa")
    assert len(await stage.sees("ada")) == told
    assert len((await stage.rows())["report"]) == 1


async def test_strangers_and_other_links(stage: Stage) -> None:
    """REQUIRES one and the same answer to a stranger with a genuine link, and to everything that is no such link."""
    await meet(stage)
    link = await stage.link(SAID)
    await stage.meets("mallory", started=True)
    answers = set()
    for who, argument in (
        ("mallory", link),
        ("noa", link.replace("https://", "https://evil.example/")),
        ("noa", link.replace("https://", "https://x@")),
        ("noa", f"{link} and more"),
        ("noa", "https://example.org/"),
        ("noa", "eve is rude"),
    ):
        await stage.writes(who, f"/report {argument}")
        answers.add(await hears(stage, who))
    assert len(answers) == 1
    assert "can do nothing with this link" in answers.pop()
    assert not (await stage.rows())["report"]


async def test_who_was_known_reports_after_a_ban(stage: Stage) -> None:
    """REQUIRES that somebody whom the group has removed, and of whom something is kept, reports by a link."""
    await meet(stage)
    link = await stage.link(SAID)
    await stage.reports("noa", SAID)
    await sends(stage, "noa")
    await stage.leaves("noa", removed=True)
    await stage.writes("noa", f"/report {link}")
    await sends(stage, "noa")
    assert "Sent to the admins" in await hears(stage, "noa")


async def test_a_link_into_another_group(stage: Stage) -> None:
    """REQUIRES that a report goes to the admins of the message's group, and to nobody in another."""
    await meet(stage)
    await stage.opens("other")
    await stage.meets("bea", admin=True, started=True)
    heard = len(await stage.sees("bea"))
    await stage.joins("eve", "other")
    await stage.says("eve", "Somewhere else", "other")
    await stage.joins("noa", "other")
    await stage.writes("noa", f"/report {await stage.link('Somewhere else', 'other')}")
    await sends(stage, "noa")
    assert len(await stage.sees("bea")) == heard
    await stage.says("ada", "/reports")
    assert "No report waits" in await hears(stage, "ada")
    await stage.says("ada", "/reports", "other")
    assert "the oldest first: 1" in await hears(stage, "ada")


async def test_members_read_no_reports(stage: Stage) -> None:
    """REQUIRES that whoever is no admin is shown no report, not even the reporter the admins' list."""
    await meet(stage)
    await stage.reports("noa", SAID)
    await sends(stage, "noa", words=WORDS)
    for who in ("eve", "noa"):
        await stage.says(who, "/reports")
        assert "for the group's admins" in await hears(stage, who)


@needs(Can.ANONYMOUS_ADMINS)
async def test_an_admin_who_stays_anonymous(stage: Stage) -> None:
    """REQUIRES that /reports given as the group is answered by a button that opens the list to admins alone."""
    await stage.meets("mask", admin=True, kind="anonymous-admin")
    await meet(stage)
    await stage.reports("noa", SAID)
    await sends(stage, "noa")
    await stage.says("mask", "/reports")
    button = (await stage.group_sees())[-1].buttons[0]
    await stage.presses_again("ada", button)
    assert "the oldest first: 1" in await hears(stage, "ada")
    await stage.presses_again("noa", button)
    assert "for the group's admins" in await hears(stage, "noa")
