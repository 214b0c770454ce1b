"""Answers to commands and presses: in time, for one pair of eyes, once."""

import asyncio

import pytest

from adapters.discord.platform import DiscordPlatform
from groupbot.content import Button, Content, Rich
from groupbot.effects import Acknowledge, Hand, Say, Whisper
from groupbot.events import ButtonPressed, CommandGiven, Event
from groupbot.ports import Reach
from tests.contract.discord.conftest import Build
from tests.contract.discord.fake_engine import Engine, chat, page, running, whispering
from tests.standin.discord import DiscordStandIn

pytestmark = pytest.mark.anyio


async def test_a_stalled_engine_is_held_in_time_and_answers_later(
    dc: DiscordStandIn, platform: DiscordPlatform, engine: Engine
) -> None:
    """REQUIRES an acknowledgement within 1.5 s while the engine stalls, and the screen when it no longer does."""
    noa, free = dc.world.person("noa"), asyncio.Event()
    guild = dc.world.guild(members=[noa])
    show = whispering(platform, page("late"))

    async def stall(event: Event) -> None:
        await free.wait()
        await show(event)

    engine.answer = stall
    async with running(dc, platform, engine):
        press = noa.slash(guild, "notice")
        await dc.until(lambda: press.acknowledged, 1.5)
        assert (press.kind, noa.sees()) == ("deferred", [])
        free.set()
        await dc.until(noa.sees)
        assert [(post.text, post.ephemeral) for post in noa.sees()] == [("late", True)]
    assert dc.world.record.refused == []
    assert guild.general.messages == []


async def test_a_screen_is_replaced_where_it_stands(
    dc: DiscordStandIn, platform: DiscordPlatform, engine: Engine
) -> None:
    """REQUIRES that a press on one's own screen changes that screen in one request, at once and after a stall alike."""
    noa = dc.world.person("noa")
    guild = dc.world.guild(members=[noa])
    engine.answer = whispering(platform, page("one", Button("Go", "t1")))
    async with running(dc, platform, engine):
        noa.slash(guild, "notice")
        await dc.until(noa.sees)
        engine.answer = whispering(platform, page("two", Button("On", "t2")))
        press = noa.clicks(noa.sees()[0], "Go")
        await dc.settled()
        assert (press.kind, [post.text for post in noa.sees()]) == ("update", ["two"])

        async def slowly(event: Event) -> None:
            await asyncio.sleep(1.1)
            await whispering(platform, page("three"))(event)

        engine.answer = slowly
        press = noa.clicks(noa.sees()[0], "On")
        await dc.until(lambda: press.acknowledged, 1.5)
        await dc.until(lambda: [post.text for post in noa.sees()] == ["three"])
        assert press.kind == "deferred_update"
    assert dc.world.record.refused == []


async def test_a_public_button_opens_a_private_screen(
    dc: DiscordStandIn, platform: DiscordPlatform, engine: Engine
) -> None:
    """REQUIRES that what stands for all is left as it is, and each presser gets a screen of their own."""
    noa, ben = dc.world.person("noa"), dc.world.person("ben")
    guild = dc.world.guild(members=[noa, ben])
    async with running(dc, platform, engine):
        await platform.ports.say(Say(chat(guild), page("line", Button("Read", "p"))))
        engine.answer = whispering(platform, page("yours"))
        for one in (noa, ben):
            one.clicks(guild.general.messages[0], "Read")
        await dc.settled()
    assert [post.text for post in guild.general.messages] == ["line"]
    for one in (noa, ben):
        assert [(post.text, post.ephemeral) for post in one.sees()] == [("yours", True)]


async def test_buttons_survive_a_restart(dc: DiscordStandIn, build: Build) -> None:
    """REQUIRES that a press on a message of an earlier process is heard and answered."""
    noa = dc.world.person("noa")
    guild = dc.world.guild(members=[noa])
    first, second = build(), build()
    async with running(dc, first, Engine()):
        await first.ports.say(Say(chat(guild), page("line", Button("Read", "p"))))
    engine = Engine()
    engine.answer = whispering(second, page("yours"))
    async with running(dc, second, engine):
        noa.clicks(guild.general.messages[0], "Read")
        await dc.settled()
    assert [event.token for event in engine.of(ButtonPressed)] == ["p"]
    assert [post.text for post in noa.sees()] == ["yours"]


