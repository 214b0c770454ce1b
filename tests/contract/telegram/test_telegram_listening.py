"""What reaches the engine, and when Telegram may forget it."""

import asyncio

import pytest

from adapters.telegram.platform import TelegramPlatform
from groupbot.content import Button
from groupbot.effects import Whisper
from groupbot.events import ButtonPressed, CommandGiven, Event, MessagePosted
from groupbot.people import Actor, ActorKind
from tests.contract.telegram.fake_engine import Engine, page, running
from tests.standin.telegram import StandIn

pytestmark = pytest.mark.anyio


async def test_a_command_reaches_the_engine_with_all_that_an_answer_needs(
    tg: StandIn, engine: Engine, platform: TelegramPlatform
) -> None:
    """REQUIRES that a group command carries person, language, group, argument and the message it stands in."""
    ada = tg.world.person("Ada", language="he")
    group = tg.world.group("Readers", members=(ada,))
    async with running(platform, engine):
        said = await ada.says(group, "/notice@groupbot_test_bot  please ")
        await tg.until(lambda: engine.events)
    (event,) = engine.of(CommandGiven)
    assert (event.command, event.argument) == ("notice", "please")
    assert (event.actor.id, event.actor.kind, event.actor.language) == (str(ada.id), ActorKind.PERSON, "he")
    assert event.place.chat.id == event.origin.chat == str(group.id)
    assert event.origin.message == str(said.message.message_id)


async def test_a_command_for_another_bot_is_not_ours(tg: StandIn, engine: Engine, platform: TelegramPlatform) -> None:
    """REQUIRES that /notice@AnotherBot causes no event, even where the bot reads everything."""
    ada = tg.world.person("Ada")
    group = tg.world.group("Readers", members=(ada,))
    async with running(platform, engine):
        await ada.says(group, "/notice@another_bot")
        await ada.says(group, "/privacy")
        await tg.until(lambda: engine.events)
    assert [event.command for event in engine.of(CommandGiven)] == ["privacy"]


async def test_an_edited_command_is_only_words(tg: StandIn, engine: Engine, platform: TelegramPlatform) -> None:
    """REQUIRES that editing a message into a command gives none."""
    ada = tg.world.person("Ada")
    group = tg.world.group("Readers", members=(ada,))
    async with running(platform, engine):
        said = await ada.says(group, "hello")
        await ada.edits(said, "/withdraw")
        await tg.until(lambda: len(engine.events) == 2)
    assert [type(event) for event in engine.events] == [MessagePosted, MessagePosted]


async def test_an_update_is_confirmed_only_after_the_commit(
    tg: StandIn, engine: Engine, platform: TelegramPlatform
) -> None:
    """REQUIRES that Telegram still holds an update while the engine has not committed it."""
    ada = tg.world.person("Ada")
    gate = asyncio.Event()

    async def wait(_: Event) -> None:
        await gate.wait()

    engine.answer = wait
    async with running(platform, engine):
        await ada.writes("/notice")
        polls = len(tg.world.record.of("getUpdates"))
        await tg.until(lambda: len(tg.world.record.of("getUpdates")) > polls + 1)
        assert not tg.world.updates.confirmed
        gate.set()
        await tg.until(lambda: tg.world.updates.confirmed)
    assert len(engine.events) == 1


async def test_a_bot_that_dies_before_the_commit_gets_the_update_again(tg: StandIn, engine: Engine) -> None:
    """REQUIRES that an uncommitted update is delivered to the next process, with the same key."""
    ada = tg.world.person("Ada")
    keys: list[str] = []

    async def hang(event: Event) -> None:
        keys.append(event.key)
        await asyncio.sleep(60)

    dying = Engine()
    dying.answer = hang
    async with running(TelegramPlatform(tg.token, base_url=tg.base_url), dying):
        await ada.writes("/notice")
        await tg.until(lambda: keys)
    async with running(TelegramPlatform(tg.token, base_url=tg.base_url), engine):
        await tg.until(lambda: engine.events)
    assert [event.key for event in engine.events] == keys
    assert not dying.events


