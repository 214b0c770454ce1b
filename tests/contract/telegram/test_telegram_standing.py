"""What the bot may do in a group, as Telegram's own switches say, and how it goes."""

import asyncio

import pytest

from adapters.telegram.platform import TelegramPlatform
from groupbot.effects import Leave, Say, TellAdmins, Whisper
from groupbot.events import BotRemoved, CommandGiven
from groupbot.people import UNNAMED, Actor, ActorKind, Admins, Chat
from groupbot.ports import Reach, Right, Unavailable
from tests.contract.telegram.fake_engine import Engine, page, running
from tests.standin.telegram import StandIn
from tests.standin.telegram.model import Kind, Member, Room

pytestmark = pytest.mark.anyio
# How admins are reached is the same everywhere on Telegram: these two are no switches there.
EVERY = frozenset(Right) - {Right.DESK, Right.OWNER}
ADMIN = {Right.SPEAK, Right.MEMBERS, Right.READ}


def chat(room: Room) -> Chat:
    return Chat("telegram", str(room.id))


@pytest.mark.parametrize(
    ("switches", "rights"),
    [
        ({"can_delete_messages", "can_restrict_members", "can_invite_users"}, EVERY),
        ({"can_delete_messages"}, ADMIN | {Right.REMOVE}),
        ({"can_restrict_members"}, ADMIN | {Right.HOLD}),
        ({"can_invite_users"}, ADMIN | {Right.ADMIT}),
        (set[str](), ADMIN),
    ],
)
async def test_each_right_of_an_admin_is_a_switch(
    tg: StandIn, platform: TelegramPlatform, switches: set[str], rights: set[Right]
) -> None:
    """REQUIRES one right per switch of Telegram's, and those that every admin has."""
    group = tg.world.group("Readers", bot=Member("administrator", rights=frozenset(switches)))
    assert await platform.ports.rights(chat(group)) == frozenset(rights)


@pytest.mark.parametrize(("kind", "forum"), [("group", False), ("supergroup", False), ("supergroup", True)])
async def test_members_can_be_held_in_supergroups_only(
    tg: StandIn, platform: TelegramPlatform, kind: Kind, *, forum: bool
) -> None:
    """REQUIRES that a basic group, where Telegram restricts nobody, is said to lack that right."""
    group = tg.world.group("Readers", kind=kind, forum=forum)
    assert await platform.ports.rights(chat(group)) == (EVERY - {Right.HOLD} if kind == "group" else EVERY)


async def test_a_bot_that_is_no_admin_may_speak_and_perhaps_read(tg: StandIn, platform: TelegramPlatform) -> None:
    """REQUIRES that the group's own permissions, a restriction, and the privacy mode of this moment are read."""
    plain = tg.world.group("Plain", bot=Member("member"))
    silent = tg.world.group("Silent", bot=Member("member"))
    silent.silent = True
    muted = tg.world.group("Muted", bot=Member("restricted"))
    lenient = tg.world.group("Lenient", bot=Member("restricted", permissions=frozenset({"can_send_messages"})))
    for group, rights in ((plain, {Right.SPEAK}), (silent, set()), (muted, set()), (lenient, {Right.SPEAK})):
        assert await platform.ports.rights(chat(group)) == frozenset(rights)
    tg.world.bot.privacy = False
    assert await platform.ports.rights(chat(plain)) == frozenset({Right.SPEAK, Right.READ})


async def test_a_bot_that_is_out_has_no_rights_and_an_unknown_group_tells_none(
    tg: StandIn, platform: TelegramPlatform
) -> None:
    """REQUIRES the empty set where the bot was removed, None where Telegram does not know, an error when it is down."""
    for member in (Member("kicked"), Member("left")):
        gone = tg.world.group("Gone", bot=member)
        assert await platform.ports.rights(chat(gone)) == frozenset()
    assert await platform.ports.rights(Chat("telegram", "-100999")) is None
    group = tg.world.group("Readers")
    tg.world.faults.refuse(500, "Internal Server Error", "getChatMember")
    with pytest.raises(Unavailable):
        await platform.ports.rights(chat(group))


async def test_leaving_is_certain_also_when_repeated(tg: StandIn, platform: TelegramPlatform, engine: Engine) -> None:
    """REQUIRES True once the bot is out, however it came to be, and the event that tells of it."""
    group = tg.world.group("Readers")
    async with running(platform, engine):
        await tg.until(lambda: tg.world.updates.allowed)
        assert await platform.ports.leave(Leave(chat(group))) is True
        await tg.until(lambda: engine.of(BotRemoved))
        assert await platform.ports.leave(Leave(chat(group))) is True
        assert await platform.ports.leave(Leave(Chat("telegram", "-100999"))) is True
    assert not group.member(tg.world.bot.id).inside


async def test_leaving_that_is_refused_is_said(tg: StandIn, platform: TelegramPlatform) -> None:
    """REQUIRES False where Telegram keeps the bot in."""
    group = tg.world.group("Readers")
    tg.world.faults.refuse(400, "Bad Request: CHAT_ADMIN_REQUIRED", "leaveChat")
    assert await platform.ports.leave(Leave(chat(group))) is False
    assert group.member(tg.world.bot.id).inside


