"""One person's screen: the ways it is tried, in their order."""

from functools import partial

import pytest

from adapters.telegram.commands import CommandHelp
from adapters.telegram.platform import TelegramPlatform
from groupbot.content import Button, Content
from groupbot.effects import Acknowledge, Hand, Say, Whisper
from groupbot.events import ButtonPressed, CommandGiven, Event
from groupbot.people import Actor, ActorKind, Chat, Origin, Place
from groupbot.ports import Reach, Standing
from tests.contract.telegram.fake_engine import Engine, page, running
from tests.standin.telegram import StandIn, methods_send
from tests.standin.telegram.model import Member, Post, Room

pytestmark = pytest.mark.anyio
PUBLIC = "pub-lic_1"


class Doorman(Engine):
    """Answers every press and command with one screen for its sender, then acknowledges."""

    def __init__(self, platform: TelegramPlatform, content: Content) -> None:
        super().__init__()
        self.platform = platform
        self.content = content
        self.reached: list[Reach] = []
        self.answer = self.whisper

    async def whisper(self, event: Event) -> None:
        """Show the screen to who pressed or commanded."""
        if isinstance(event, ButtonPressed | CommandGiven):
            near = event.place.chat
            self.reached.append(
                await self.platform.ports.whisper(Whisper(event.actor, self.content, near, event.origin))
            )
            await self.platform.ports.acknowledge(Acknowledge(event.origin))


def public_line(group: Room) -> Post:
    (line,) = [post for post in group.messages if "Read" in post.buttons]
    return line


async def stand_a_line(platform: TelegramPlatform, group: Room, token: str = PUBLIC) -> Post:
    await platform.ports.say(Say(Chat("telegram", str(group.id)), page("Line.", Button("Read", token))))
    return public_line(group)


async def test_a_public_press_opens_the_screen_in_the_private_chat(tg: StandIn, platform: TelegramPlatform) -> None:
    """REQUIRES that who has started the bot gets the screen in private, and the group sees nothing."""
    ada = tg.world.person("Ada", started=True)
    group = tg.world.group("Readers", members=(ada,))
    engine = Doorman(platform, page("Your screen."))
    async with running(platform, engine):
        press = await ada.presses(await stand_a_line(platform, group), "Read")
        await tg.until(lambda: press.answered)
    assert engine.reached == [Reach.PRIVATE]
    assert [post.text for post in ada.inbox] == ["Your screen."]
    assert [post.text for post in group.messages] == ["Line."]
    assert press.url == ""


async def test_a_public_press_by_somebody_unstarted_is_answered_by_a_link(
    tg: StandIn, platform: TelegramPlatform
) -> None:
    """REQUIRES the answer t.me/<bot>?start=<token>, and the same screen when Start is pressed there."""
    ada = tg.world.person("Ada")
    group = tg.world.group("Readers", members=(ada,))
    engine = Doorman(platform, page("Your screen."))
    async with running(platform, engine):
        press = await ada.presses(await stand_a_line(platform, group), "Read")
        await tg.until(lambda: press.answered and len(engine.events) == 1)
        assert press.url == "https://t.me/groupbot_test_bot?start=pub-lic_1"
        assert ada.inbox == []
        await ada.starts("pub-lic_1")
        await tg.until(lambda: len(engine.events) == 2)
    assert engine.reached == [Reach.NOWHERE, Reach.PRIVATE]
    assert ada.inbox[-1].text == "Your screen."
    assert len(tg.world.record.of("answerCallbackQuery")) == 1


async def test_a_press_in_private_turns_its_screen_into_the_next(tg: StandIn, platform: TelegramPlatform) -> None:
    """REQUIRES an edit instead of a new message, also when nothing changes, and a new one when it is gone."""
    ada = tg.world.person("Ada", started=True)
    engine = Doorman(platform, page("Second.", Button("On", "tok")))
    async with running(platform, engine):
        await platform.ports.whisper(Whisper(Actor("telegram", str(ada.id)), page("First.", Button("On", "tok"))))
        for number in (1, 2):
            await ada.presses(ada.inbox[0], "On")
            await tg.until(partial(engine.has, number))
        assert [post.text for post in ada.inbox] == ["Second."]
        screen = ada.inbox[0]
        screen.deleted = True
        await ada.presses(screen, "On", inaccessible=True)
        await tg.until(lambda: len(engine.events) == 3)
    assert [post.text for post in ada.inbox] == ["Second."]
    assert engine.reached == [Reach.PRIVATE] * 3


