"""A question in the private chat, and what counts as its answer."""

import pytest

from adapters.telegram.platform import TelegramPlatform
from groupbot.content import Button
from groupbot.effects import Ask, Say
from groupbot.events import ButtonPressed, CommandGiven, Event, MessagePosted, TextGiven
from groupbot.people import Actor, ActorKind, Chat
from groupbot.ports import Reach, Unavailable
from tests.contract.telegram.fake_engine import Engine, page, running
from tests.standin.telegram import Person, StandIn
from tests.standin.telegram.model import Room

pytestmark = pytest.mark.anyio
QUESTION, TOKEN, NEXT = "Who answers for the group?", "t0k-en_1", "t0k-en_2"


def ask(person: Person, token: str = TOKEN) -> Ask:
    return Ask(Actor("telegram", str(person.id)), page(QUESTION, Button("Cancel", token)), token)


async def line_of(platform: TelegramPlatform, group: Room) -> None:
    await platform.ports.say(Say(Chat("telegram", str(group.id)), page("Line.", Button("Set up", TOKEN))))


async def test_the_next_private_words_are_the_answer_once(
    tg: StandIn, platform: TelegramPlatform, engine: Engine
) -> None:
    """REQUIRES that words after a question come back with its token, and that later words are only words."""
    ada = tg.world.person("Ada", started=True)
    async with running(platform, engine):
        assert await platform.ports.ask(ask(ada)) is Reach.PRIVATE
        await ada.writes("The Quillwater Editors")
        await ada.writes("thank you")
        await tg.until(lambda: engine.has(2))
    first, second = engine.events
    assert isinstance(first, TextGiven)
    assert (first.token, first.text, first.actor.id, first.place.chat) == (
        TOKEN,
        "The Quillwater Editors",
        str(ada.id),
        None,
    )
    assert first.origin.chat == str(ada.id)
    assert isinstance(second, MessagePosted)
    assert [post.text for post in ada.inbox] == [QUESTION, "The Quillwater Editors", "thank you"]


async def test_commands_other_peoples_words_and_edits_answer_nothing(
    tg: StandIn, platform: TelegramPlatform, engine: Engine
) -> None:
    """REQUIRES that a command stays one, that nobody else and no group answers, and that the question stays open."""
    ada, bo = tg.world.person("Ada", started=True), tg.world.person("Bo", started=True)
    group = tg.world.group("Readers", members=(ada,))
    async with running(platform, engine):
        before = await ada.writes("hello")
        await platform.ports.ask(ask(ada))
        await ada.writes("/privacy")
        await bo.writes("mine")
        await ada.says(group, "in the group")
        await ada.edits(before, "hello again")
        await ada.writes("The Editors")
        await tg.until(lambda: engine.has(6))
    assert [event.text for event in engine.of(TextGiven)] == ["The Editors"]
    assert len(engine.of(CommandGiven)) == 1
    assert {event.text for event in engine.of(MessagePosted)} == {"hello", "mine", "in the group", "hello again"}


async def test_calling_it_off_closes_the_question(tg: StandIn, platform: TelegramPlatform, engine: Engine) -> None:
    """REQUIRES that the question's own button comes back with the bare token, and that words answer nothing after."""
    ada = tg.world.person("Ada", started=True)
    async with running(platform, engine):
        await platform.ports.ask(ask(ada))
        await ada.presses(ada.inbox[-1], "Cancel")
        await tg.until(lambda: engine.has(1))
        await ada.writes("The Editors")
        await tg.until(lambda: engine.has(2))
    assert [event.token for event in engine.of(ButtonPressed)] == [TOKEN]
    assert engine.of(TextGiven) == []


async def test_a_question_asked_in_answer_to_the_answer_stays_open(
    tg: StandIn, platform: TelegramPlatform, engine: Engine
) -> None:
    """REQUIRES that asking again, even under the same token, waits for the next words and not for the same ones."""
    ada = tg.world.person("Ada", started=True)

    async def ask_again(event: Event) -> None:
        if isinstance(event, TextGiven) and event.text != "good":
            await platform.ports.ask(ask(ada))

    engine.answer = ask_again
    async with running(platform, engine):
        await platform.ports.ask(ask(ada))
        await ada.writes("bad")
        await tg.until(lambda: engine.has(1))
        tg.world.updates.repeat(max(tg.world.updates.sent))
        await tg.until(lambda: engine.has(2))
        await ada.writes("good")
        await tg.until(lambda: engine.has(3))
    assert [type(event) for event in engine.events] == [TextGiven, MessagePosted, TextGiven]
    assert engine.events[0].key == engine.events[1].key


