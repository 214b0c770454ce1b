"""Who came and who went, told once each; and senders who are no persons."""

import pytest

from adapters.telegram.platform import TelegramPlatform
from groupbot.events import (
    BotAdded,
    BotRemoved,
    GroupMigrated,
    JoinNoticed,
    MemberJoined,
    MemberLeft,
    MessagePosted,
    RestrictionChanged,
    RightsChanged,
)
from groupbot.people import ActorKind
from tests.contract.telegram.fake_engine import Engine, running
from tests.standin.telegram import StandIn
from tests.standin.telegram.model import Member, Status

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("status", ["administrator", "member"])
async def test_a_join_and_a_leave_are_told_once(
    tg: StandIn, engine: Engine, platform: TelegramPlatform, status: Status
) -> None:
    """REQUIRES one event each, whether chat_member updates come (bot is admin) or only service messages."""
    owner, ada, bo = (tg.world.person(name) for name in ("Owner", "Ada", "Bo"))
    group = tg.world.group("Readers", owner=owner, bot=Member(status))
    async with running(platform, engine):
        await tg.until(lambda: tg.world.updates.allowed)
        await ada.joins(group)
        await ada.leaves(group)
        await bo.joins(group)
        await owner.makes(bo, group, "kicked")
        await tg.until(lambda: len(engine.of(MemberLeft)) == 2 and not tg.world.updates.pending)
    assert [event.actor.id for event in engine.of(MemberJoined)] == [str(ada.id), str(bo.id)]
    left = [(event.actor.id, event.removed) for event in engine.of(MemberLeft)]
    assert left == [(str(ada.id), False), (str(bo.id), True)]


async def test_restricting_and_promoting_is_neither_joining_nor_leaving(
    tg: StandIn, engine: Engine, platform: TelegramPlatform
) -> None:
    """REQUIRES events only where somebody comes in or goes out."""
    owner, ada = tg.world.person("Owner"), tg.world.person("Ada")
    group = tg.world.group("Readers", owner=owner, members=(ada,))
    async with running(platform, engine):
        await tg.until(lambda: tg.world.updates.allowed)
        await owner.makes(ada, group, "restricted")
        await owner.makes(ada, group, "administrator")
        await owner.makes(ada, group, "restricted", present=False)
        await tg.until(lambda: len(engine.events) == 5)
    others = [event for event in engine.events if not isinstance(event, RestrictionChanged)]
    assert [type(event) for event in others] == [MemberLeft, JoinNoticed]


async def test_the_bots_own_coming_and_going(tg: StandIn, engine: Engine, platform: TelegramPlatform) -> None:
    """REQUIRES one event each for coming, for changed rights and for going, and none of its own names as an advert."""
    owner = tg.world.person("Owner")
    group = tg.world.group("Readers", owner=owner, bot=Member("left"))
    async with running(platform, engine):
        await tg.until(lambda: tg.world.updates.allowed)
        await owner.makes_bot(group, "member")
        await owner.makes_bot(group, "administrator")
        await owner.makes_bot(group, "restricted")
        await owner.makes_bot(group, "kicked")
        await tg.until(lambda: engine.of(BotRemoved) and not tg.world.updates.pending)
    assert [type(event) for event in engine.events] == [BotAdded, RightsChanged, RightsChanged, BotRemoved]
    assert {event.actor.id for event in engine.events} == {str(owner.id)}


async def test_a_person_blocking_the_bot_is_no_event(tg: StandIn, engine: Engine, platform: TelegramPlatform) -> None:
    """REQUIRES that a block in private says nothing to the engine."""
    ada = tg.world.person("Ada", started=True)
    async with running(platform, engine):
        await ada.blocks_bot()
        await ada.writes("/notice")
        await tg.until(lambda: engine.events)
    assert len(engine.events) == 1


async def test_a_migration_is_one_event(tg: StandIn, engine: Engine, platform: TelegramPlatform) -> None:
    """REQUIRES that both service messages have one key and tell old and new id; and words in the new group follow."""
    owner = tg.world.person("Owner")
    group = tg.world.group("Readers", kind="group", owner=owner)
    async with running(platform, engine):
        successor = await owner.migrates(group)
        await owner.says(successor, "/notice")
        await tg.until(lambda: len(engine.events) == 3)
    moves = engine.of(GroupMigrated)
    assert [type(event) for event in engine.events[:2]] == [GroupMigrated, GroupMigrated]
    assert len({event.key for event in moves}) == 1
    assert {(event.place.chat.id, event.successor.id) for event in moves} == {(str(group.id), str(successor.id))}


async def test_an_anonymous_admin_and_a_channel_are_no_persons(
    tg: StandIn, engine: Engine, platform: TelegramPlatform
) -> None:
    """REQUIRES that whoever speaks as the group or as a channel is told apart from people."""
    owner = tg.world.person("Owner")
    group = tg.world.group("Readers", owner=owner)
    channel = tg.world.channel("News")
    async with running(platform, engine):
        await owner.says(group, "hello", anonymous=True)
        await channel.says(group, "hello")
        await channel.says(group, "hello", forwarded=True)
        await tg.until(lambda: len(engine.events) == 3)
    found = [(event.actor.kind, event.actor.id) for event in engine.of(MessagePosted)]
    assert found == [
        (ActorKind.ANONYMOUS_ADMIN, str(group.id)),
        (ActorKind.CHANNEL, str(channel.room.id)),
        (ActorKind.CHANNEL, str(channel.room.id)),
    ]
