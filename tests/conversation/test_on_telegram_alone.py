"""Scripts of what only Telegram has: topics, and groups that become supergroups."""

from collections.abc import AsyncIterator

import pytest

from tests.conversation.telegram_opening import telegram_stage
from tests.conversation.telegram_stage import TelegramStage
from tests.conversation.walks import about_people, hears, opens_the_choice
from tests.standin.telegram import Post

pytestmark = pytest.mark.anyio


@pytest.fixture
async def telegram() -> AsyncIterator[TelegramStage]:
    """Return Telegram with noa in touch with the bot."""
    async with telegram_stage() as stage:
        await stage.meets("noa", started=True)
        yield stage


async def test_a_report_from_an_older_client(telegram: TelegramStage) -> None:
    """REQUIRES that a report in reply which everybody sees is taken out of the topic, and leads on in private."""
    await telegram.opens("forum", "Forum", shape="forum")
    forum = telegram.groups["forum"]
    topic = telegram.tg.world.topic(forum, "Talk")
    await telegram.joins("noa", "forum")
    await telegram.joins("eve", "forum")
    said = await telegram.people["eve"].says(forum, "I know where you live", thread=topic)
    telegram.tg.world.bot.commands.clear()
    await telegram.people["noa"].says(forum, "/report", thread=topic, reply_to=said)
    await telegram.settle()
    assert "/report" not in [post.text for post in forum.messages]
    assert "taken out of the group" in await hears(telegram, "noa")
    await telegram.presses("noa", "report-reason-threat")
    number = -forum.id - 10**12
    assert f"https://t.me/c/{number}/{topic}/{said.id}" in await hears(telegram, "noa")
    assert not said.deleted


def line(stage: TelegramStage, group: str) -> Post:
    """Return the one line that stands in a group."""
    (standing,) = [post for post in stage.groups[group].messages if post.buttons]
    return standing


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
