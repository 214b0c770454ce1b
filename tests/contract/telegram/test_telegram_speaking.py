"""The standing line of a group, files, admins and standing."""

import json

import pytest

from adapters.telegram.platform import TelegramPlatform
from groupbot.content import Button
from groupbot.effects import Hand, Say, TellAdmins
from groupbot.events import GroupMigrated
from groupbot.people import Actor, ActorKind, Chat, MessageRef
from groupbot.ports import Reach, Standing, Unavailable
from tests.contract.telegram.fake_engine import Engine, page, running
from tests.standin.telegram import StandIn
from tests.standin.telegram.model import Member, Room
from tests.standin.telegram.person import Person

pytestmark = pytest.mark.anyio


def chat(room: Room) -> Chat:
    return Chat("telegram", str(room.id))


def actor(person: Person) -> Actor:
    return Actor("telegram", str(person.id))


async def test_a_new_line_takes_the_place_of_the_old_one(tg: StandIn, platform: TelegramPlatform) -> None:
    """REQUIRES one live line per group, posted without a sound and without previews."""
    group = tg.world.group("Readers")
    first = await platform.ports.say(Say(chat(group), page("Old line.", Button("Read", "t"))))
    second = await platform.ports.say(Say(chat(group), page("New line."), replaces=first))
    assert [post.text for post in group.messages] == ["New line."]
    assert second == MessageRef(str(group.id), str(group.messages[0].message.message_id))
    for call in tg.world.record.of("sendMessage"):
        assert json.loads(call.values["link_preview_options"]) == {"is_disabled": True}
        assert str(call.values["disable_notification"]).lower() == "true"
        assert "parse_mode" not in call.values


async def test_a_line_too_old_to_delete_loses_its_buttons(tg: StandIn, platform: TelegramPlatform) -> None:
    """REQUIRES that after 48 hours, without the right to delete, the old line's button is gone at least."""
    group = tg.world.group("Readers", bot=Member("member"))
    first = await platform.ports.say(Say(chat(group), page("Old line.", Button("Read", "t"))))
    tg.world.clock.advance(hours=49)
    assert await platform.ports.say(Say(chat(group), page("New line."), replaces=first)) is not None
    assert [(post.text, post.buttons) for post in group.messages] == [("Old line.", {}), ("New line.", {})]


async def test_a_group_that_cannot_be_written_to_is_no_error(tg: StandIn, platform: TelegramPlatform) -> None:
    """REQUIRES None where the bot was removed or may not write."""
    gone = tg.world.group("Gone", bot=Member("kicked"))
    mute = tg.world.group("Mute", bot=Member("restricted"))
    assert await platform.ports.say(Say(chat(gone), page())) is None
    assert await platform.ports.say(Say(chat(mute), page())) is None


async def test_a_line_of_a_deleted_topic_stands_in_the_general_one(tg: StandIn, platform: TelegramPlatform) -> None:
    """REQUIRES that a topic that is gone silences nobody."""
    group = tg.world.group("Readers", forum=True)
    assert await platform.ports.say(Say(chat(group), page("Line."), thread="777")) is not None
    assert [post.text for post in group.messages] == ["Line."]


async def test_a_call_to_a_migrated_group_follows_it(tg: StandIn, platform: TelegramPlatform, engine: Engine) -> None:
    """REQUIRES the line under the new id, the migration told by its one key, and no stranger's message deleted."""
    owner = tg.world.person("Ada")
    group = tg.world.group("Readers", kind="group", owner=owner)
    async with running(platform, engine):
        first = await platform.ports.say(Say(chat(group), page("Line.")))
        successor = await owner.migrates(group)
        await tg.until(lambda: engine.has(2))
        second = await platform.ports.say(Say(chat(group), page("Line anew."), replaces=first))
        await platform.ports.say(Say(chat(group), page("And again.")))
    assert second is not None
    assert second.chat == str(successor.id)
    assert [post.text for post in successor.messages][1:] == ["Line anew.", "And again."]
    assert {event.key for event in engine.events} == {f"migrated:{group.id}:{successor.id}"}
    assert [(event.place.chat, event.successor) for event in engine.of(GroupMigrated)[2:]] == [
        (chat(group), chat(successor))
    ]
    assert not tg.world.record.of("deleteMessage")


async def test_a_short_flood_wait_is_waited_and_a_long_one_is_told(tg: StandIn, platform: TelegramPlatform) -> None:
    """REQUIRES patience for the one chat only: others are served meanwhile, a long wait is raised with its length."""
    busy, calm = tg.world.group("Busy"), tg.world.group("Calm")
    tg.world.faults.too_many("sendMessage", chat=busy.id, after=60)
    with pytest.raises(Unavailable) as raised:
        await platform.ports.say(Say(chat(busy), page()))
    assert 55 < raised.value.retry_after <= 60
    assert await platform.ports.say(Say(chat(calm), page())) is not None
    tg.world.faults.too_many("sendMessage", chat=calm.id, after=1)
    assert await platform.ports.say(Say(chat(calm), page())) is not None


