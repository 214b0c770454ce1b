"""The set-up where things go otherwise: office lost half-way, hidden admins, hostile words, topics, other scripts."""

from collections.abc import AsyncIterator

import pytest

from groupbot.i18n.language import autonym
from groupbot.ports import Can
from tests.conversation.needs import PRIVATE_ORDERS, needs
from tests.conversation.newcomer import new_bot
from tests.conversation.opening import OpenStage
from tests.conversation.stage import GROUP, Seen, Stage
from tests.conversation.walks import about_people, agrees, hears, last

pytestmark = pytest.mark.anyio

NAMES = {"he": "ועד העורכים", "ar": "لجنة المحررين"}


@pytest.fixture
async def new(open_stage: OpenStage) -> AsyncIterator[Stage]:
    """Return a stage whose bot was added to the group a moment ago."""
    async with open_stage(product=new_bot()) as opened:
        yield opened


async def chooses(stage: Stage, who: str, question: str, *answers: str) -> None:
    """Open a question from the overview and press answers."""
    await stage.presses(who, f"setup-name-{question}")
    for answer in answers:
        await stage.presses(who, answer)


async def line(stage: Stage, group: str = GROUP) -> Seen:
    """Return the one line of the bot that stands in a group."""
    (standing,) = [seen for seen in await stage.group_sees(group) if seen.buttons]
    return standing


@pytest.mark.parametrize("language", [pytest.param(code, marks=needs(client=code)) for code in ("he", "ar")])
async def test_the_whole_way_from_right_to_left(open_stage: OpenStage, language: str) -> None:
    """REQUIRES that an admin comes to a live group in a right-to-left language, and a member of it can agree."""
    async with open_stage(product=new_bot()) as new:
        await new.meets("bea", language=language, admin=True, started=True)
        await new.presses_line("bea")
        await chooses(new, "bea", "wikis", "hewiki", "arwiki", "button-back")
        await chooses(new, "bea", "composition", "value-composition-one-sided")
        await chooses(new, "bea", "controller", "button-controller-name")
        await new.writes("bea", NAMES[language])
        assert NAMES[language] in await hears(new, "bea")
        await new.presses("bea", "button-back")
        await chooses(new, "bea", "languages", autonym(language), "button-back")
        await chooses(new, "bea", "joins", "value-join_notices-remove")
        await new.presses("bea", "button-preview")
        await new.presses("bea", "English")
        await new.presses("bea", "button-back")
        await new.presses("bea", "button-go-live")
        await new.presses("bea", "button-go-live-now")
        assert "Setting up" not in "".join(seen.text for seen in await new.sees("bea"))
        await new.meets("noa", language=language, inside=True, started=True)
        await agrees(new, "noa", "events")
        assert (await about_people(new))["consent_record"] == 1


async def test_office_lost_between_two_taps(new: Stage) -> None:
    """REQUIRES that who is no admin any more when the last button is pressed lets nothing go live, and is told so."""
    await new.meets("bea", inside=True, started=True)
    await new.ranks("bea", admin=True)
    await new.says("bea", "/setup")
    await new.presses("bea", "button-go-live")
    await new.ranks("bea", admin=False)
    await new.presses("bea", "button-go-live-now")
    assert "for the group's admins" in await hears(new, "bea")
    assert "I do nothing yet" in (await line(new)).text


async def test_office_lost_before_words(new: Stage) -> None:
    """REQUIRES that words for a question count only from who is still an admin when they come."""
    await new.meets("bea", inside=True, started=True)
    await new.ranks("bea", admin=True)
    await new.says("bea", "/setup")
    await chooses(new, "bea", "controller", "button-controller-name")
    await new.ranks("bea", admin=False)
    await new.writes("bea", "Board of one")
    assert "for the group's admins" in await hears(new, "bea")
    await new.says("ada", "/settings")
    assert "Board of one" not in await hears(new, "ada")


