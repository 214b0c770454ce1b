"""Groups that are divided into topics, threads or channels."""

import pytest

from groupbot.ports import Can
from tests.conversation.needs import needs
from tests.conversation.stage import Seen, Stage
from tests.conversation.walks import about_people, agrees, hears

pytestmark = [pytest.mark.anyio, needs(Can.TOPICS)]


async def standing_line(stage: Stage) -> Seen:
    """Return the one line that stands in the forum."""
    (line,) = [message for message in await stage.group_sees("forum") if message.buttons]
    return line


async def test_the_line_stands_where_everybody_looks_first(stage: Stage) -> None:
    """REQUIRES that the line of a divided group stands outside of its topics, whichever brings it down later."""
    await stage.opens("forum", shape="forum")
    assert (await standing_line(stage)).topic == ""
    await stage.forward(days=1)
    await stage.meets("noa", started=True)
    await stage.joins("noa", "forum")
    await stage.says("noa", "/privacy", "forum", topic="Sources")
    assert (await standing_line(stage)).topic == ""


async def test_a_command_in_a_topic_is_answered_in_private(stage: Stage) -> None:
    """REQUIRES that what is asked in a topic is answered to its asker alone, and shows the group nothing more."""
    await stage.opens("forum", shape="forum")
    await stage.meets("noa", started=True)
    await stage.joins("noa", "forum")
    await agrees(stage, "noa", "events", group="forum")
    before = [message for message in await stage.group_sees("forum") if not message.author]
    await stage.says("noa", "/consent", "forum", topic="Sources")
    assert "Keep moderation events about me" in await hears(stage, "noa")
    assert [message for message in await stage.group_sees("forum") if not message.author] == before


async def test_all_topics_are_one_group(stage: Stage) -> None:
    """REQUIRES that a consent given by way of the line is withdrawn by way of any topic: the group is one."""
    await stage.opens("forum", shape="forum")
    await stage.meets("noa", started=True)
    await stage.joins("noa", "forum")
    await agrees(stage, "noa", "events", group="forum")
    await stage.says("noa", "Hello.", "forum", topic="Sources")
    await stage.says("noa", "/consent", "forum", topic="Votes")
    await stage.presses("noa", "button-withdraw")
    assert not any((await about_people(stage)).values())


async def test_words_in_topics_leave_nothing(stage: Stage) -> None:
    """REQUIRES that what is written in topics writes no row and is answered nowhere."""
    await stage.opens("forum", shape="forum")
    await stage.meets("noa", started=True)
    await stage.joins("noa", "forum")
    rows, heard = await stage.rows(), await stage.sees("noa")
    for topic in ("Sources", "Votes", "Sources"):
        await stage.says("noa", "Has anybody read the guideline?", "forum", topic=topic)
    assert (await stage.rows(), await stage.sees("noa")) == (rows, heard)
