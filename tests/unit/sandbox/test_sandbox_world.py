"""The simulated platform: what its members can do, and what the bot's verbs then show."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from adapters.sandbox.clock import MovableClock, standing_still
from adapters.sandbox.outbound import SandboxPorts
from adapters.sandbox.state import Delivery, WorldError
from adapters.sandbox.world import World
from groupbot.content import Content, Rich
from groupbot.effects import Acknowledge, Hand, Say, TellAdmins, Whisper
from groupbot.events import (
    BotAdded,
    BotRemoved,
    ButtonPressed,
    CommandGiven,
    Event,
    MemberJoined,
    MemberLeft,
    MessagePosted,
)
from groupbot.people import Actor, ActorKind, Chat, MessageRef
from groupbot.ports import Reach, Standing, Unavailable
from groupbot.proofs.counting import LONGEST_GAP

pytestmark = pytest.mark.anyio
START = datetime(2026, 11, 24, 12, tzinfo=UTC)
HELLO = Content(Rich("hello"))
AGAIN = Content(Rich("again"))
Acts = list[Callable[[], Event]]


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def world() -> World:
    made = World(MovableClock(standing_still(START)), hushed=frozenset({"mydata"}))
    made.add_group("group", "Editors")
    made.add_person("ada", standing=Standing.ADMIN, started=True)
    made.add_person("noa", "נועה", "he")
    return made


@pytest.fixture
def ports(world: World) -> SandboxPorts:
    return SandboxPorts(world)


def test_joining_and_leaving_change_the_roster_and_make_events(world: World) -> None:
    """A join and a leave each make one event with the person's own name and the group's place."""
    joined = world.joins("noa")
    assert isinstance(joined, MemberJoined)
    assert (joined.actor.name, joined.actor.language, joined.place.title) == ("נועה", "he", "Editors")
    assert world.group().standing("noa") is Standing.MEMBER
    left = world.leaves("noa", removed=True)
    assert isinstance(left, MemberLeft)
    assert left.removed
    assert left.key != joined.key
    assert world.group().standing("noa") is Standing.OUTSIDE


@pytest.mark.parametrize(
    ("text", "command", "argument"),
    [("/consent", "consent", ""), ("/Language@groupbot he", "language", "he"), ("/start  x y ", "start", "x y")],
)
def test_a_slash_makes_a_command(world: World, text: str, command: str, argument: str) -> None:
    """A text that begins with a slash is a command without slash and bot name, in private as in the group."""
    for event in (world.says("ada", text), world.writes("ada", text)):
        assert isinstance(event, CommandGiven)
        assert (event.command, event.argument) == (command, argument)


def test_a_hushed_command_is_seen_by_its_sender_alone(world: World) -> None:
    """A personal command typed in the group stands in no view but the sender's own."""
    event = world.says("ada", "/mydata")
    assert world.group().posts == []
    assert [post.ephemeral for post in world.person("ada").inbox] == [world.group().id]
    assert isinstance(event, CommandGiven)
    assert event.origin.ephemeral


def test_plain_words_are_messages(world: World) -> None:
    """Other texts are messages, with a place in the group and none in private."""
    said, written = world.says("ada", "good morning"), world.writes("noa", "hi")
    assert isinstance(said, MessagePosted)
    assert isinstance(written, MessagePosted)
    assert said.place.chat == Chat("sandbox", "group")
    assert written.place.chat is None
    assert world.person("noa").started


def test_what_the_platform_does_not_allow_is_refused_with_a_remedy(world: World) -> None:
    """Impossible acts raise an error that says what to do, and change nothing."""
    world.add_person("chan", kind=ActorKind.CHANNEL, standing=Standing.MEMBER)
    world.blocks("ada")
    impossible: Acts = [
        lambda: world.says("noa", "hi"),
        lambda: world.joins("ada"),
        lambda: world.writes("ada", "hi"),
        lambda: world.writes("chan", "hi"),
        lambda: world.leaves("nobody"),
        lambda: world.says("ada", "hi", "elsewhere"),
    ]
    for act in impossible:
        with pytest.raises(WorldError):
            act()
    assert world.group().posts == []