async def test_a_server_in_trouble_is_worth_another_try(tg: StandIn, platform: TelegramPlatform) -> None:
    """REQUIRES Unavailable, without token or address, when Telegram fails or cuts the connection."""
    ada = tg.world.person("Ada", started=True)
    tg.world.faults.refuse(500, "Internal Server Error", "sendDocument")
    tg.world.faults.drop("before", "sendDocument")
    for _ in range(2):
        with pytest.raises(Unavailable) as raised:
            await platform.ports.hand(Hand(actor(ada), "mydata.json", b"{}", page("Yours.")))
        assert tg.token not in repr(raised.value)
        assert raised.value.__cause__ is None


async def test_a_file_goes_to_its_owner_in_private_only(tg: StandIn, platform: TelegramPlatform) -> None:
    """REQUIRES the file with its words in private, long words before it, and NOWHERE without a private chat."""
    ada, bo = tg.world.person("Ada", started=True), tg.world.person("Bo")
    assert await platform.ports.hand(Hand(actor(ada), "mydata.json", b'{"a": 1}', page("Yours."))) is Reach.PRIVATE
    assert await platform.ports.hand(Hand(actor(ada), "more.json", b"{}", page("y" * 2000))) is Reach.PRIVATE
    assert await platform.ports.hand(Hand(actor(bo), "mydata.json", b"{}", page("Yours."))) is Reach.NOWHERE
    files = [(post.file.filename, post.file.body) for post in ada.inbox if post.file]
    assert files == [("mydata.json", b'{"a": 1}'), ("more.json", b"{}")]
    assert [post.text for post in ada.inbox] == ["Yours.", "y" * 2000, ""]


async def test_admins_are_told_in_private_each_who_can_be_reached(tg: StandIn, platform: TelegramPlatform) -> None:
    """REQUIRES that human admins are counted when reached, that members hear nothing, and bots neither."""
    owner, second, member = (tg.world.person(name, started=True) for name in ("Ada", "Bo", "Cy"))
    shy = tg.world.person("Dee")
    group = tg.world.group("Readers", owner=owner, members=(member,))
    for admin in (second, shy):
        group.members[admin.id] = Member("administrator")
    assert await platform.ports.tell_admins(TellAdmins(chat(group), page("Look."))) == 2
    assert [len(person.inbox) for person in (owner, second, member, shy)] == [1, 1, 0, 0]


async def test_standing_is_read_from_the_group_now(tg: StandIn, platform: TelegramPlatform) -> None:
    """REQUIRES admin, member and outside as Telegram says, and UNKNOWN where it does not."""
    owner, member, muted, gone = (tg.world.person(name) for name in ("Ada", "Bo", "Cy", "Dee"))
    group = tg.world.group("Readers", owner=owner, members=(member,))
    group.members[muted.id] = Member("restricted")
    expected = {owner: Standing.ADMIN, member: Standing.MEMBER, muted: Standing.MEMBER, gone: Standing.OUTSIDE}
    for person, standing in expected.items():
        assert await platform.ports.standing(chat(group), actor(person)) is standing
    await owner.makes(member, group, "administrator")
    assert await platform.ports.standing(chat(group), actor(member)) is Standing.ADMIN
    nowhere = Chat("telegram", "-100999")
    assert await platform.ports.standing(nowhere, actor(owner)) is Standing.UNKNOWN
    anonymous = Actor("telegram", str(group.id), ActorKind.ANONYMOUS_ADMIN)
    assert await platform.ports.standing(chat(group), anonymous) is Standing.ADMIN
    assert await platform.ports.standing(nowhere, anonymous) is Standing.UNKNOWN


async def test_trouble_with_one_admin_stops_no_other(tg: StandIn, platform: TelegramPlatform) -> None:
    """REQUIRES that the others are told, and Unavailable only when nobody could be."""
    first, second = tg.world.person("Ada", started=True), tg.world.person("Bo", started=True)
    group = tg.world.group("Readers", owner=first)
    group.members[second.id] = Member("administrator")
    tell = TellAdmins(chat(group), page("Look."))
    tg.world.faults.refuse(500, "Internal Server Error", "sendMessage", chat=first.id)
    assert await platform.ports.tell_admins(tell) == 1
    tg.world.faults.refuse(500, "Internal Server Error", "sendMessage", times=2)
    with pytest.raises(Unavailable):
        await platform.ports.tell_admins(tell)
    gone = tg.world.group("Gone", bot=Member("kicked"))
    assert await platform.ports.tell_admins(TellAdmins(chat(gone), page("Look."))) == 0


async def test_a_line_stands_though_the_old_one_cannot_be_removed(tg: StandIn, platform: TelegramPlatform) -> None:
    """REQUIRES the new line's reference in whatever way removing fails, since posting it again would make two."""
    group = tg.world.group("Readers")
    old = await platform.ports.say(Say(chat(group), page("Old.", Button("Read", "t"))))
    tg.world.faults.refuse(500, "Internal Server Error", "deleteMessage")
    assert await platform.ports.say(Say(chat(group), page("New."), replaces=old)) is not None
    tg.world.faults.refuse(400, "Bad Request: message can't be deleted", "deleteMessage")
    tg.world.faults.refuse(500, "Internal Server Error", "editMessageReplyMarkup")
    assert await platform.ports.say(Say(chat(group), page("Newer."), replaces=old)) is not None
    assert await platform.ports.say(Say(chat(group), page("Newest."), replaces=old)) is not None
    assert [post.text for post in group.messages] == ["New.", "Newer.", "Newest."]