async def test_nothing_to_say_ends_the_waiting(dc: DiscordStandIn, platform: DiscordPlatform, engine: Engine) -> None:
    """REQUIRES that commands and presses that lead to nothing are acknowledged, and leave nothing behind."""
    noa, free = dc.world.person("noa"), asyncio.Event()
    guild = dc.world.guild(members=[noa])
    async with running(dc, platform, engine):
        await platform.ports.say(Say(chat(guild), page("line", Button("Read", "p"))))
        pressed = [noa.slash(guild, "notice"), noa.clicks(guild.general.messages[0], "Read")]
        await dc.settled()
        engine.answer = lambda _: free.wait()
        pressed += [noa.slash(guild, "notice"), noa.clicks(guild.general.messages[0], "Read")]
        await dc.until(lambda: all(press.acknowledged for press in pressed), 2.5)
        free.set()
        await dc.settled()
    assert [press.answer for press in pressed if press.kind == "deferred"] == [None, None, None]
    assert (noa.sees(), len(guild.general.messages)) == ([], 1)
    assert dc.world.record.refused == []


async def test_a_note_is_for_the_presser_alone(dc: DiscordStandIn, platform: DiscordPlatform, engine: Engine) -> None:
    """REQUIRES that an acknowledgement's word is seen by who pressed, and that the pressed screen stays."""
    noa = dc.world.person("noa")
    guild = dc.world.guild(members=[noa])

    async def note(event: Event) -> None:
        if isinstance(event, ButtonPressed):
            await platform.ports.acknowledge(Acknowledge(event.origin, "Too old."))
        else:
            await whispering(platform, page("one", Button("Go", "t")))(event)

    engine.answer = note
    async with running(dc, platform, engine):
        noa.slash(guild, "notice")
        await dc.until(noa.sees)
        noa.clicks(noa.sees()[0], "Go")
        await dc.settled()
    assert [(post.text, post.ephemeral) for post in noa.sees()] == [("one", True), ("Too old.", True)]


async def test_a_long_screen_comes_in_parts(dc: DiscordStandIn, platform: DiscordPlatform, engine: Engine) -> None:
    """REQUIRES that a text above Discord's limit comes whole, in order, all private, buttons under the last."""
    noa = dc.world.person("noa")
    guild = dc.world.guild(members=[noa])
    text = "\n\n".join(f"paragraph {number} " + "*" * 90 for number in range(40))
    engine.answer = whispering(platform, Content(Rich(text), ((Button("Go", "t"),),)))
    async with running(dc, platform, engine):
        noa.slash(guild, "notice")
        await dc.settled()
    posts = noa.sees()
    assert all(post.ephemeral and len(post.text) <= 2000 for post in posts)
    assert "".join(post.text for post in posts).count("\\*") == 40 * 90
    assert [bool(post.buttons) for post in posts] == [False] * (len(posts) - 1) + [True]


async def test_a_file_is_handed_over_in_private(dc: DiscordStandIn, platform: DiscordPlatform, engine: Engine) -> None:
    """REQUIRES that a file comes as an ephemeral answer to its command, byte by byte."""
    noa = dc.world.person("noa")
    guild = dc.world.guild(members=[noa])
    reached = []

    async def hand(event: Event) -> None:
        if isinstance(event, CommandGiven):
            effect = Hand(event.actor, "a.yaml", b"a: 1\n", page("here"), origin=event.origin)
            reached.append(await platform.ports.hand(effect))

    engine.answer = hand
    async with running(dc, platform, engine):
        noa.slash(guild, "notice")
        await dc.settled()
    (post,) = noa.sees()
    assert (post.files, post.ephemeral, reached) == ({"a.yaml": b"a: 1\n"}, True, [Reach.PRIVATE])


async def test_an_interaction_told_twice_counts_once(
    dc: DiscordStandIn, platform: DiscordPlatform, engine: Engine
) -> None:
    """REQUIRES one event and one answer when the gateway tells an interaction twice."""
    noa = dc.world.person("noa")
    guild = dc.world.guild(members=[noa])
    engine.answer = whispering(platform, page("once"))
    async with running(dc, platform, engine):
        dc.world.hub.repeat("INTERACTION_CREATE")
        noa.slash(guild, "notice")
        await dc.settled()
        await dc.until(lambda: len(dc.world.hub.told) >= 2)
    assert len(engine.of(CommandGiven)) == 1
    assert [post.text for post in noa.sees()] == ["once"]
    assert dc.world.record.refused == []


