"""Buttons and what presses on them may be answered with."""

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest

from tests.standin.telegram import Press, StandIn

pytestmark = pytest.mark.anyio


def one(label: str, *, callback_data: str | None = None, url: str | None = None) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=callback_data, url=url)]])


async def pressed(tg: StandIn, bot: Bot) -> Press:
    noa = tg.world.person("noa", started=True)
    await bot.send_message(noa.id, "choose", reply_markup=one("Yes", callback_data="y"))
    return await noa.presses(noa.inbox[-1], "Yes")


@pytest.mark.parametrize(
    ("markup", "complaint"),
    [
        (one("a", callback_data="ש" * 33), "Button_data_invalid"),
        (one("a", callback_data="a" * 65), "Button_data_invalid"),
        (one("  ", callback_data="a"), "button text must be non-empty"),
        (one("a"), "Text buttons are unallowed"),
        (one("a", url="not a link"), "Wrong HTTP URL"),
        (one("a", url="http://localhost:8642/privacy"), "Wrong HTTP URL"),
        (one("a", url="ftp://example.org/"), "Unsupported URL protocol"),
        (one("a", url="https://t.me/groupbot_test_bot?start=a+b"), "Start_param_invalid"),
        (one("a", url=f"https://t.me/groupbot_test_bot?start={'a' * 65}"), "Start_param_invalid"),
        (InlineKeyboardMarkup([[InlineKeyboardButton("a", callback_data="a")] * 8] * 13), "reply markup is too long"),
    ],
)
async def test_bad_buttons_are_refused(tg: StandIn, bot: Bot, markup: InlineKeyboardMarkup, complaint: str) -> None:
    """A button REQUIRES a label, one action and data of at most 64 bytes."""
    noa = tg.world.person("noa", started=True)
    with pytest.raises(BadRequest, match=f"(?i){complaint}"):
        await bot.send_message(noa.id, "a", reply_markup=markup)


@pytest.mark.parametrize("markup", [one("a", callback_data="ש" * 32), one("a", url="https://t.me/x?start=a")])
async def test_good_buttons_pass(tg: StandIn, bot: Bot, markup: InlineKeyboardMarkup) -> None:
    """64 bytes of data, and others' links, REQUIRE to be accepted."""
    noa = tg.world.person("noa", started=True)
    await bot.send_message(noa.id, "a", reply_markup=markup)
    assert list(noa.inbox[-1].buttons) == ["a"]


async def test_a_press_is_answered_once(tg: StandIn, bot: Bot) -> None:
    """A press REQUIRES its first answer to reach the presser and a second one to be refused."""
    press = await pressed(tg, bot)
    (update,) = await bot.get_updates()
    assert update.callback_query is not None
    assert update.callback_query.data == "y"
    await bot.answer_callback_query(update.callback_query.id, "done", show_alert=True)
    assert (press.answered, press.text, press.alert) == (True, "done", True)
    with pytest.raises(BadRequest, match="Query is too old"):
        await bot.answer_callback_query(update.callback_query.id)


@pytest.mark.parametrize(("seconds", "passes"), [(150, True), (151, False)])
async def test_a_press_does_not_wait_for_ever(tg: StandIn, bot: Bot, seconds: int, *, passes: bool) -> None:
    """A press REQUIRES its answer within 150 s."""
    press = await pressed(tg, bot)
    tg.clock.advance(seconds=seconds)
    if not passes:
        with pytest.raises(BadRequest, match="Query is too old"):
            await bot.answer_callback_query(press.id)
    else:
        await bot.answer_callback_query(press.id)
    assert press.answered is passes


@pytest.mark.parametrize(
    ("more", "complaint"),
    [
        ({"text": "a" * 201}, "Message_too_long"),
        ({"url": "https://example.org"}, "Url_invalid"),
        ({"url": "https://t.me/groupbot_test_bot?start="}, "Start_param_invalid"),
        ({"url": "https://t.me/groupbot_test_bot"}, "Start_param_invalid"),
    ],
)
async def test_bad_answers_are_refused(tg: StandIn, bot: Bot, more: dict[str, str], complaint: str) -> None:
    """An answer REQUIRES at most 200 characters and no address but the bot's own start link."""
    press = await pressed(tg, bot)
    with pytest.raises(BadRequest, match=f"(?i){complaint}"):
        await bot.answer_callback_query(press.id, text=more.get("text"), url=more.get("url"))
    assert not press.answered


async def test_an_answer_may_open_the_private_chat(tg: StandIn, bot: Bot) -> None:
    """The bot's own start link REQUIRES to be accepted."""
    press = await pressed(tg, bot)
    await bot.answer_callback_query(press.id, url="https://t.me/groupbot_test_bot?start=c_-9")
    assert press.url.endswith("?start=c_-9")


async def test_a_press_can_be_forged_and_its_message_be_gone(tg: StandIn, bot: Bot) -> None:
    """A bot REQUIRES to meet data it never gave out, under a message that the client no longer shows."""
    press = await pressed(tg, bot)
    noa = tg.world.people[press.person]
    with pytest.raises(LookupError, match="no button"):
        await noa.presses(press.post, "No")
    await noa.forges(press.post, "x" * 64, inaccessible=True)
    update = (await bot.get_updates())[-1]
    assert update.callback_query is not None
    assert update.callback_query.data == "x" * 64
    assert update.callback_query.message is not None
    assert not update.callback_query.message.is_accessible
