"""Who hears what: privacy mode, membership, anonymous admins and channels."""

import pytest
from telegram import (
    Bot,
    Update,
)

from tests.standin.telegram import Member, StandIn

pytestmark = pytest.mark.anyio


async def texts(bot: Bot) -> list[str]:
    return [
        update.effective_message.text or "service" for update in await bot.get_updates() if update.effective_message
    ]


async def test_privacy_mode_hides_ordinary_talk(tg: StandIn, bot: Bot) -> None:
    """A bot that is no admin REQUIRES to hear only commands, replies to it and service messages."""
    noa, ali = tg.world.person("noa"), tg.world.person("ali")
    group = tg.world.group("editors", members=(noa,), bot=Member("member"))
    await bot.send_message(group.id, "the line")
    await noa.says(group, "just talk")
    await noa.says(group, "/notice")
    await noa.says(group, "/notice@other_bot")
    await noa.says(group, "thanks", reply_to=group.messages[0])
    await ali.joins(group)
    assert await texts(bot) == ["/notice", "thanks", "service"]
    tg.world.bot.privacy = False
    await noa.says(group, "talk")
    assert (await texts(bot))[-1] == "talk"


async def test_a_bot_outside_hears_nothing(tg: StandIn, bot: Bot) -> None:
    """Hearing anything in a group REQUIRES to be in it, commands and talk without privacy included."""
    noa = tg.world.person("noa")
    group = tg.world.group("editors", members=(noa,), bot=Member("left"))
    tg.world.bot.privacy = False
    await noa.says(group, "/notice")
    await noa.says(group, "talk")
    assert await bot.get_updates() == ()


async def test_a_bot_without_admin_status_is_not_told_of_members(tg: StandIn, bot: Bot) -> None:
    """chat_member REQUIRES admin status; to others only the service message tells of a join."""
    await bot.get_updates(allowed_updates=Update.ALL_TYPES)
    noa = tg.world.person("noa")
    group = tg.world.group("editors", bot=Member("member"))
    await noa.joins(group)
    assert await texts(bot) == ["service"]
    assert [update.chat_member for update in await bot.get_updates()] == [None]


async def test_an_admin_bot_hears_all(tg: StandIn, bot: Bot) -> None:
    """A bot that is an admin REQUIRES to hear everything, edits included."""
    noa = tg.world.person("noa")
    group = tg.world.group("editors", members=(noa,))
    said = await noa.says(group, "just talk")
    await noa.edits(said, "better talk")
    first, second = await bot.get_updates()
    assert first.message is not None
    assert second.edited_message is not None
    assert second.edited_message.text == "better talk"
    assert second.edited_message.edit_date is not None


async def test_no_person_stands_behind_these(tg: StandIn, bot: Bot) -> None:
    """An anonymous admin and a channel REQUIRE a sender_chat and a stand-in account in `from`."""
    noa = tg.world.person("noa")
    group = tg.world.group("editors", owner=noa)
    channel = tg.world.channel("News", username="news")
    await noa.says(group, "we decide", anonymous=True)
    await channel.says(group, "read us")
    await channel.says(group, "copied", forwarded=True)
    admin, loud, copied = (update.message for update in await bot.get_updates())
    seen = [
        (message.from_user.id, message.sender_chat.id, message.is_automatic_forward)
        for message in (admin, loud, copied)
        if message and message.from_user and message.sender_chat
    ]
    assert seen == [
        (1087968824, group.id, None),
        (136817688, channel.room.id, None),
        (777000, channel.room.id, True),
    ]


async def test_a_channel_post_needs_no_sender(tg: StandIn, bot: Bot) -> None:
    """A post in a channel that the bot runs REQUIRES its own kind of update, without a person."""
    channel = tg.world.channel("News")
    await channel.posts("unheard")
    channel.room.members[tg.world.bot.id] = Member("administrator")
    await channel.posts("news")
    (update,) = await bot.get_updates()
    assert update.channel_post is not None
    assert update.channel_post.from_user is None