@needs(Can.ANONYMOUS_ADMINS)
async def test_an_admin_whom_nobody_names(new: Stage) -> None:
    """REQUIRES that an anonymous admin is answered in the group, by a button that leads to the presser's own screen."""
    await new.meets("mask", admin=True, kind="anonymous-admin")
    await new.says("mask", "/setup")
    said = [seen for seen in await new.group_sees() if seen.buttons][-1]
    assert "you write as the group" in said.text
    await new.presses_again("ada", said.buttons[0])
    assert "Setting up Editors" in await hears(new, "ada")
    await new.meets("noa", inside=True, started=True)
    await new.presses_again("noa", said.buttons[0])
    assert "for the group's admins" in await hears(new, "noa")


@needs(without=Can.FORMS)
@pytest.mark.parametrize("question", ["button-controller-name", "button-controller-contact"])
async def test_too_many_words(new: Stage, question: str) -> None:
    """REQUIRES that words without end are refused at their question, and that what was there stays."""
    await new.says("ada", "/setup")
    await chooses(new, "ada", "controller", question)
    await new.writes("ada", "x" * 4_000)
    words = await hears(new, "ada")
    assert "Who runs the group and answers for its data?" in words
    assert "characters" in words
    assert "x" * 400 not in words
    await new.says("ada", "/settings history")
    assert "Nothing has been changed" in await hears(new, "ada")


async def test_a_wiki_that_is_none(new: Stage) -> None:
    """REQUIRES that an address or a name that is no database name is refused with what to write instead."""
    await new.says("ada", "/setup")
    await chooses(new, "ada", "wikis", "button-other-wiki")
    await new.writes("ada", "https://en.wikipedia.org")
    assert "enwiki" in await hears(new, "ada")
    await new.presses("ada", "button-other-wiki")
    await new.writes("ada", "scowiki")
    assert await new.offers("ada", "scowiki")


async def test_wrong_words_in_a_live_group(new: Stage) -> None:
    """REQUIRES that a live group's admin, too, reads at the question what was wrong, and no draft comes of it."""
    await new.says("ada", "/setup")
    await new.presses("ada", "button-go-live")
    await new.presses("ada", "button-go-live-now")
    await new.says("ada", "/setup")
    await chooses(new, "ada", "zone", "button-other-zone")
    await new.writes("ada", "Mars/Olympus")
    assert "Which time zone does the group live in?" in await hears(new, "ada")
    assert not await new.offers("ada", "button-apply")
    await new.presses("ada", "button-other-zone")
    await new.writes("ada", "Asia/Jerusalem")
    await new.presses("ada", "button-apply")
    await new.says("ada", "/settings")
    assert "Time zone: Asia/Jerusalem (set here)" in await hears(new, "ada")


@needs(also=PRIVATE_ORDERS)
async def test_in_private_the_group_has_to_be_named(new: Stage) -> None:
    """REQUIRES that /setup in private leads to the group, because the bot keeps no list of who is where."""
    await new.writes("ada", "/setup")
    assert "in the group that it is about" in await hears(new, "ada")


@needs(Can.TOPICS)
async def test_the_line_stands_where_an_admin_wants_it(new: Stage) -> None:
    """REQUIRES that /here moves the line into a topic and out again at once, and that members move nothing."""
    await new.opens("forum", shape="forum")
    await new.says("ada", "/here", "forum", topic="Questions")
    assert (await line(new, "forum")).topic == "Questions"
    await new.meets("noa", started=True)
    await new.joins("noa", "forum")
    await new.says("noa", "/here", "forum", topic="Votes")
    assert "for the group's admins" in await hears(new, "noa")
    await new.says("ada", "/here", "forum")
    assert (await line(new, "forum")).topic == ""


async def test_nothing_of_the_walk_is_about_a_person(new: Stage) -> None:
    """REQUIRES that a whole set-up leaves no row about the admin who did it, nor about who looked on."""
    await new.meets("noa", inside=True, started=True)
    await new.says("ada", "/setup")
    await chooses(new, "ada", "access", "value-access-closed")
    await new.presses_line("noa")
    await new.says("noa", "/setup")
    await new.says("ada", "/setup")
    await new.presses("ada", "button-go-live")
    await new.presses("ada", "button-go-live-now")
    await new.ticks()
    assert not any((await about_people(new)).values())
    assert (await last(new, "ada")).buttons