async def test_a_command_in_the_group_is_answered_in_private_first(tg: StandIn, platform: TelegramPlatform) -> None:
    """REQUIRES private delivery to who started the bot, else an ephemeral message where the bot is an admin."""
    ada, bo = tg.world.person("Ada", started=True), tg.world.person("Bo")
    group = tg.world.group("Readers", members=(ada, bo))
    engine = Doorman(platform, page("Your screen."))
    async with running(platform, engine):
        await ada.says(group, "/notice")
        await bo.says(group, "/notice")
        await tg.until(lambda: len(engine.events) == 2)
    assert engine.reached == [Reach.PRIVATE, Reach.EPHEMERAL]
    assert [post.text for post in ada.private.messages] == ["Your screen."]
    assert [post.text for post in bo.inbox] == ["Your screen."]
    assert [post.text for post in group.messages] == ["/notice", "/notice"]


async def test_no_ephemeral_message_where_the_bot_is_no_admin(tg: StandIn, platform: TelegramPlatform) -> None:
    """REQUIRES that nothing at all is posted when no private way exists."""
    bo = tg.world.person("Bo")
    group = tg.world.group("Readers", members=(bo,), bot=Member("member"))
    engine = Doorman(platform, page("Your screen."))
    async with running(platform, engine):
        await bo.says(group, "/notice")
        await tg.until(lambda: engine.events)
    assert engine.reached == [Reach.NOWHERE]
    assert [post.text for post in group.messages] == ["/notice"]
    assert not [call for call in tg.world.record.of("sendMessage") if call.values["chat_id"] == str(group.id)]


async def test_a_press_whose_token_fits_no_link_gets_an_ephemeral_screen(
    tg: StandIn, platform: TelegramPlatform
) -> None:
    """REQUIRES that within 15 s of a press a bot without rights answers it in the group, to the presser alone."""
    bo = tg.world.person("Bo")
    group = tg.world.group("Readers", members=(bo,), bot=Member("member"))
    engine = Doorman(platform, page("Your screen.", Button("On", "tok")))
    async with running(platform, engine):
        await bo.presses(await stand_a_line(platform, group, "no.link+token"), "Read")
        await tg.until(lambda: len(engine.events) == 1)
        assert [post.text for post in bo.inbox] == ["Your screen."]
        engine.content = page("Second screen.")
        await bo.presses(bo.inbox[0], "On")
        await tg.until(lambda: len(engine.events) == 2)
    assert engine.reached == [Reach.EPHEMERAL, Reach.EPHEMERAL]
    assert [post.text for post in bo.inbox] == ["Second screen."]
    assert [post.text for post in group.messages] == ["Line."]


async def test_an_ephemeral_command_is_answered_where_it_was_typed(tg: StandIn, platform: TelegramPlatform) -> None:
    """REQUIRES that a personal command, which nobody sees, is answered so that nobody sees it, without admin rights."""
    platform = TelegramPlatform(
        tg.token,
        base_url=tg.base_url,
        commands=[CommandHelp("mydata", "both", personal=True, descriptions={"en": "D"})],
    )
    bo = tg.world.person("Bo")
    group = tg.world.group("Readers", members=(bo,), bot=Member("member"))
    engine = Doorman(platform, page("Your screen."))
    async with running(platform, engine):
        await tg.until(lambda: len([c for c in tg.world.record.of("setMyCommands") if c.code]) == 3)
        await bo.says(group, "/mydata")
        await tg.until(lambda: engine.events)
    assert engine.reached == [Reach.EPHEMERAL]
    assert group.messages == []
    assert bo.inbox[-1].text == "Your screen."


async def test_who_blocked_the_bot_is_reached_nowhere_and_asked_anew_later(
    tg: StandIn, platform: TelegramPlatform
) -> None:
    """REQUIRES that a block is remembered nowhere: the next whisper after unblocking arrives."""
    ada = tg.world.person("Ada", started=True)
    await ada.blocks_bot()
    whisper = Whisper(Actor("telegram", str(ada.id)), page())
    assert await platform.ports.whisper(whisper) is Reach.NOWHERE
    await ada.unblocks_bot()
    assert await platform.ports.whisper(whisper) is Reach.PRIVATE


@pytest.mark.parametrize("kind", [ActorKind.BOT, ActorKind.CHANNEL, ActorKind.ANONYMOUS_ADMIN])
async def test_only_a_person_is_written_to(tg: StandIn, platform: TelegramPlatform, kind: ActorKind) -> None:
    """REQUIRES that no call is made for who is no person."""
    group = tg.world.group("Readers")
    near = Chat("telegram", str(group.id))
    assert await platform.ports.whisper(Whisper(Actor("telegram", "77", kind), page(), near)) is Reach.NOWHERE
    assert not tg.world.record.calls