async def test_admins_are_told_beside_the_one_who_knows(tg: StandIn, platform: TelegramPlatform) -> None:
    """REQUIRES that who acted is not told of their own act, and that an anonymous one cannot be told apart."""
    ada, bo = tg.world.person("Ada", started=True), tg.world.person("Bo", started=True)
    group = tg.world.group("Readers", owner=ada)
    group.members[bo.id] = Member("administrator", anonymous=True)
    beside_ada = TellAdmins(chat(group), page("Look."), beside=Actor("telegram", str(ada.id)))
    assert await platform.ports.tell_admins(beside_ada) == 1
    assert [len(person.inbox) for person in (ada, bo)] == [0, 1]
    unnamed = Actor("telegram", str(group.id), ActorKind.ANONYMOUS_ADMIN)
    assert await platform.ports.tell_admins(TellAdmins(chat(group), page("Look."), beside=unnamed)) == 2


async def test_all_admins_are_named_now_or_none(tg: StandIn, platform: TelegramPlatform) -> None:
    """REQUIRES every human admin of this moment, an anonymous one as well, and nobody where Telegram does not say."""
    ada, bo, cy = (tg.world.person(name) for name in ("Ada", "Bo", "Cy"))
    group = tg.world.group("Readers", owner=ada, members=(cy,))
    group.members[bo.id] = Member("administrator", anonymous=True)
    both = frozenset({str(ada.id), str(bo.id)})
    assert await platform.ports.admins(chat(group)) == Admins(both, all=True)
    await ada.makes(bo, group, "member")
    assert await platform.ports.admins(chat(group)) == Admins(frozenset({str(ada.id)}), all=True)
    assert await platform.ports.admins(Chat("telegram", "-100999")) == UNNAMED


@pytest.mark.parametrize(("kind", "forum"), [("group", False), ("supergroup", False), ("supergroup", True)])
async def test_an_anonymous_admins_command_is_the_groups(
    tg: StandIn, platform: TelegramPlatform, engine: Engine, kind: Kind, *, forum: bool
) -> None:
    """REQUIRES that a command given as the group names no person, in every kind of group, and its topic in a forum."""
    ada = tg.world.person("Ada")
    group = tg.world.group("Readers", kind=kind, forum=forum, owner=ada)
    thread = tg.world.topic(group, "Desk") if forum else None
    async with running(platform, engine):
        await ada.says(group, "/setup", thread=thread, anonymous=True)
        await tg.until(lambda: engine.of(CommandGiven))
    (event,) = engine.of(CommandGiven)
    assert (event.actor.kind, event.actor.id) == (ActorKind.ANONYMOUS_ADMIN, str(group.id))
    assert event.place.thread == (str(thread) if thread else "")
    assert str(ada.id) not in repr(event)


async def test_a_removal_that_was_missed(
    tg: StandIn, engine: Engine, platform: TelegramPlatform, caplog: pytest.LogCaptureFixture
) -> None:
    """REQUIRES BotRemoved from a 403 that says the bot is out, also when telling failed before, and from no other."""
    ada = tg.world.person("Ada", started=True)
    bots = (Member("left"), Member("kicked"), Member("restricted"))
    out, gone, silent = (tg.world.group("Readers", bot=bot) for bot in bots)

    async def fails(event: object) -> None:
        raise Unavailable(type(event).__name__)

    async with running(platform, engine):
        await tg.until(lambda: tg.world.updates.allowed)
        engine.answer = fails
        assert await platform.ports.say(Say(chat(out), page())) is None
        await tg.until(lambda: "could not be noted" in caplog.text)
        engine.answer = None
        for room in (out, gone, silent):
            assert await platform.ports.say(Say(chat(room), page())) is None
        await ada.blocks_bot()
        assert await platform.ports.whisper(Whisper(Actor("telegram", str(ada.id)), page())) is Reach.NOWHERE
        await tg.until(lambda: len(engine.of(BotRemoved)) == 2)
    assert {event.place.chat for event in engine.of(BotRemoved)} == {chat(out), chat(gone)}


@pytest.mark.parametrize("back", [False, True])
async def test_a_removal_that_was_missed_waits_for_its_turn(
    tg: StandIn, engine: Engine, platform: TelegramPlatform, *, back: bool
) -> None:
    """REQUIRES that it is told once, behind what is being handled in the group, and not where the bot is in again."""
    ada, free, begun = tg.world.person("Ada"), asyncio.Event(), asyncio.Event()
    group = tg.world.group("Readers", owner=ada)

    async def stalls(event: object) -> None:
        if isinstance(event, CommandGiven):
            begun.set()
            await free.wait()

    engine.answer = stalls
    async with running(platform, engine):
        await ada.says(group, "/notice")
        await begun.wait()
        group.members[tg.world.bot.id] = Member("left")
        for _ in range(2):
            assert await platform.ports.say(Say(chat(group), page())) is None
        if back:
            group.members[tg.world.bot.id] = Member("member")
        await asyncio.sleep(0.05)
        assert engine.events == []
        free.set()
        await tg.until(lambda: "getChatMember" in [call.method for call in tg.world.record.calls])
        await tg.until(lambda: back or engine.of(BotRemoved))
        await asyncio.sleep(0.02)
    assert [type(event) for event in engine.events] == [CommandGiven] + [BotRemoved] * (not back)
