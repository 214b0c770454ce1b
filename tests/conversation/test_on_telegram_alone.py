"""Scripts of what only Telegram has: topics, and groups that become supergroups."""

from collections.abc import AsyncIterator

import pytest

from tests.conversation.telegram_opening import telegram_stage
from tests.conversation.telegram_stage import TelegramStage
from tests.conversation.walks import about_people, agrees, hears, opens_the_choice
from tests.standin.telegram import Post

pytestmark = pytest.mark.anyio


@pytest.fixture
async def telegram() -> AsyncIterator[TelegramStage]:
    """Return Telegram with noa in touch with the bot."""
    async with telegram_stage() as stage:
        await stage.meets("noa", started=True)
        yield stage


def line(stage: TelegramStage, group: str) -> Post:
    """Return the one line that stands in a group."""
    (standing,) = [post for post in stage.groups[group].messages if post.buttons]
    return standing


async def test_the_line_stands_in_the_general_topic(telegram: TelegramStage) -> None:
    """REQUIRES that the line of a forum stands where everybody looks first, whatever topic brings it down later."""
    await telegram.opens("forum", shape="forum")
    topic = telegram.tg.world.topic(telegram.groups["forum"], "Sources")
    await telegram.settle()
    assert line(telegram, "forum").message.message_thread_id is None
    await telegram.forward(days=1)
    await telegram.joins("noa", "forum")
    await telegram.people["noa"].says(telegram.groups["forum"], "/privacy@groupbot_test_bot", thread=topic)
    await telegram.settle()
    assert line(telegram, "forum").message.message_thread_id is None


async def test_the_line_stands_in_the_topic_where_the_bot_was_asked(telegram: TelegramStage) -> None:
    """REQUIRES that a forum whose general topic takes no line gets it where the bot is first asked, for good."""
    telegram.tg.world.faults.refuse(400, "Bad Request: TOPIC_CLOSED", method="sendMessage")
    await telegram.opens("forum", shape="forum")
    forum = telegram.groups["forum"]
    topic = telegram.tg.world.topic(forum, "Questions to the bot")
    await telegram.people["ada"].says(forum, "/elsewhere", thread=topic)
    await telegram.settle()
    assert not [post for post in forum.messages if post.buttons]
    telegram.tg.world.bot.commands.clear()
    await telegram.people["ada"].says(forum, "/privacy", thread=topic)
    await telegram.settle()
    first = line(telegram, "forum")
    assert first.message.message_thread_id == topic
    await telegram.forward(days=1)
    await telegram.restart()
    await telegram.joins("noa", "forum")
    second = line(telegram, "forum")
    assert second is not first
    assert second.message.message_thread_id == topic


async def test_consents_survive_the_move_to_a_supergroup(telegram: TelegramStage) -> None:
    """REQUIRES that a group which becomes a supergroup keeps its consents and its buttons, and gets a line again."""
    await telegram.opens("small", "Readers", shape="small")
    await telegram.joins("noa", "small")
    await agrees(telegram, "noa", "events", group="small")
    before = await about_people(telegram)
    telegram.groups["small"] = await telegram.people["ada"].migrates(telegram.groups["small"])
    await telegram.settle()
    await telegram.restart()
    await telegram.says("noa", "/consent", "small")
    assert "Keep moderation events about me" in await hears(telegram, "noa")
    assert await about_people(telegram) == before
    await telegram.presses_line("noa", "small")
    await telegram.writes("noa", "/withdraw")
    await telegram.presses("noa", "Readers")
    assert not any((await about_people(telegram)).values())


async def test_a_file_asked_for_in_a_topic(telegram: TelegramStage) -> None:
    """REQUIRES that who asks in a topic for a file, without a private chat, is told the way in that topic."""
    await telegram.opens("forum", shape="forum")
    topic = telegram.tg.world.topic(telegram.groups["forum"], "Sources")
    telegram.tg.world.bot.commands.clear()
    await telegram.joins("eve", "forum")
    await telegram.people["eve"].says(telegram.groups["forum"], "/mydata", thread=topic)
    await telegram.settle()
    told = telegram.people["eve"].inbox[-1]
    assert "press Start" in told.text
    assert told.message.message_thread_id == topic


async def test_the_answer_to_a_consent_outlives_a_failing_telegram(telegram: TelegramStage) -> None:
    """REQUIRES that a consent saved while Telegram fails is kept, and that its answer comes once Telegram is back."""
    await telegram.joins("noa")
    await opens_the_choice(telegram, "noa")
    await telegram.presses("noa", "purpose-events")
    telegram.tg.world.faults.refuse(502, "Bad Gateway", method="editMessageText")
    await telegram.presses("noa", "button-save")
    found = await about_people(telegram)
    assert (found["consent_record"], found["outbox"]) == (1, 1)
    assert "Saved" not in await hears(telegram, "noa")
    await telegram.restart()
    await telegram.forward(minutes=10)
    await telegram.deployment.tick()
    assert "Saved" in await hears(telegram, "noa")
    assert (await about_people(telegram))["outbox"] == 0


async def test_an_update_told_again_after_a_restart(telegram: TelegramStage) -> None:
    """REQUIRES that a saved choice which Telegram delivers again changes no row and shows nothing again."""
    await telegram.joins("noa")
    await agrees(telegram, "noa", "events")
    rows, seen = await telegram.rows(), await telegram.sees("noa")
    await telegram.restart()
    telegram.tg.world.updates.repeat(max(telegram.tg.world.updates.sent))
    await telegram.settle()
    assert (await telegram.rows(), await telegram.sees("noa")) == (rows, seen)


async def test_withdrawing_after_the_bot_was_removed(telegram: TelegramStage) -> None:
    """REQUIRES that members of a group from which the bot was removed withdraw in private, by the group's name."""
    await telegram.joins("noa")
    await agrees(telegram, "noa", "events")
    await telegram.people["ada"].makes_bot(telegram.groups["group"], "kicked")
    await telegram.settle()
    await telegram.writes("noa", "/withdraw")
    await telegram.presses("noa", "Editors")
    assert not any((await about_people(telegram)).values())