def test_channels_and_anonymous_admins_speak_as_what_they_are(world: World) -> None:
    """A sender that is no person is told as its own kind."""
    world.add_person("anon", kind=ActorKind.ANONYMOUS_ADMIN, standing=Standing.ADMIN)
    event = world.says("anon", "/consent")
    assert event.actor.kind is ActorKind.ANONYMOUS_ADMIN


def test_the_bot_comes_and_goes(world: World) -> None:
    """Adding and removing the bot make their events, and a removed bot cannot speak or look."""
    assert isinstance(world.removes_bot("ada"), BotRemoved)
    assert not world.group().bot_inside
    assert isinstance(world.adds_bot("ada"), BotAdded)


async def test_saying_replaces_the_line_before_it(world: World, ports: SandboxPorts) -> None:
    """A new standing line stands alone: the one that it replaces is gone."""
    first = await ports.say(Say(world.group().chat, HELLO))
    assert isinstance(first, MessageRef)
    await ports.say(Say(world.group().chat, AGAIN, replaces=first))
    assert [post.content for post in world.group().posts] == [AGAIN]


async def test_a_whisper_prefers_the_private_chat(world: World, ports: SandboxPorts) -> None:
    """Started chat: private; not started: ephemeral near a group of theirs; blocked and outside: nowhere."""
    ada, noa, chat = world.person("ada"), world.person("noa"), world.group().chat
    assert await ports.whisper(Whisper(ada.actor, HELLO, near=chat)) is Reach.PRIVATE
    assert await ports.whisper(Whisper(noa.actor, HELLO, near=chat)) is Reach.NOWHERE
    world.joins("noa")
    assert await ports.whisper(Whisper(noa.actor, HELLO, near=chat)) is Reach.EPHEMERAL
    assert await ports.whisper(Whisper(noa.actor, HELLO)) is Reach.NOWHERE
    world.ephemeral_arrives = False
    assert await ports.whisper(Whisper(noa.actor, HELLO, near=chat)) is Reach.EPHEMERAL
    assert [post.ephemeral for post in noa.inbox] == [world.group().id]
    assert world.group().posts == []


async def test_a_pressed_screen_of_ones_own_is_replaced(world: World, ports: SandboxPorts) -> None:
    """A whisper that answers a press changes that very message when it is the person's own."""
    ada = world.person("ada")
    await ports.whisper(Whisper(ada.actor, HELLO))
    event = world.presses("ada", ada.inbox[0].id, "token")
    assert isinstance(event, ButtonPressed)
    assert event.place.chat is None
    await ports.whisper(Whisper(ada.actor, AGAIN, origin=event.origin))
    assert [(post.content, post.edited) for post in ada.inbox] == [(AGAIN, True)]


async def test_a_press_on_an_ephemeral_copy_happens_in_its_group(world: World, ports: SandboxPorts) -> None:
    """What answers a press on an ephemeral copy can be shown beside it, as on the platforms: it knows the group."""
    world.joins("noa")
    noa = world.person("noa")
    await ports.whisper(Whisper(noa.actor, HELLO, near=world.group().chat))
    event = world.presses("noa", noa.inbox[0].id, "token")
    assert event.place.chat == world.group().chat
    assert await ports.whisper(Whisper(noa.actor, AGAIN, near=event.place.chat)) is Reach.EPHEMERAL
    assert [post.content for post in noa.inbox] == [HELLO, AGAIN]


async def test_a_press_on_somebody_elses_screen_leaves_it_alone(world: World, ports: SandboxPorts) -> None:
    """A press of another person's private button answers the presser and never changes the other's screen."""
    ada, noa = world.person("ada"), world.person("noa")
    noa.started = True
    await ports.whisper(Whisper(ada.actor, HELLO))
    event = world.presses("noa", ada.inbox[0].id, "token")
    assert isinstance(event, ButtonPressed)
    await ports.whisper(Whisper(noa.actor, AGAIN, origin=event.origin))
    assert [post.content for post in ada.inbox] == [HELLO]
    assert [post.content for post in noa.inbox] == [AGAIN]


async def test_a_press_in_the_group_tells_its_place(world: World, ports: SandboxPorts) -> None:
    """A press on the standing line comes with the group, and is answered once."""
    await ports.say(Say(world.group().chat, HELLO))
    event = world.presses("ada", world.group().posts[0].id, "token")
    assert isinstance(event, ButtonPressed)
    assert event.place.chat == world.group().chat
    await ports.acknowledge(Acknowledge(event.origin, "saved"))
    await ports.acknowledge(Acknowledge(event.origin, "twice"))
    assert world.notes == {event.origin.press: "saved"}


