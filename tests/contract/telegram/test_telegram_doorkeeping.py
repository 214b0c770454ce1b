"""Holding members and letting people in on Telegram, and whose a restriction is (laws L10 and L11)."""

from datetime import UTC, datetime, timedelta

import pytest

from adapters.telegram.platform import TelegramPlatform
from groupbot.deeds import Deed
from groupbot.effects import Admit, Decline, Release, Restrict
from groupbot.events import RestrictionChanged
from groupbot.people import Actor, Chat
from groupbot.ports import Unavailable
from tests.contract.telegram.fake_engine import Engine, running
from tests.standin.telegram import StandIn
from tests.standin.telegram.model import Member, Room
from tests.standin.telegram.person import Person

pytestmark = pytest.mark.anyio
UNTIL = datetime.now(UTC).replace(microsecond=0) + timedelta(days=2)
LATER = UNTIL + timedelta(days=1)
NOTHING = frozenset[datetime]()


def of(room: Room, person: Person) -> tuple[Chat, Actor]:
    return Chat("telegram", str(room.id)), Actor("telegram", str(person.id))


async def test_a_member_is_held_and_released(tg: StandIn, platform: TelegramPlatform) -> None:
    """REQUIRES that a held member cannot write until the end, and has back what the group gives everybody after it."""
    noa = tg.world.person("Noa")
    group = tg.world.group("Readers", members=(noa,))
    where = of(group, noa)
    for _ in range(2):
        assert await platform.ports.restrict(Restrict(*where, UNTIL), frozenset({UNTIL})) is Deed.DONE
    assert (group.member(noa.id).status, group.member(noa.id).until) == ("restricted", UNTIL)
    with pytest.raises(PermissionError):
        await noa.says(group, "hello")
    assert len([call for call in tg.world.record.calls if call.method == "restrictChatMember"]) == 1
    assert await platform.ports.restrict(Restrict(*where, LATER), frozenset({UNTIL, LATER})) is Deed.DONE
    for _ in range(2):
        assert await platform.ports.release(Release(*where), frozenset({UNTIL, LATER})) is Deed.DONE
    assert group.member(noa.id) == Member("member")


@pytest.mark.parametrize(
    "theirs",
    [
        Member("restricted", until=UNTIL + timedelta(seconds=1)),
        Member("restricted"),
        Member("restricted", until=UNTIL, permissions=frozenset({"can_send_messages"})),
        Member("restricted", until=UNTIL + timedelta(seconds=1), present=False),
    ],
    ids=["another end", "for ever", "loosened", "gone meanwhile"],
)
async def test_what_others_set_is_neither_lifted_nor_replaced(
    tg: StandIn, platform: TelegramPlatform, theirs: Member
) -> None:
    """REQUIRES that a restriction with another end or other permissions than ours stays as it is."""
    noa = tg.world.person("Noa")
    group = tg.world.group("Readers", members=(noa,))
    group.members[noa.id] = theirs
    assert await platform.ports.release(Release(*of(group, noa)), frozenset({UNTIL})) is Deed.NOT_OURS
    assert await platform.ports.restrict(Restrict(*of(group, noa), UNTIL), frozenset({UNTIL})) is Deed.HELD
    assert group.member(noa.id) is theirs


async def test_a_ban_is_not_ours(tg: StandIn, platform: TelegramPlatform) -> None:
    """REQUIRES that who was banned is neither held nor released, since a release would undo the ban."""
    noa = tg.world.person("Noa")
    group = tg.world.group("Readers")
    group.members[noa.id] = Member("kicked", until=UNTIL)
    assert await platform.ports.release(Release(*of(group, noa)), frozenset({UNTIL})) is Deed.NOT_OURS
    assert await platform.ports.restrict(Restrict(*of(group, noa), UNTIL), frozenset({UNTIL})) is Deed.GONE
    assert group.member(noa.id).status == "kicked"