async def test_an_answer_that_could_not_be_committed_is_an_answer_the_next_time(
    tg: StandIn, platform: TelegramPlatform, engine: Engine
) -> None:
    """REQUIRES that a failed commit keeps the question open for the same words."""
    ada = tg.world.person("Ada", started=True)
    tries: list[type[Event]] = []

    async def fail_once(event: Event) -> None:
        tries.append(type(event))
        if len(tries) == 1:
            raise Unavailable("the database is locked")

    engine.answer = fail_once
    async with running(platform, engine):
        await platform.ports.ask(ask(ada))
        await ada.writes("The Editors")
        await tg.until(lambda: engine.has(1), 4)
    assert tries == [TextGiven, TextGiven]


async def test_after_a_restart_a_reply_to_the_question_answers_it(
    tg: StandIn, platform: TelegramPlatform, engine: Engine
) -> None:
    """REQUIRES the token from the question's own button when memory is gone, and other words to stay words."""
    ada = tg.world.person("Ada", started=True)
    await platform.ports.ask(ask(ada, NEXT))
    question = ada.inbox[-1]
    async with running(TelegramPlatform(tg.token, base_url=tg.base_url), engine):
        await ada.writes("The Editors")
        await ada.writes("The Editors", reply_to=question)
        await ada.writes("no question", reply_to=ada.inbox[1])
        await tg.until(lambda: engine.has(3))
    assert [type(event) for event in engine.events] == [MessagePosted, TextGiven, MessagePosted]
    assert [event.token for event in engine.of(TextGiven)] == [NEXT]


async def test_a_reply_to_an_ordinary_screen_is_no_answer(
    tg: StandIn, platform: TelegramPlatform, engine: Engine
) -> None:
    """REQUIRES that only a question's button makes a reply an answer, so that no words press another button."""
    ada = tg.world.person("Ada", started=True)
    group = tg.world.group("Readers", members=(ada,))
    await line_of(platform, group)
    async with running(platform, engine):
        await ada.says(group, "what is this?", reply_to=group.messages[0])
        await ada.writes("and this?", reply_to=group.messages[0])
        await tg.until(lambda: engine.has(2))
    assert engine.of(TextGiven) == []


async def test_who_has_no_private_chat_is_led_there(tg: StandIn, platform: TelegramPlatform, engine: Engine) -> None:
    """REQUIRES NOWHERE and a link whose Start presses the same button, where the question can then be asked."""
    ada = tg.world.person("Ada")
    group = tg.world.group("Readers", members=(ada,))
    reached: list[Reach] = []

    async def answer(event: Event) -> None:
        if isinstance(event, ButtonPressed):
            words = page(QUESTION, Button("Cancel", NEXT))
            reached.append(await platform.ports.ask(Ask(event.actor, words, NEXT, origin=event.origin)))

    engine.answer = answer
    await line_of(platform, group)
    async with running(platform, engine):
        press = await ada.presses(group.messages[0], "Set up")
        await tg.until(lambda: engine.has(1))
        assert press.url == f"https://t.me/groupbot_test_bot?start={TOKEN}"
        await ada.starts(TOKEN)
        await tg.until(lambda: engine.has(2))
        await ada.writes("The Editors")
        await tg.until(lambda: engine.has(3))
    assert reached == [Reach.NOWHERE, Reach.PRIVATE]
    assert [event.token for event in engine.of(TextGiven)] == [NEXT]


@pytest.mark.parametrize("kind", [ActorKind.BOT, ActorKind.CHANNEL, ActorKind.ANONYMOUS_ADMIN])
async def test_only_a_person_is_asked(tg: StandIn, platform: TelegramPlatform, kind: ActorKind) -> None:
    """REQUIRES that no call is made for who is no person."""
    asked = Ask(Actor("telegram", "77", kind), page(QUESTION), TOKEN)
    assert await platform.ports.ask(asked) is Reach.NOWHERE
    assert not tg.world.record.calls