async def test_a_press_too_old_to_be_answered_is_no_error(tg: StandIn, platform: TelegramPlatform) -> None:
    """REQUIRES silence when Telegram has forgotten the press."""
    ada = tg.world.person("Ada", started=True)
    group = tg.world.group("Readers", members=(ada,))
    press = await ada.presses(await stand_a_line(platform, group), "Read")
    tg.world.faults.slow(0.1, "sendMessage", chat=ada.id)
    engine = Doorman(platform, page("Your screen."))
    async with running(platform, engine):
        await tg.until(lambda: len(tg.world.record.of("sendMessage")) == 2)
        tg.world.clock.advance(minutes=10)
        await tg.until(lambda: engine.events)
    assert not press.answered
    assert engine.reached == [Reach.PRIVATE]
    assert isinstance(engine.events[0].place, Place)


async def test_an_old_server_that_posts_openly_is_found_out(
    tg: StandIn, platform: TelegramPlatform, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """REQUIRES that a screen posted for all by a server without ephemeral messages is deleted, and never again sent."""
    monkeypatch.setattr(methods_send, "admit", lambda *_: None)
    bo = tg.world.person("Bo")
    group = tg.world.group("Readers", members=(bo,))
    engine = Doorman(platform, page("Your screen."))
    async with running(platform, engine):
        for number in (1, 2):
            await bo.says(group, "/notice")
            await tg.until(partial(engine.has, number))
    assert engine.reached == [Reach.NOWHERE, Reach.NOWHERE]
    assert [post.text for post in group.messages] == ["/notice", "/notice"]
    assert "knows no ephemeral messages" in caplog.text


async def test_not_knowing_whether_we_are_admin_counts_as_no_this_time(tg: StandIn, platform: TelegramPlatform) -> None:
    """REQUIRES no ephemeral message while Telegram does not tell our rights, and one as soon as it does."""
    bo = tg.world.person("Bo")
    group = tg.world.group("Readers", members=(bo,))
    engine = Doorman(platform, page("Your screen."))
    tg.world.faults.refuse(500, "Internal Server Error", "getChatMember")
    async with running(platform, engine):
        for number in (1, 2):
            await bo.says(group, "/notice")
            await tg.until(partial(engine.has, number))
    assert engine.reached == [Reach.NOWHERE, Reach.EPHEMERAL]


async def test_a_note_too_long_for_a_button_is_our_own_defect(platform: TelegramPlatform) -> None:
    """REQUIRES that 201 characters are refused before Telegram would cut or refuse them."""
    with pytest.raises(AssertionError, match="200 characters"):
        await platform.ports.acknowledge(Acknowledge(Origin("1", "-1", "1"), "x" * 201))


async def test_an_ephemeral_screen_that_is_gone_is_shown_anew(tg: StandIn, platform: TelegramPlatform) -> None:
    """REQUIRES a new ephemeral message where the pressed one can no longer be edited, and private once that opens."""
    bo = tg.world.person("Bo")
    group = tg.world.group("Readers", members=(bo,))
    engine = Doorman(platform, page("Your screen.", Button("On", "tok")))
    async with running(platform, engine):
        await bo.says(group, "/notice")
        await tg.until(partial(engine.has, 1))
        first = bo.inbox[0]
        await bo.presses(first, "On")
        await tg.until(partial(engine.has, 2))
        first.deleted = True
        await bo.presses(first, "On")
        await tg.until(partial(engine.has, 3))
        bo.started = True
        await bo.presses(bo.inbox[0], "On")
        await tg.until(partial(engine.has, 4))
    assert engine.reached == [Reach.EPHEMERAL] * 3 + [Reach.PRIVATE]
    assert [post.text for post in bo.private.messages] == ["Your screen."]


async def test_a_press_is_answered_once(tg: StandIn, platform: TelegramPlatform) -> None:
    """REQUIRES one answer per press, however often the engine acknowledges it."""
    ada = tg.world.person("Ada", started=True)
    group = tg.world.group("Readers", members=(ada,))
    engine = Doorman(platform, page("Your screen."))
    async with running(platform, engine):
        await ada.presses(await stand_a_line(platform, group), "Read")
        await tg.until(partial(engine.has, 1))
        (event,) = engine.of(ButtonPressed)
        await platform.ports.acknowledge(Acknowledge(event.origin, "Again."))
    assert len(tg.world.record.of("answerCallbackQuery")) == 1


@pytest.mark.parametrize("kind", [ActorKind.BOT, ActorKind.CHANNEL])
async def test_only_a_person_is_handed_a_file_or_has_standing(
    tg: StandIn, platform: TelegramPlatform, kind: ActorKind
) -> None:
    """REQUIRES that no file goes to who is no person, and that a channel's standing is unknown without asking."""
    other = Actor("telegram", "77", kind)
    assert await platform.ports.hand(Hand(other, "a.json", b"{}", page())) is Reach.NOWHERE
    if kind is ActorKind.CHANNEL:
        assert await platform.ports.standing(Chat("telegram", "-1"), other) is Standing.UNKNOWN
    assert not tg.world.record.calls
    assert platform.capabilities == platform.ports.capabilities