async def test_what_is_committed_is_confirmed_on_the_way_out(
    tg: StandIn, engine: Engine, platform: TelegramPlatform
) -> None:
    """REQUIRES that stopping leaves no committed update to be delivered again."""
    ada = tg.world.person("Ada")
    async with running(platform, engine):
        await ada.writes("/notice")
        await tg.until(lambda: engine.events)
    assert not tg.world.updates.pending


async def test_one_group_keeps_its_order_while_another_is_stuck(
    tg: StandIn, engine: Engine, platform: TelegramPlatform
) -> None:
    """REQUIRES order within a group, and that a slow group holds up no other."""
    ada, bo = tg.world.person("Ada"), tg.world.person("Bo")
    slow, quick = tg.world.group("Slow", members=(ada,)), tg.world.group("Quick", members=(bo,))
    gate = asyncio.Event()

    async def wait(event: Event) -> None:
        if event.place.chat is not None and event.place.chat.id == str(slow.id):
            await gate.wait()

    engine.answer = wait
    async with running(platform, engine):
        for number in range(5):
            await ada.says(slow, f"slow {number}")
            await bo.says(quick, f"quick {number}")
        await tg.until(lambda: len(engine.events) == 5)
        assert [event.text for event in engine.of(MessagePosted)] == [f"quick {number}" for number in range(5)]
        gate.set()
        await tg.until(lambda: len(engine.events) == 10)
    assert [event.text for event in engine.of(MessagePosted)[5:]] == [f"slow {number}" for number in range(5)]


async def test_ids_that_restart_after_an_idle_week_are_taken(
    tg: StandIn, engine: Engine, platform: TelegramPlatform
) -> None:
    """REQUIRES that lower ids than before are handled, under keys of their own."""
    ada = tg.world.person("Ada")
    async with running(platform, engine):
        await ada.writes("/one")
        await tg.until(lambda: engine.events and not tg.world.updates.pending)
        tg.world.clock.advance(days=8)
        tg.world.updates._next = 1_000
        await ada.writes("/two")
        await tg.until(lambda: len(engine.events) == 2)
        await ada.writes("/three")
        await tg.until(lambda: len(engine.events) == 3)
    assert [event.command for event in engine.of(CommandGiven)] == ["one", "two", "three"]
    assert len({event.key for event in engine.events}) == 3


async def test_a_repeated_update_has_the_same_key(tg: StandIn, engine: Engine, platform: TelegramPlatform) -> None:
    """REQUIRES that the inbox can recognise a delivery that Telegram repeats."""
    ada = tg.world.person("Ada")
    async with running(platform, engine):
        await ada.writes("/one")
        await tg.until(lambda: engine.events and not tg.world.updates.pending)
        tg.world.updates.repeat(next(iter(tg.world.updates.sent)))
        await tg.until(lambda: len(engine.events) == 2)
    assert len({event.key for event in engine.events}) == 1


async def test_a_press_comes_with_its_person_place_and_token(
    tg: StandIn, engine: Engine, platform: TelegramPlatform
) -> None:
    """REQUIRES that a press carries the token, and an origin of which the press can be answered."""
    ada = tg.world.person("Ada", started=True)
    async with running(platform, engine):
        await platform.ports.whisper(
            Whisper(Actor("telegram", str(ada.id)), page("Choose.", Button("Yes", "tok-en_1")))
        )
        press = await ada.presses(ada.inbox[-1], "Yes")
        await tg.until(lambda: engine.events)
    (event,) = engine.of(ButtonPressed)
    assert (event.token, event.origin.press, event.place.chat) == ("tok-en_1", press.id, None)
    assert event.origin.chat == event.actor.id == str(ada.id)
    assert event.at.utcoffset() is not None


async def test_a_deep_link_is_a_press(tg: StandIn, engine: Engine, platform: TelegramPlatform) -> None:
    """REQUIRES that /start PARAM in private is the public button's press, and /start alone a command."""
    ada = tg.world.person("Ada")
    async with running(platform, engine):
        await ada.starts()
        await ada.starts("tok-en_1")
        await tg.until(lambda: len(engine.events) == 2)
    assert [event.command for event in engine.of(CommandGiven)] == ["start"]
    assert [event.token for event in engine.of(ButtonPressed)] == ["tok-en_1"]
