"""Groups that come, move and end, and what that means for the consents given in them."""

from collections.abc import AsyncIterator

import pytest

from groupbot.events import BotAdded, BotRemoved, CommandGiven, Event, GroupMigrated
from groupbot.people import Chat, Place
from tests.conversation.fake_stage import FakeStage
from tests.conversation.opening import fake_stage
from tests.conversation.stage import GROUP
from tests.conversation.test_appeals import appeals
from tests.conversation.walks import about_people, agrees, hears, opens_the_choice

pytestmark = pytest.mark.anyio


@pytest.fixture
async def fake() -> AsyncIterator[FakeStage]:
    """Return the fake platform with noa in the group."""
    async with fake_stage() as stage:
        assert isinstance(stage, FakeStage)
        await stage.meets("noa", inside=True, started=True)
        yield stage


async def moves(stage: FakeStage, new: str) -> None:
    """Let the platform give the group another address, as Telegram does with supergroups."""
    ada, old = stage.world.person("ada").actor, stage.world.group(GROUP)
    place = Place(old.chat, title=old.title)
    del stage.world.groups[GROUP]
    old.id = new
    stage.world.groups[new] = old
    at = stage.deployment.clock.now()
    await stage.happens(GroupMigrated(f"migrated:{new}", at, place, ada, Chat(old.chat.platform, new)))


async def test_consents_survive_a_move(fake: FakeStage) -> None:
    """A group under a new address is the same group: the consent is in force there, and is withdrawn there."""
    await agrees(fake, "noa", "events")
    before = await about_people(fake)
    await moves(fake, "supergroup")
    await fake.restart()
    await fake.says("noa", "/consent", "supergroup")
    assert "Keep moderation events about me" in await hears(fake, "noa")
    assert await about_people(fake) == before
    await fake.presses("noa", "button-withdraw")
    assert not any((await about_people(fake)).values())


async def test_a_move_in_the_middle_of_choosing(fake: FakeStage) -> None:
    """Buttons made before the move work after it."""
    await opens_the_choice(fake, "noa")
    await fake.presses("noa", "purpose-events")
    await moves(fake, "supergroup")
    await fake.presses("noa", "button-save")
    assert (await about_people(fake))["consent_record"] == 1


async def test_a_move_told_twice(fake: FakeStage) -> None:
    """A move that the platform tells twice, or tells late, leaves one group."""
    await moves(fake, "supergroup")
    ada = fake.world.person("ada").actor
    place, at = Place(Chat(ada.platform, GROUP)), fake.deployment.clock.now()
    await fake.happens(GroupMigrated("again", at, place, ada, Chat(ada.platform, "supergroup")))
    assert len((await fake.rows())["chat_group"]) == 1


async def meets_newcomer(stage: FakeStage, new: str) -> Event:
    """Tell the bot that it was added to the supergroup before it hears that its group moved there."""
    ada = stage.world.person("ada").actor
    place = Place(Chat(ada.platform, new), title="Editors")
    added = BotAdded(f"added:{new}", stage.deployment.clock.now(), place, ada)
    await stage.happens(added)
    return added


@pytest.mark.parametrize("restarted", [False, True], ids=["running", "restarted"])
@pytest.mark.parametrize("order", ["left added moved", "left moved added", "added moved left", "moved added left"])
async def test_a_move_in_any_order(fake: FakeStage, order: str, *, restarted: bool) -> None:
    """Word of the old chat's end, of the new one's beginning and of the move, in any order: one group, its consents."""
    await agrees(fake, "noa", "events")
    before, old = await about_people(fake), fake.world.group(GROUP).chat
    ada, at = fake.world.person("ada").actor, fake.deployment.clock.now()
    for word in order.split():
        if word == "moved":
            await moves(fake, "supergroup")
        elif word == "added":
            await meets_newcomer(fake, "supergroup")
        else:
            await fake.happens(BotRemoved("left", at, Place(old), ada))
    if restarted:
        await fake.restart()
    await fake.says("noa", "/consent", "supergroup")
    assert "Keep moderation events about me" in await hears(fake, "noa")
    assert await about_people(fake) == before
    rows = await fake.rows()
    assert [row["ends_on"] for row in rows["chat_group"]] == [None]
    assert len(rows["vault.groups"]) == 2


