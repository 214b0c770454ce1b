"""How updates reach a bot that polls."""

import asyncio

import pytest
from telegram import Bot, Update
from telegram.error import BadRequest, Conflict

from tests.standin.telegram import StandIn

pytestmark = pytest.mark.anyio


async def test_a_private_word_is_polled_and_answered(tg: StandIn, bot: Bot) -> None:
    """An unmodified client REQUIRES updates it can parse, and its answer to land in the right inbox."""
    noa = tg.world.person("noa", language="he")
    await noa.starts("abc")
    (update,) = await bot.get_updates(timeout=1)
    assert update.message is not None
    assert update.message.text == "/start abc"
    assert update.message.entities[0].type == "bot_command"
    assert update.message.from_user is not None
    assert update.message.from_user.language_code == "he"
    await bot.send_message(noa.id, "shalom")
    assert [post.text for post in noa.inbox] == ["/start abc", "shalom"]
    assert tg.world.record.refused == []


async def test_only_a_higher_offset_confirms(tg: StandIn, bot: Bot) -> None:
    """An update REQUIRES an offset above it to be forgotten; until then it comes again."""
    noa = tg.world.person("noa")
    await noa.writes("one")
    await noa.writes("two")
    first, second = await bot.get_updates()
    assert [each.update_id for each in await bot.get_updates()] == [first.update_id, second.update_id]
    assert not tg.world.updates.confirmed
    assert [each.update_id for each in await bot.get_updates(offset=second.update_id)] == [second.update_id]
    assert tg.world.updates.confirmed == {first.update_id: tg.clock.now()}
    assert len(await bot.get_updates(offset=first.update_id, limit=1)) == 1


async def test_a_waiting_poll_ends_with_the_first_update(tg: StandIn, bot: Bot) -> None:
    """A long poll REQUIRES to be answered as soon as something happens."""
    poll = asyncio.create_task(bot.get_updates(timeout=10))
    await tg.until(lambda: tg.world.updates.waiter)
    await tg.world.person("noa").writes("now")
    assert len(await asyncio.wait_for(poll, 1)) == 1


async def test_a_second_poller_throws_the_first_out(tg: StandIn, bot: Bot) -> None:
    """Two processes with one token REQUIRE the older poll to end with a conflict."""
    poll = asyncio.create_task(bot.get_updates(timeout=10))
    await tg.until(lambda: tg.world.updates.waiter)
    async with Bot(tg.token, base_url=tg.base_url) as second:
        assert await second.get_updates() == ()
    with pytest.raises(Conflict, match="terminated by other getUpdates request"):
        await poll


async def test_member_updates_come_only_when_asked_for(tg: StandIn, bot: Bot) -> None:
    """chat_member REQUIRES to be named in allowed_updates, and the wish is remembered."""
    group = tg.world.group("editors")
    await tg.world.person("noa").joins(group)
    (service,) = await bot.get_updates()
    assert service.message is not None
    assert service.message.new_chat_members[0].first_name == "noa"
    await bot.get_updates(offset=service.update_id + 1, allowed_updates=Update.ALL_TYPES)
    await tg.world.person("ali").joins(group)
    kinds = [min(each.to_dict()) for each in await bot.get_updates()]
    assert kinds == ["chat_member", "message"]


async def test_nothing_is_kept_for_longer_than_a_day(tg: StandIn, bot: Bot) -> None:
    """A bot that was away REQUIRES to have lost what is older than 24 hours."""
    noa = tg.world.person("noa")
    await noa.writes("old")
    tg.clock.advance(hours=25)
    await noa.writes("new")
    (update,) = await bot.get_updates()
    assert update.message is not None
    assert update.message.text == "new"


async def test_a_press_is_kept_no_longer_than_it_can_be_answered(tg: StandIn, bot: Bot) -> None:
    """A bot that was away for over 150 s REQUIRES to have lost the presses of that time, and no words."""
    noa = tg.world.person("noa", started=True)
    await bot.send_message(noa.id, "choose")
    await noa.forges(noa.inbox[-1], "y")
    await noa.writes("well?")
    tg.clock.advance(seconds=151)
    assert [update.callback_query is None for update in await bot.get_updates()] == [True]


async def test_after_an_idle_week_ids_begin_anywhere(tg: StandIn, bot: Bot) -> None:
    """An offset far beyond the newest id REQUIRES to confirm nothing and to be served from the head."""
    noa = tg.world.person("noa")
    await noa.writes("before")
    (old,) = await bot.get_updates()
    await bot.get_updates(offset=old.update_id + 1)
    assert tg.world.updates.jump() != old.update_id + 1
    tg.world.updates.inject({"update_id": 5})
    await noa.writes("after")
    numbers = [each.update_id for each in await bot.get_updates(offset=old.update_id + 1)]
    assert numbers == [5, 6]
    assert await bot.get_updates(offset=7) == ()


async def test_duplicates_and_another_order_can_be_had(tg: StandIn, bot: Bot) -> None:
    """A bot REQUIRES to be shown repeated and reordered updates when a test wants it."""
    noa = tg.world.person("noa")
    await noa.writes("one")
    await noa.writes("two")
    one, two = await bot.get_updates()
    await bot.get_updates(offset=two.update_id + 1)
    tg.world.updates.repeat(two.update_id)
    tg.world.updates.repeat(one.update_id)
    tg.world.updates.shuffle()
    again = [each.update_id for each in await bot.get_updates(offset=two.update_id + 1)]
    assert again == [one.update_id, two.update_id]
    assert await bot.get_updates(offset=two.update_id + 1) == ()


async def test_one_update_that_no_client_can_read(tg: StandIn, bot: Bot) -> None:
    """A batch REQUIRES to break the client's parser when a malformed update was put into it."""
    await tg.world.person("noa").writes("fine")
    tg.world.updates.inject({"message": {"date": "yesterday"}})
    with pytest.raises((TypeError, KeyError, ValueError)):
        await bot.get_updates()


async def test_the_end_does_not_wait_for_the_poll() -> None:
    """Shutting down REQUIRES the open poll to be answered at once."""
    tg = StandIn()
    async with tg:
        client = Bot(tg.token, base_url=tg.base_url)
        await client.initialize()
        poll = asyncio.create_task(client.get_updates(timeout=30))
        await tg.until(lambda: tg.world.updates.waiter)
    assert await asyncio.wait_for(poll, 1) == ()
    await client.shutdown()


async def test_a_webhook_ends_the_poll(tg: StandIn, bot: Bot) -> None:
    """Setting a webhook REQUIRES a waiting poll to end with a conflict."""
    poll = asyncio.create_task(bot.get_updates(timeout=10))
    await tg.until(lambda: tg.world.updates.waiter)
    await bot.set_webhook("https://example.org/")
    with pytest.raises(Conflict, match="setWebhook"):
        await poll


async def test_a_negative_offset_keeps_the_newest(tg: StandIn, bot: Bot) -> None:
    """An offset of -1 REQUIRES all updates but the newest to be forgotten."""
    noa = tg.world.person("noa")
    for text in ("one", "two", "three"):
        await noa.writes(text)
    assert [update.message and update.message.text for update in await bot.get_updates(offset=-1)] == ["three"]
    assert len(await bot.get_updates()) == 1


async def test_unknown_kinds_of_update_are_refused(tg: StandIn, bot: Bot) -> None:
    """allowed_updates REQUIRES kinds that exist."""
    with pytest.raises(BadRequest, match="gossip"):
        await bot.get_updates(allowed_updates=["gossip"])
