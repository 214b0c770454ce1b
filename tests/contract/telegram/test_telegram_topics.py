"""Forum topics: where a line stands, and where an answer that one member alone sees appears."""

import pytest

from adapters.telegram.platform import TelegramPlatform
from groupbot.effects import Say, Whisper
from groupbot.events import ButtonPressed, CommandGiven, Event
from groupbot.people import Chat
from tests.contract.telegram.fake_engine import Engine, page, running
from tests.standin.telegram import StandIn

pytestmark = pytest.mark.anyio


async def test_a_line_says_in_which_topic_it_stands(tg: StandIn, platform: TelegramPlatform) -> None:
    """REQUIRES the topic of a posted line, none for the general one, and the general one where its topic is gone."""
    forum = tg.world.group("Readers", forum=True)
    topic = str(tg.world.topic(forum, "Sources"))
    chat = Chat("telegram", str(forum.id))
    for asked, stands in ((topic, topic), ("", ""), ("777", "")):
        line = await platform.ports.say(Say(chat, page("Line."), thread=asked))
        assert line is not None
        assert line.thread == stands


async def test_an_answer_appears_in_the_topic_of_the_question(
    tg: StandIn, platform: TelegramPlatform, engine: Engine
) -> None:
    """REQUIRES that the ephemeral answer to a command or a press in a topic stands in that topic."""

    async def answer(event: Event) -> None:
        if isinstance(event, CommandGiven | ButtonPressed):
            await platform.ports.whisper(
                Whisper(event.actor, page(type(event).__name__), event.place.chat, event.origin)
            )

    engine.answer = answer
    noa = tg.world.person("noa")
    forum = tg.world.group("Readers", members=(noa,), forum=True)
    topic = tg.world.topic(forum, "Sources")
    async with running(platform, engine):
        await noa.says(forum, "/privacy", thread=topic)
        await tg.until(lambda: len(noa.inbox) == 1)
        await noa.says(forum, "/privacy")
        await tg.until(lambda: len(noa.inbox) == 2)
        # A token that fits no link, so that the answer to the press stays in the group.
        await noa.forges(noa.inbox[0], "to ken")
        await tg.until(lambda: engine.of(ButtonPressed))
    assert [post.text for post in noa.inbox] == ["ButtonPressed", "CommandGiven"]
    assert [post.message.message_thread_id for post in noa.inbox] == [topic, None]