async def test_a_newcomer_with_consents_of_its_own_lives_on(fake: FakeStage) -> None:
    """Where members agreed in the new chat alone before word of the move came, nothing they gave is lost."""
    await meets_newcomer(fake, "supergroup")
    fake.world.groups["supergroup"] = fake.world.groups.pop(GROUP)
    fake.world.groups["supergroup"].id = "supergroup"
    await fake.says("noa", "/privacy", "supergroup")
    await agrees(fake, "noa", "events", group="supergroup")
    before = await about_people(fake)
    assert before["consent_record"] == 1
    ada, at = fake.world.person("ada").actor, fake.deployment.clock.now()
    old, new = Chat(ada.platform, GROUP), Chat(ada.platform, "supergroup")
    await fake.happens(GroupMigrated("moved", at, Place(old), ada, new))
    await fake.restart()
    await fake.says("noa", "/consent", "supergroup")
    assert "Keep moderation events about me" in await hears(fake, "noa")
    assert await about_people(fake) == before
    assert len((await fake.rows())["chat_group"]) == 1


async def test_an_old_address_is_known_after_a_restart(fake: FakeStage) -> None:
    """What comes late from the old address is understood after a restart, and writes nothing."""
    old = fake.world.group(GROUP).chat
    await moves(fake, "supergroup")
    await fake.restart()
    rows, noa = await fake.rows(), fake.world.person("noa").actor
    late = CommandGiven("late", fake.deployment.clock.now(), Place(old), noa, "notice")
    handled = await fake.deployment.handle(late)
    assert [text.key for text in handled.decision.why] == ["why-asked-for-notice"]
    assert await fake.rows() == rows


async def test_a_move_told_twice_leaves_one_line(fake: FakeStage) -> None:
    """The same move told again does not make the bot forget the line that stands."""
    await moves(fake, "supergroup")
    await fake.says("noa", "/privacy", "supergroup")
    ada, at = fake.world.person("ada").actor, fake.deployment.clock.now()
    old, new = Chat(ada.platform, GROUP), Chat(ada.platform, "supergroup")
    lines = [post for post in await fake.group_sees("supergroup") if post.buttons]
    await fake.happens(GroupMigrated("again", at, Place(old), ada, new))
    await fake.says("noa", "/privacy", "supergroup")
    assert [post for post in await fake.group_sees("supergroup") if post.buttons] == lines


async def opens_newcomer(stage: FakeStage) -> None:
    """Let the bot meet the supergroup as a group of its own, with eve in it, before word of the move comes."""
    await stage.opens("supergroup", "Editors")
    await stage.meets("eve", started=True)
    await stage.joins("eve", "supergroup")


async def hears_of_the_move(stage: FakeStage) -> None:
    """Tell the bot that its group has moved to where it met the newcomer."""
    ada, at = stage.world.person("ada").actor, stage.deployment.clock.now()
    old, new = stage.world.group(GROUP), stage.world.group("supergroup")
    await stage.happens(GroupMigrated("moved", at, Place(old.chat, title=old.title), ada, new.chat))


async def test_what_waits_for_an_answer_holds_the_older_group(fake: FakeStage) -> None:
    """REQUIRES that an appeal of somebody who agreed to nothing is still to be decided after the group has moved."""
    await appeals(fake, "noa")
    await opens_newcomer(fake)
    await agrees(fake, "eve", "events", group="supergroup")
    await hears_of_the_move(fake)
    await fake.says("ada", "/appeals", "supergroup")
    assert "the oldest first: 1" in await hears(fake, "ada")
    await fake.writes("eve", "/withdraw")
    assert "one group" in await hears(fake, "eve")


async def test_what_waits_in_the_newcomer_alone_holds_it(fake: FakeStage) -> None:
    """REQUIRES that an appeal that was opened in the new chat before word of the move came is still to be decided."""
    await opens_newcomer(fake)
    await appeals(fake, "eve", group="supergroup")
    await hears_of_the_move(fake)
    await fake.says("ada", "/appeals", "supergroup")
    assert "the oldest first: 1" in await hears(fake, "ada")
