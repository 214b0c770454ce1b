"""Ephemeral messages of Bot API 10.3: who may send them, who sees them, and that nobody learns of their loss."""

from typing import Any

import pytest
from telegram import Bot, BotCommand, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest

from tests.standin.telegram import Member, Person, Press, Room, StandIn

pytestmark = pytest.mark.anyio

KEYS = InlineKeyboardMarkup([[InlineKeyboardButton("open", callback_data="open")]])


def to(person: Person, **more: Any) -> dict[str, Any]:
    return {"ephemeral_message_parameters": {"receiver_user_id": person.id} | more}


async def pressed(tg: StandIn, bot: Bot, role: Member) -> tuple[Person, Room, Press]:
    noa, ali = tg.world.person("noa"), tg.world.person("ali")
    group = tg.world.group("editors", members=(noa, ali), bot=role)
    await bot.send_message(group.id, "the line", reply_markup=KEYS)
    return noa, group, await noa.presses(group.messages[0], "open")


async def test_only_the_receiver_sees_it(tg: StandIn, bot: Bot) -> None:
    """An ephemeral message REQUIRES to be in one inbox, under its own number, and editable by that alone."""
    noa, group, _ = await pressed(tg, bot, Member("administrator"))
    sent = await bot.send_message(group.id, "your screen", api_kwargs=to(noa))
    number = sent.api_kwargs["ephemeral_message_id"]
    assert sent.message_id == 0
    ali = next(person for person in tg.world.people.values() if person.name == "ali")
    assert ([post.text for post in noa.inbox], ali.inbox) == (["your screen"], [])
    assert [post.text for post in group.messages] == ["the line"]
    address = {"chat_id": group.id, "receiver_user_id": noa.id, "ephemeral_message_id": number}
    await bot.do_api_request("editEphemeralMessageText", api_kwargs=address | {"text": "saved"})
    assert [post.text for post in noa.inbox] == ["saved"]
    with pytest.raises(BadRequest, match=r"(?i)message to edit not found"):
        await bot.edit_message_text("no", group.id, 0)
    await bot.do_api_request("deleteEphemeralMessage", api_kwargs=address)
    assert noa.inbox == []
    with pytest.raises(BadRequest, match=r"(?i)message to delete not found"):
        await bot.do_api_request("deleteEphemeralMessage", api_kwargs=address)


async def test_a_press_on_an_ephemeral_message_names_it(tg: StandIn, bot: Bot) -> None:
    """A press under an ephemeral message REQUIRES to carry its number, and that it is edited, not replaced."""
    noa, group, _ = await pressed(tg, bot, Member("administrator"))
    await bot.send_message(group.id, "your screen", reply_markup=KEYS, api_kwargs=to(noa))
    press = await noa.presses(noa.inbox[-1], "open")
    query = (await bot.get_updates())[-1].callback_query
    assert query is not None
    assert query.message is not None
    assert query.message.message_id == 0
    assert query.message.api_kwargs["ephemeral_message_id"] == noa.inbox[-1].id
    more = to(noa, callback_query_id=press.id, replace_callback_query_message=True)
    with pytest.raises(BadRequest, match="must be edited"):
        await bot.send_message(group.id, "another", api_kwargs=more)


async def test_without_admin_status_a_fresh_press_is_needed(tg: StandIn, bot: Bot) -> None:
    """A bot that is no admin REQUIRES a press of the same person in the last 15 s."""
    noa, group, press = await pressed(tg, bot, Member("member"))
    with pytest.raises(BadRequest, match=r"(?i)not enough rights to send ephemeral"):
        await bot.send_message(group.id, "a", api_kwargs=to(noa))
    more = to(noa, callback_query_id=press.id, replace_callback_query_message=True)
    await bot.send_message(group.id, "instead", api_kwargs=more)
    assert noa.inbox[-1].instead_of == press.post.id
    ali = next(person for person in tg.world.people.values() if person.name == "ali")
    with pytest.raises(BadRequest, match=r"(?i)query is too old"):
        await bot.send_message(group.id, "a", api_kwargs=to(ali, callback_query_id=press.id))
    tg.clock.advance(seconds=16)
    with pytest.raises(BadRequest, match=r"(?i)query is too old"):
        await bot.send_message(group.id, "a", api_kwargs=more)


async def test_a_loss_is_invisible(tg: StandIn, bot: Bot) -> None:
    """A lost ephemeral message REQUIRES the same answer as one that arrived, also when it is edited."""
    noa, group, _ = await pressed(tg, bot, Member("administrator"))
    tg.world.loses_ephemeral = True
    sent = await bot.send_message(group.id, "your screen", api_kwargs=to(noa))
    address = {"chat_id": group.id, "receiver_user_id": noa.id, **sent.api_kwargs}
    address = {key: address[key] for key in ("chat_id", "receiver_user_id", "ephemeral_message_id")}
    assert await bot.do_api_request("editEphemeralMessageText", api_kwargs=address | {"text": "saved"})
    assert noa.inbox == []


async def test_an_ephemeral_command_is_heard_by_the_bot_alone(tg: StandIn, bot: Bot) -> None:
    """A command registered as ephemeral REQUIRES to be invisible to the group and answerable for 15 s."""
    noa = tg.world.person("noa")
    group = tg.world.group("editors", members=(noa,), bot=Member("member"))
    await bot.set_my_commands([BotCommand("mydata", "Yours", api_kwargs={"is_ephemeral": True})])
    await noa.says(group, "/mydata")
    assert group.messages == []
    (update,) = await bot.get_updates()
    assert update.message is not None
    assert update.message.message_id == 0
    number = update.message.api_kwargs["ephemeral_message_id"]
    reply = {"reply_parameters": {"ephemeral_message_id": number}}
    await bot.send_message(group.id, "here", api_kwargs=to(noa) | reply)
    assert [post.text for post in noa.inbox] == ["/mydata", "here"]
    reply_to_nothing = {"reply_parameters": {"ephemeral_message_id": number + 100}}
    with pytest.raises(BadRequest, match=r"(?i)message to be replied not found"):
        await bot.send_message(group.id, "here", api_kwargs=to(noa) | reply_to_nothing)
    with pytest.raises(BadRequest, match="must be ephemeral"):
        await bot.send_message(group.id, "here", api_kwargs=reply)
    tg.clock.advance(seconds=16)
    with pytest.raises(BadRequest, match="too old"):
        await bot.send_message(group.id, "here", api_kwargs=to(noa) | reply)


async def test_an_outsider_or_a_private_chat_gets_none(tg: StandIn, bot: Bot) -> None:
    """An ephemeral message REQUIRES a group, and a receiver in it."""
    noa = tg.world.person("noa", started=True)
    group = tg.world.group("editors")
    group_of_hers = tg.world.group("hers", members=(noa,))
    with pytest.raises(BadRequest, match="needs callback_query_id"):
        await bot.send_message(group_of_hers.id, "a", api_kwargs=to(noa, replace_callback_query_message=True))
    for chat, complaint in ((group.id, "not found in the chat"), (noa.id, "only in groups")):
        with pytest.raises(BadRequest, match=complaint):
            await bot.send_message(chat, "a", api_kwargs=to(noa))
