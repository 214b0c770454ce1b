"""What is wrong in the form of a request is refused, with the place named."""

import json
from typing import Any

import pytest
from aiogram.types import User
from aiohttp import ClientSession, FormData
from pydantic import ValidationError
from telegram import Bot
from telegram.error import BadRequest, InvalidToken

from tests.standin.telegram import StandIn
from tests.standin.telegram.wire import proven

pytestmark = pytest.mark.anyio

BUTTON = {"text": "a", "callback_data": "b", "colour": "red"}


@pytest.mark.parametrize(
    ("method", "values", "complaint"),
    [
        ("sendMessage", {"chat_id": 1, "text": "a", "colour": "red"}, 'unknown parameter "colour" in sendMessage'),
        (
            "sendMessage",
            {"chat_id": 1, "text": "a", "reply_markup": {"inline_keyboard": [[BUTTON]]}},
            'unknown key "reply_markup.inline_keyboard.0.0.colour" in sendMessage',
        ),
        (
            "sendMessage",
            {"chat_id": 1, "text": "a", "entities": [{"offset": 0}]},
            'parameter "entities.0.type" is required',
        ),
        ("sendMessage", {"chat_id": 1}, "message text is empty"),
        ("sendMessage", {"text": "a"}, "chat_id is empty"),
        ("sendMessage", {"chat_id": 1, "text": "a", "reply_markup": "{"}, "can't parse reply_markup JSON object"),
        ("sendMessage", {"chat_id": 1, "text": "a", "parse_mode": "HTML"}, '"parse_mode" is refused'),
        ("sendMessage", {"chat_id": 1, "text": "a", "reply_to_message_id": 1}, "deprecated parameter"),
        ("banChatMember", {"chat_id": 1, "user_id": "noa"}, 'wrong value of "user_id"'),
        ("answerCallbackQuery", {}, 'parameter "callback_query_id" is required'),
    ],
)
async def test_a_malformed_call_is_refused(tg: StandIn, method: str, values: dict[str, Any], complaint: str) -> None:
    """A call REQUIRES known names, right types and all that is needed, in JSON as in a form."""
    form = {key: value if isinstance(value, str) else json.dumps(value) for key, value in values.items()}
    form = {key: str(value).strip('"') for key, value in form.items()}
    async with ClientSession() as http:
        for body in ({"json": values}, {"data": form}):
            async with http.post(f"{tg.base_url}{tg.token}/{method}", **body) as answer:
                assert answer.status == 400
                assert complaint in (await answer.json())["description"]


@pytest.mark.parametrize(
    ("path", "code", "description"),
    [
        ("/bot42:TEST/sendLove", 404, "Not Found: method not found"),
        ("/bot42:WRONG/getMe", 401, "Unauthorized"),
        ("/bot42:TEST/sendDice?chat_id=1", 501, "Not Implemented"),
        ("/bot42:TEST/GETME", 200, ""),
    ],
)
async def test_the_address_decides_first(tg: StandIn, path: str, code: int, description: str) -> None:
    """A request REQUIRES the right token and a method that exists, in any case of letters."""
    root = tg.base_url.removesuffix("/bot")
    async with ClientSession() as http, http.get(root + path) as answer:
        assert answer.status == code
        assert (await answer.json()).get("description", "").startswith(description)


async def test_a_body_that_is_no_object(tg: StandIn) -> None:
    """JSON REQUIRES to be an object."""
    async with ClientSession() as http:
        for body in ("[1]", "{"):
            headers = {"Content-Type": "application/json"}
            async with http.post(f"{tg.base_url}{tg.token}/getMe", data=body, headers=headers) as answer:
                assert answer.status == 400


async def test_files_come_by_name_or_attached(tg: StandIn) -> None:
    """An upload REQUIRES its part: under the parameter's name, or under the one that attach:// names."""
    noa = tg.world.person("noa", started=True)
    async with ClientSession() as http:
        for field, more, code in (
            ("document", {}, 200),
            ("part", {"document": "attach://part"}, 400),
            ("attached", {"document": "attach://attached"}, 200),
            ("attached", {"document": "attach://lost"}, 400),
        ):
            form = FormData({"chat_id": str(noa.id)} | more)
            form.add_field(field, b"{}", filename="mydata.json")
            async with http.post(f"{tg.base_url}{tg.token}/sendDocument", data=form) as answer:
                assert answer.status == code
    assert [post.file.body for post in noa.inbox if post.file] == [b"{}", b"{}"]


async def test_a_misspelt_parameter_of_the_client_is_caught(tg: StandIn, bot: Bot) -> None:
    """api_kwargs REQUIRE names that Bot API 10.3 knows."""
    noa = tg.world.person("noa", started=True)
    with pytest.raises(BadRequest, match="ephemeral_parameters"):
        await bot.send_message(noa.id, "a", api_kwargs={"ephemeral_parameters": {}})


async def test_the_wrong_token_is_told(tg: StandIn) -> None:
    """A client REQUIRES to learn that its token is wrong."""
    with pytest.raises(InvalidToken):
        async with Bot("42:WRONG", base_url=tg.base_url):
            pass


async def test_half_a_character_is_no_text(tg: StandIn) -> None:
    """A text REQUIRES to be Unicode that can be sent."""
    noa = tg.world.person("noa", started=True)
    body = f'{{"chat_id": {noa.id}, "text": "\\ud83d"}}'
    headers = {"Content-Type": "application/json"}
    address = f"{tg.base_url}{tg.token}/sendMessage"
    async with ClientSession() as http, http.post(address, data=body, headers=headers) as answer:
        assert answer.status == 400
    assert noa.inbox == []


def test_the_stand_in_cannot_make_keys_up() -> None:
    """What the stand-in sends REQUIRES to be what Bot API 10.3 promises, at every depth."""
    user = {"id": 1, "is_bot": False, "first_name": "noa"}
    assert proven(User, user) == user
    with pytest.raises(LookupError, match='"mood"'):
        proven(User, user | {"mood": "fine"})
    with pytest.raises(ValidationError):
        proven(User, {"id": 1})