async def test_an_answer_whose_fate_is_unknown_is_given_once(
    dc: DiscordStandIn, platform: DiscordPlatform, engine: Engine
) -> None:
    """REQUIRES that an answer which arrived, though the connection broke, is not followed by a second message."""
    noa = dc.world.person("noa")
    guild = dc.world.guild(members=[noa])
    engine.answer = whispering(platform, page("once"))
    async with running(dc, platform, engine):
        dc.world.faults.drop("after", "POST", "/interactions/*/callback")
        noa.slash(guild, "notice")
        await dc.until(lambda: len(engine.events) == 1, 3)
        await dc.settled()
    assert [post.text for post in noa.sees()] == ["once"]


async def test_after_fifteen_minutes_an_answer_goes_by_direct_message(
    dc: DiscordStandIn, platform: DiscordPlatform, engine: Engine
) -> None:
    """REQUIRES that who waited longer than an interaction lives is answered in the private chat, not in the channel."""
    noa, free = dc.world.person("noa"), asyncio.Event()
    guild = dc.world.guild(members=[noa])

    async def stall(event: Event) -> None:
        await free.wait()
        await whispering(platform, page("late"))(event)

    engine.answer = stall
    async with running(dc, platform, engine):
        press = noa.slash(guild, "notice")
        await dc.until(lambda: press.acknowledged, 1.5)
        dc.world.clock.advance(16 * 60)
        free.set()
        await dc.until(noa.sees)
    (post,) = noa.sees()
    assert (post.text, post.ephemeral, guild.general.messages) == ("late", False, [])


async def test_an_answer_of_an_earlier_process_goes_by_direct_message(
    dc: DiscordStandIn, build: Build, engine: Engine
) -> None:
    """REQUIRES that the outbox of a restarted process reaches the person, whose interaction nobody remembers."""
    noa = dc.world.person("noa")
    guild = dc.world.guild(members=[noa])
    first, second = build(), build()
    async with running(dc, first, engine):
        noa.slash(guild, "notice")
        await dc.settled()
    (given,) = engine.of(CommandGiven)
    async with running(dc, second, Engine()):
        assert await second.ports.whisper(Whisper(given.actor, page("kept"), origin=given.origin)) is Reach.PRIVATE
    assert [(post.text, post.ephemeral) for post in noa.sees()] == [("kept", False)]


async def test_a_message_is_answered_in_the_private_chat_or_not_at_all(
    dc: DiscordStandIn, platform: DiscordPlatform, engine: Engine
) -> None:
    """REQUIRES no public reply to an ordinary message: a direct message, or NOWHERE to who takes none."""
    noa, shy = dc.world.person("noa"), dc.world.person("shy", dms=False)
    guild = dc.world.guild(members=[noa, shy])
    reached = []

    async def whisper(event: Event) -> None:
        reached.append(await platform.ports.whisper(Whisper(event.actor, page("psst"), event.place.chat)))

    async with running(dc, platform, engine):
        engine.answer = whispering(platform, page("mine"))
        noa.slash(guild, "notice")  # its answer must not be taken for one to what noa says next
        await dc.settled()
        engine.answer = whisper
        for one in (noa, shy):
            one.says(guild.general, "hello")
        await dc.until(lambda: len(reached) == 2)
    assert reached == [Reach.PRIVATE, Reach.NOWHERE]
    assert [(post.text, post.ephemeral) for post in noa.sees()] == [("mine", True), ("psst", False)]
    assert [post.text for post in guild.general.messages] == ["hello", "hello"]
    assert [call.error for call in dc.world.record.refused] == [50007]


async def test_a_message_behind_a_command_is_not_answered_by_it(
    dc: DiscordStandIn, platform: DiscordPlatform, engine: Engine
) -> None:
    """REQUIRES that what somebody writes right after a command is answered by itself: in the private chat."""
    noa, free = dc.world.person("noa"), asyncio.Event()
    guild = dc.world.guild(members=[noa])

    async def whisper(event: Event) -> None:
        await free.wait()
        origin = event.origin if isinstance(event, CommandGiven) else None
        text = "to the command" if origin else "to the message"
        await platform.ports.whisper(Whisper(event.actor, page(text), event.place.chat, origin))

    async with running(dc, platform, engine):
        engine.answer = whisper
        noa.slash(guild, "notice")
        noa.says(guild.general, "hello")
        await dc.until(dc._heard)
        free.set()
        await dc.until(lambda: len(noa.sees()) == 2)
    assert {(post.text, post.ephemeral) for post in noa.sees()} == {("to the command", True), ("to the message", False)}
