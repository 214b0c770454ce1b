"""Sending, editing and deleting: what stands in a chat afterwards, and what is refused."""

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, ChatMigrated, Forbidden

from tests.standin.telegram import Member, StandIn
from tests.standin.telegram.model import Kind, Status

pytestmark = pytest.mark.anyio

KEYS = InlineKeyboardMarkup([[InlineKeyboardButton("a", callback_data="a")]])


async def test_an_edit_changes_what_everybody_sees(tg: StandIn, bot: Bot) -> None:
    """An edited message REQUIRES to stand in place of the old one, in one place."""
    group = tg.world.group("editors")
    sent = await bot.send_message(group.id, "old", reply_markup=KEYS)
    await bot.edit_message_reply_markup(group.id, sent.message_id)
    await bot.edit_message_text("new", group.id, sent.message_id)
    assert [post.text for post in group.messages] == ["new"]
    assert group.messages[0].buttons == {}


async def test_edits_that_cannot_be(tg: StandIn, bot: Bot) -> None:
    """An edit REQUIRES a change, a message that stands, and that the bot wrote it as text."""
    noa = tg.world.person("noa")
    group = tg.world.group("editors", members=(noa,))
    mine = await bot.send_message(group.id, "same", reply_markup=KEYS)
    file = await bot.send_document(group.id, b"{}", filename="a.json")
    hers = await noa.says(group, "hers")
    for number, text, complaint in (
        (mine.message_id, "same", "message is not modified"),
        (999, "new", "message to edit not found"),
        (hers.id, "new", "message can't be edited"),
        (file.message_id, "new", "there is no text in the message to edit"),
    ):
        with pytest.raises(BadRequest, match=f"(?i){complaint}"):
            await bot.edit_message_text(text, group.id, number, reply_markup=KEYS)


async def test_deleting_needs_youth_and_rights(tg: StandIn, bot: Bot) -> None:
    """Deleting REQUIRES a message younger than 48 hours, and for others' messages the right to."""
    noa = tg.world.person("noa")
    group = tg.world.group("editors", members=(noa,), owner=tg.world.person("owner"))
    hers, mine = await noa.says(group, "hers"), await bot.send_message(group.id, "mine")
    owner = next(person for person in tg.world.people.values() if person.name == "owner")
    await owner.makes_bot(group, "administrator", rights=frozenset())
    with pytest.raises(BadRequest, match="can't be deleted"):
        await bot.delete_message(group.id, hers.id)
    await owner.makes_bot(group, "administrator")
    await bot.delete_message(group.id, hers.id)
    with pytest.raises(BadRequest, match=r"(?i)message to delete not found"):
        await bot.delete_message(group.id, hers.id)
    tg.clock.advance(hours=49)
    with pytest.raises(BadRequest, match="can't be deleted"):
        await bot.delete_message(group.id, mine.message_id)
    assert [post.text for post in group.messages if post.text] == ["mine"]


async def test_topics_and_replies_must_exist(tg: StandIn, bot: Bot) -> None:
    """A message REQUIRES its topic and what it answers to be there; the general topic has no number."""
    noa = tg.world.person("noa")
    forum = tg.world.group("editors", members=(noa,), forum=True)
    thread = tg.world.topic(forum, "Elections")
    asked = await noa.says(forum, "hello?", thread=thread)
    assert asked.message.reply_to_message is not None
    assert asked.message.reply_to_message.forum_topic_created is not None
    answer = await bot.send_message(forum.id, "yes", message_thread_id=thread, reply_to_message_id=asked.id)
    assert answer.reply_to_message is not None
    assert answer.is_topic_message
    with pytest.raises(BadRequest, match=r"(?i)message thread not found"):
        await bot.send_message(forum.id, "a", message_thread_id=1)
    with pytest.raises(BadRequest, match=r"(?i)message to be replied not found"):
        await bot.send_message(forum.id, "a", reply_to_message_id=999)
    await bot.send_message(forum.id, "a", reply_to_message_id=999, allow_sending_without_reply=True)


async def test_a_private_chat_must_be_opened_by_the_person(tg: StandIn, bot: Bot) -> None:
    """A first word REQUIRES that the person started the chat, and did not block the bot since."""
    noa = tg.world.person("noa")
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await bot.send_message(noa.id, "hello")
    await noa.starts()
    await bot.send_message(noa.id, "hello")
    await noa.blocks_bot()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(noa.id, "hello")
    blocked = (await bot.get_updates())[-1].my_chat_member
    assert blocked is not None
    assert blocked.new_chat_member.status == "kicked"
    await noa.writes("again")
    await bot.send_message(noa.id, "hello")
    assert [post.text for post in noa.inbox] == ["/start", "hello", "again", "hello"]


@pytest.mark.parametrize(
    ("status", "kind", "complaint"),
    [
        ("kicked", "supergroup", "bot was kicked from the supergroup chat"),
        ("kicked", "group", "bot was kicked from the group chat"),
        ("left", "supergroup", "bot is not a member of the supergroup chat"),
    ],
)
async def test_a_bot_outside_cannot_speak(tg: StandIn, bot: Bot, status: Status, kind: Kind, complaint: str) -> None:
    """Speaking in a group REQUIRES to be in it."""
    group = tg.world.group("editors", kind=kind, bot=Member(status))
    with pytest.raises(Forbidden, match=complaint):
        await bot.send_message(group.id, "hello")


async def test_a_muted_bot_and_a_chat_that_never_was(tg: StandIn, bot: Bot) -> None:
    """Speaking REQUIRES the permission to, in a chat that exists."""
    group = tg.world.group("editors", bot=Member("restricted"))
    with pytest.raises(BadRequest, match=r"(?i)not enough rights to send text messages to the chat"):
        await bot.send_message(group.id, "hello")
    with pytest.raises(BadRequest, match=r"(?i)chat not found"):
        await bot.send_message(-100, "hello")


async def test_a_group_that_migrated_names_its_successor(tg: StandIn, bot: Bot) -> None:
    """A group that became a supergroup REQUIRES two service messages, and every later call to learn the new id."""
    owner = tg.world.person("owner")
    group = tg.world.group("editors", kind="group", owner=owner)
    successor = await owner.migrates(group)
    there, here = (update.message for update in await bot.get_updates())
    assert there is not None
    assert here is not None
    assert (there.chat.id, there.migrate_to_chat_id) == (group.id, successor.id)
    assert (here.chat.id, here.migrate_from_chat_id) == (successor.id, group.id)
    with pytest.raises(ChatMigrated) as caught:
        await bot.send_message(group.id, "hello")
    assert caught.value.new_chat_id == successor.id
    await bot.send_message(successor.id, "hello")


async def test_pinning_needs_the_right(tg: StandIn, bot: Bot) -> None:
    """Pinning REQUIRES the right to, and a message."""
    group = tg.world.group("editors", bot=Member("member"))
    sent = await bot.send_message(group.id, "rules")
    with pytest.raises(BadRequest, match=r"(?i)not enough rights to manage pinned messages"):
        await bot.pin_chat_message(group.id, sent.message_id)
    group.members[tg.world.bot.id] = Member("administrator", rights=frozenset({"can_pin_messages"}))
    await bot.pin_chat_message(group.id, sent.message_id)
    with pytest.raises(BadRequest, match=r"(?i)message to pin not found"):
        await bot.pin_chat_message(group.id, 999)
    assert group.pinned == [sent.message_id]
