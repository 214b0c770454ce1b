"""The stand-in as a process of its own, led over HTTP."""

import asyncio
import json
import sys
from typing import Any

import pytest
from aiohttp import ClientSession
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import NetworkError

from tests.standin.telegram import StandIn

pytestmark = pytest.mark.anyio


class Leader:
    """Gives orders to the control API."""

    def __init__(self, http: ClientSession, address: str) -> None:
        self.http = http
        self.address = address

    async def do(self, what: str, expect: int = 200, **body: Any) -> Any:
        """Give an order, and return what came of it."""
        async with self.http.post(f"{self.address}/{what}", json=body) as answer:
            assert answer.status == expect, await answer.text()
            return await answer.json()

    async def see(self, what: str) -> Any:
        """Return what is there to see."""
        async with self.http.get(f"{self.address}/{what}") as answer:
            return await answer.json()


async def test_a_process_announces_itself_and_ends_when_told() -> None:
    """A harness REQUIRES one line with the addresses, a bot to be served there, and an orderly end."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.standin.telegram", "--token", "7:OWN", stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        where = json.loads(await process.stdout.readline())
        async with ClientSession() as http, Bot(where["token"], base_url=where["base_url"]) as bot:
            assert bot.id == 7
            assert (await Leader(http, where["control_url"]).see("record"))["calls"][0]["method"] == "getMe"
    finally:
        process.terminate()
        assert await process.wait() == 0


async def test_a_whole_conversation_is_led_from_outside(tg: StandIn, bot: Bot) -> None:
    """A harness in another process REQUIRES to lead people, faults and time, and to read what happened."""
    async with ClientSession() as http:
        await converse(Leader(http, tg.control_url), bot)


async def converse(leader: Leader, bot: Bot) -> None:
    noa = (await leader.do("person", name="noa", language="he"))["id"]
    group = (await leader.do("group", title="editors", owner="noa", forum=True))["id"]
    thread = (await leader.do("topic", group="editors", title="Elections"))["thread"]
    said = await leader.do("act", who="noa", verb="says", group="editors", text="/notice", thread=thread)
    assert said["chat"] == group
    await leader.do("act", who="noa", verb="edits", post={"chat": group, "message": said["message"]}, text="/privacy")
    update = (await bot.get_updates())[-1]
    await bot.get_updates(offset=update.update_id + 1)
    await leader.do("fault", kind="too_many", method="sendPhoto", after=1)
    await leader.do("clock", hours=1)
    await leader.do("updates", repeat=update.update_id)
    await leader.do("updates", inject={"message": {}})
    await leader.do("bot", privacy=False, loses_ephemeral=True)
    assert (await leader.see(f"messages/{group}"))[-1]["text"] == "/privacy"
    assert await leader.see("inbox/noa") == []
    keys = InlineKeyboardMarkup([[InlineKeyboardButton("Open", callback_data="o")]])
    line = await bot.send_message(group, "the line", reply_markup=keys)
    await leader.do(
        "act", who="noa", verb="presses", post={"chat": group, "message": 99}, label_or_data="o", expect=400
    )
    press = await leader.do(
        "act", who=noa, verb="presses", post={"chat": group, "message": line.message_id}, label_or_data="Open"
    )
    await bot.answer_callback_query(press["id"], "done")
    assert (await leader.see(f"press/{press['id']}"))["text"] == "done"
    ali = (await leader.do("person", name="ali", started=True))["id"]
    few: dict[str, Any] = {
        "title": "few",
        "kind": "group",
        "owner": "noa",
        "members": [ali],
        "bot": {"status": "member"},
    }
    await leader.do("group", **few)
    await leader.do(
        "act", who="noa", verb="makes_bot", group="few", status="administrator", rights=["can_invite_users"]
    )
    await leader.do("act", who="noa", verb="makes", group="few", whom="ali", status="kicked")
    await leader.do("act", who="noa", verb="migrates", group="few")
    await leader.do("updates", shuffle=True, jump=True)
    assert await leader.see("inbox/ali") == []
    said = await leader.do("channel", title="News", group="editors", text="read us")
    again = await leader.do("channel", title="News", group="editors", text="read us again")
    assert again["message"] == said["message"] + 1
    assert (await leader.see("members/editors"))[str(noa)] == "creator"
    await leader.do("network", cut=True)
    with pytest.raises(NetworkError):
        await bot.get_me()
    await leader.do("network", cut=False)
    await bot.get_me()
    record = await leader.see("record")
    assert str(update.update_id) in record["confirmed"]
    assert {call["method"] for call in record["calls"]} == {"getMe", "getUpdates", "sendMessage", "answerCallbackQuery"}
    assert (
        "no group is called" in (await leader.do("act", expect=400, who="noa", verb="joins", group="nowhere"))["error"]
    )
    assert "nobody is called" in (await leader.do("act", expect=400, who="eve", verb="starts"))["error"]
    assert "nobody can" in (await leader.do("act", expect=400, who=noa, verb="flies"))["error"]
    assert "nothing fails by" in (await leader.do("fault", expect=400, kind="fire"))["error"]
