"""Telegram's own notices of who comes and goes: told apart from the coming and going, and removed."""

import pytest

from adapters.telegram.platform import TelegramPlatform
from groupbot.effects import Remove
from groupbot.events import Event, JoinNoticed, MemberJoined, MemberLeft
from groupbot.people import MessageRef
from groupbot.ports import Unavailable
from tests.contract.telegram.fake_engine import Engine, running
from tests.standin.telegram import StandIn
from tests.standin.telegram.members import ALL_RIGHTS
from tests.standin.telegram.model import Member, Room

pytestmark = pytest.mark.anyio
ADMIN = Member("administrator", rights=ALL_RIGHTS)


def notices(group: Room) -> list[int]:
    """Return the numbers of the notices that stand."""
    told = (post.message for post in group.messages)
    return [message.message_id for message in told if message.new_chat_members or message.left_chat_member]


@pytest.mark.parametrize("bot", [ADMIN, Member("member")], ids=["admin", "member"])
async def test_a_notice_is_told_with_the_message_that_it_is(
    tg: StandIn, platform: TelegramPlatform, engine: Engine, bot: Member
) -> None:
    """REQUIRES one JoinNoticed per notice, beside the one event of who came or went, whatever the bot may read."""
    ada = tg.world.person("Buy cheap stamps at t.me/evil")
    group = tg.world.group("Readers", bot=bot)
    async with running(platform, engine):
        await tg.until(lambda: tg.world.updates.allowed)
        await ada.joins(group)
        await ada.leaves(group)
        await tg.until(lambda: engine.has(4))
    assert [event.message for event in engine.of(JoinNoticed)] == [
        MessageRef(str(group.id), str(number)) for number in notices(group)
    ]
    assert [event.actor.id for event in engine.of(JoinNoticed)] == [str(ada.id)] * 2
    assert (len(engine.of(MemberJoined)), len(engine.of(MemberLeft))) == (1, 1)
    assert len({event.key for event in engine.events}) == 4


async def test_a_large_group_has_no_notices(tg: StandIn, platform: TelegramPlatform, engine: Engine) -> None:
    """REQUIRES that joins are known without a notice, and no notice is made up."""
    ada = tg.world.person("Ada")
    group = tg.world.group("Readers", bot=Member("administrator", rights=ALL_RIGHTS))
    group.announces_joins = False
    async with running(platform, engine):
        await tg.until(lambda: tg.world.updates.allowed)
        await ada.joins(group)
        await tg.until(lambda: engine.events)
    assert [type(event) for event in engine.events] == [MemberJoined]


async def test_a_notice_is_removed_and_nothing_else(tg: StandIn, platform: TelegramPlatform, engine: Engine) -> None:
    """REQUIRES that what JoinNoticed names is gone when it is removed, and that people's words stay."""
    ada, bo = tg.world.person("Ada"), tg.world.person("Bo")
    group = tg.world.group("Readers", members=(bo,))
    gone: list[bool] = []

    async def remove(event: Event) -> None:
        if isinstance(event, JoinNoticed):
            gone.append(await platform.ports.remove(Remove(event.message)))

    engine.answer = remove
    async with running(platform, engine):
        await tg.until(lambda: tg.world.updates.allowed)
        await bo.says(group, "before")
        await ada.joins(group)
        await bo.says(group, "after")
        await tg.until(lambda: engine.has(4))
    assert gone == [True]
    assert [post.text for post in group.messages] == ["before", "after"]


async def test_without_the_right_a_notice_stays_and_a_gone_one_is_gone(tg: StandIn, platform: TelegramPlatform) -> None:
    """REQUIRES False where the bot may not delete or the notice is too old, True where somebody did it before."""
    ada, owner = tg.world.person("Ada"), tg.world.person("Owner")
    group = tg.world.group("Readers", owner=owner, bot=Member("administrator"))
    await ada.joins(group)
    (number,) = notices(group)
    notice = Remove(MessageRef(str(group.id), str(number)))
    assert await platform.ports.remove(notice) is False
    assert notices(group) == [number]
    await owner.makes_bot(group, "administrator")
    tg.world.clock.advance(hours=49)
    assert await platform.ports.remove(notice) is False
    group.messages[0].deleted = True
    assert await platform.ports.remove(notice) is True
    tg.world.faults.refuse(500, "Internal Server Error", "deleteMessage")
    with pytest.raises(Unavailable):
        await platform.ports.remove(notice)


async def test_a_notice_of_the_old_group_removes_nothing_in_the_new_one(
    tg: StandIn, platform: TelegramPlatform, engine: Engine
) -> None:
    """REQUIRES that a migration, after which messages are counted anew, lets no stranger's message be deleted."""
    owner, ada = tg.world.person("Owner"), tg.world.person("Ada")
    group = tg.world.group("Readers", kind="group", owner=owner)
    await ada.joins(group)
    (number,) = notices(group)
    async with running(platform, engine):
        successor = await owner.migrates(group)
        for word in ("one", "two", "three", "four"):
            await owner.says(successor, word)
        standing = [post.message.message_id for post in successor.messages]
        assert await platform.ports.remove(Remove(MessageRef(str(group.id), str(number)))) is False
    assert [post.message.message_id for post in successor.messages] == standing
