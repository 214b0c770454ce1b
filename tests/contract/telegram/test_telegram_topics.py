"""Forum topics: where a line stands, and where an answer that one member alone sees appears."""

import pytest

from adapters.telegram.platform import TelegramPlatform
from groupbot.effects import Say, Whisper
from groupbot.events import ButtonPressed, CommandGiven, Event
from groupbot.people import Chat
from tests.contract.telegram.fake_engine import Engine, page, running
from tests.standin.telegram import Member, StandIn

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


async def test_a_line_moves_to_the_topic_that_is_asked_for(tg: StandIn, platform: TelegramPlatform) -> None:
    """REQUIRES that the topic of a setting holds though a line stands elsewhere, which is removed, and back again."""
    forum = tg.world.group("Readers", forum=True)
    desk, sources = (str(tg.world.topic(forum, title)) for title in ("Desk", "Sources"))
    chat, line = Chat("telegram", str(forum.id)), None
    for thread in (desk, sources, "", desk):
        line = await platform.ports.say(Say(chat, page("Line."), thread=thread, replaces=line))
        assert line is not None
        assert line.thread == thread
        assert [str(post.message.message_thread_id or "") for post in forum.messages if post.text] == [thread]


async def test_a_closed_topic_gives_way_to_the_general_one(tg: StandIn, platform: TelegramPlatform) -> None:
    """REQUIRES the general topic where the chosen one is closed to the bot, the chosen one where it may still write."""
    forum = tg.world.group("Readers", forum=True, bot=Member("administrator"))
    desk = tg.world.topic(forum, "Desk")
    forum.closed.add(desk)
    say = Say(Chat("telegram", str(forum.id)), page("Line."), thread=str(desk))
    first = await platform.ports.say(say)
    forum.members[tg.world.bot.id] = Member("administrator", rights=frozenset({"can_manage_topics"}))
    second = await platform.ports.say(say)
    assert first is not None
    assert second is not None
    assert (first.thread, second.thread) == ("", str(desk))


async def test_where_every_topic_is_closed_nothing_is_said(tg: StandIn, platform: TelegramPlatform) -> None:
    """REQUIRES None instead of an error when the general topic takes nothing either."""
    forum = tg.world.group("Readers", forum=True, bot=Member("administrator"))
    desk = tg.world.topic(forum, "Desk")
    forum.closed |= {1, desk}
    say = Say(Chat("telegram", str(forum.id)), page("Line."), thread=str(desk))
    assert await platform.ports.say(say) is None


@pytest.mark.parametrize("thread", ["general", "-5", "0", "9" * 40, "\u0661\u0662", "7\n", " 7"])
@pytest.mark.parametrize("forum", [True, False])
async def test_a_topic_that_is_none_is_the_general_one(
    tg: StandIn, platform: TelegramPlatform, thread: str, *, forum: bool
) -> None:
    """REQUIRES that whatever a setting says, the line stands, also in a group without topics."""
    group = tg.world.group("Readers", forum=forum)
    line = await platform.ports.say(Say(Chat("telegram", str(group.id)), page("Line."), thread=thread))
    assert line is not None
    assert line.thread == ""