async def test_why_a_member_is_not_held(tg: StandIn, platform: TelegramPlatform) -> None:
    """REQUIRES the reason where Telegram refuses: an admin, a missing right, a basic group, a stranger."""
    ada, noa, bo = (tg.world.person(name) for name in ("Ada", "Noa", "Bo"))
    group = tg.world.group("Readers", owner=ada, members=(noa,))
    assert await platform.ports.restrict(Restrict(*of(group, ada), UNTIL), NOTHING) is Deed.ADMIN
    assert await platform.ports.restrict(Restrict(*of(group, bo), UNTIL), NOTHING) is Deed.GONE
    powerless = tg.world.group("Readers", members=(noa,), bot=Member("administrator"))
    assert await platform.ports.restrict(Restrict(*of(powerless, noa), UNTIL), NOTHING) is Deed.NO_RIGHT
    basic = tg.world.group("Readers", kind="group", members=(noa,))
    assert await platform.ports.restrict(Restrict(*of(basic, noa), UNTIL), NOTHING) is Deed.CANNOT
    tg.world.faults.refuse(400, "Bad Request: SOMETHING_NEW", "restrictChatMember")
    assert await platform.ports.restrict(Restrict(*of(group, noa), UNTIL), NOTHING) is Deed.REFUSED
    tg.world.faults.refuse(500, "Internal Server Error", "restrictChatMember")
    with pytest.raises(Unavailable):
        await platform.ports.restrict(Restrict(*of(group, noa), UNTIL), NOTHING)
    assert group.member(noa.id) == Member("member")


async def test_requests_to_join_are_granted_and_declined(tg: StandIn, platform: TelegramPlatform) -> None:
    """REQUIRES one decision each, the same answer when it is repeated, and a reason where nothing was asked."""
    noa, omar = tg.world.person("Noa"), tg.world.person("Omar")
    group = tg.world.group("Readers", by_request=True)
    for person in (noa, omar):
        await person.asks_to_join(group)
    assert [await platform.ports.admit(Admit(*of(group, noa))) for _ in range(2)] == [Deed.DONE, Deed.DONE]
    assert [await platform.ports.decline(Decline(*of(group, omar))) for _ in range(2)] == [Deed.DONE, Deed.GONE]
    assert await platform.ports.admit(Admit(*of(group, omar))) is Deed.GONE
    assert await platform.ports.decline(Decline(*of(group, noa))) is Deed.GONE
    assert (group.member(noa.id).inside, group.member(omar.id).inside) == (True, False)
    closed = tg.world.group("Readers", by_request=True, bot=Member("administrator"))
    await omar.asks_to_join(closed)
    assert await platform.ports.admit(Admit(*of(closed, omar))) is Deed.NO_RIGHT


async def test_what_others_change_is_told_and_our_own_act_is_not(
    tg: StandIn, engine: Engine, platform: TelegramPlatform
) -> None:
    """REQUIRES one event with its author for each change of a restriction by others, and none for ours."""
    ada, noa = tg.world.person("Ada"), tg.world.person("Noa")
    group = tg.world.group("Readers", owner=ada, members=(noa,))
    async with running(platform, engine):
        await tg.until(lambda: tg.world.updates.allowed)
        await platform.ports.restrict(Restrict(*of(group, noa), UNTIL), NOTHING)
        await platform.ports.release(Release(*of(group, noa)), frozenset({UNTIL}))
        await platform.ports.restrict(Restrict(*of(group, noa), UNTIL), NOTHING)
        await ada.makes(noa, group, "restricted", until=UNTIL, permissions=frozenset({"can_send_messages"}))
        await ada.makes(
            noa, group, "restricted", until=UNTIL, permissions=frozenset({"can_send_messages"}), present=False
        )
        await ada.makes(noa, group, "administrator")
        await ada.makes(noa, group, "member")
        await ada.makes(noa, group, "kicked")
        await tg.until(lambda: len(engine.of(RestrictionChanged)) == 3 and not tg.world.updates.pending)
    told = engine.of(RestrictionChanged)
    assert {(event.actor.id, event.by.id, event.place.chat) for event in told} == {
        (str(noa.id), str(ada.id), Chat("telegram", str(group.id)))
    }
    assert len({event.key for event in engine.events}) == len(engine.events)