async def test_files_go_to_the_private_chat_only(world: World, ports: SandboxPorts) -> None:
    """A file reaches a started private chat and nothing else."""
    ada, noa = world.person("ada"), world.person("noa")
    world.joins("noa")
    assert await ports.hand(Hand(ada.actor, "a.json", b"{}", HELLO)) is Reach.PRIVATE
    assert await ports.hand(Hand(noa.actor, "a.json", b"{}", HELLO)) is Reach.NOWHERE
    file = ada.inbox[-1].file
    assert file is not None
    assert (file.filename, file.body) == ("a.json", b"{}")


async def test_admins_are_told_in_private(world: World, ports: SandboxPorts) -> None:
    """Only admins are told, and only those who can be reached are counted."""
    world.add_person("bob", standing=Standing.ADMIN)
    assert await ports.tell_admins(TellAdmins(world.group().chat, HELLO)) == 1
    assert [post.content for post in world.person("ada").inbox] == [HELLO]


async def test_an_office_can_be_given_and_taken(world: World, ports: SandboxPorts) -> None:
    """REQUIRES that who becomes an admin is told as one and can write again, and that an outsider becomes none."""
    world.joins("noa")
    world.restricts("ada", "noa", START + timedelta(days=1))
    world.appoints("noa", admin=True)
    assert await ports.standing(world.group().chat, world.person("noa").actor) is Standing.ADMIN
    assert world.group().held == {}
    world.appoints("ada", admin=False)
    assert world.group().standing("ada") is Standing.MEMBER
    world.leaves("ada")
    with pytest.raises(WorldError):
        world.appoints("ada", admin=True)


async def test_the_roster_tells_standings(world: World, ports: SandboxPorts) -> None:
    """The roster knows admins, members and outsiders, and says so when it cannot look."""
    chat = world.group().chat
    world.joins("noa")
    stranger = Actor("sandbox", "99")
    asked = [world.person("ada").actor, world.person("noa").actor, stranger]
    told = [await ports.standing(chat, actor) for actor in asked]
    assert told == [Standing.ADMIN, Standing.MEMBER, Standing.OUTSIDE]
    world.removes_bot("ada")
    assert await ports.standing(chat, stranger) is Standing.UNKNOWN


async def test_delivery_can_be_made_to_fail(world: World, ports: SandboxPorts) -> None:
    """Under faults every verb raises Unavailable, or reaches nobody, and shows nothing."""
    ada, chat = world.person("ada"), world.group().chat
    world.delivery = Delivery.UNAVAILABLE
    with pytest.raises(Unavailable):
        await ports.whisper(Whisper(ada.actor, HELLO))
    with pytest.raises(Unavailable):
        await ports.say(Say(chat, HELLO))
    world.delivery = Delivery.NOWHERE
    assert await ports.whisper(Whisper(ada.actor, HELLO)) is Reach.NOWHERE
    assert await ports.say(Say(chat, HELLO)) is None
    assert await ports.tell_admins(TellAdmins(chat, HELLO)) == 0
    assert ada.inbox == world.group().posts == []


def test_time_moves_forward_only() -> None:
    """The clock adds what it is told, and refuses steps backwards and beyond the calendar."""
    clock = MovableClock(standing_still(START))
    clock.forward(timedelta(days=400))
    assert clock.now() == START + timedelta(days=400)
    for step in (timedelta(seconds=-1), timedelta(days=400_000)):
        with pytest.raises(ValueError, match=r"step"):
            clock.forward(step)
    assert MovableClock().now().tzinfo is UTC


@pytest.mark.parametrize("way", [timedelta(), timedelta(minutes=10), timedelta(days=1), timedelta(days=31, minutes=7)])
def test_a_long_way_is_gone_in_strides(way: timedelta) -> None:
    """REQUIRES that the first two days pass in steps that the bot counts as time in which it ran, and all adds up."""
    strides = MovableClock(standing_still(START)).strides(way)
    assert sum(strides, timedelta()) == way
    assert all(stride <= LONGEST_GAP for stride in strides[:-1])
    assert len(strides[:-1]) == min(way, timedelta(days=2)) // timedelta(minutes=40)
