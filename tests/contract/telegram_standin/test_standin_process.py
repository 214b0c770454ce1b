"""The stand-in as a process of its own, led over HTTP."""

import asyncio
import json
import sys
from typing import Any

import pytest
from aiohttp import ClientSession
from telegram import Bot

pytestmark = pytest.mark.anyio


class Leader:
    """Gives orders to the control API."""

    def __init__(self, http: ClientSession, address: str) -> None:
        self.http = http
        self.address = address

    async def do(self, what: str, status: int = 200, **body: Any) -> Any:
        """Give an order, and return what came of it."""
        async with self.http.post(f"{self.address}/{what}", json=body) as answer:
            assert answer.status == status, await answer.text()
            return await answer.json()

    async def see(self, what: str) -> Any:
        """Return what is there to see."""
        async with self.http.get(f"{self.address}/{what}") as answer:
            return await answer.json()


async def test_a_whole_conversation_with_a_process() -> None:
    """A harness in another process REQUIRES to lead people, faults and time, and to read what happened."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.standin.telegram", stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        where = json.loads(await process.stdout.readline())
        async with ClientSession() as http, Bot(where["token"], base_url=where["base_url"]) as bot:
            await converse(Leader(http, where["control_url"]), bot)
    finally:
        process.terminate()
        assert await process.wait() == 0


async def converse(leader: Leader, bot: Bot) -> None:
    noa = (await leader.do("person", name="noa", language="he"))["id"]
    group = (await leader.do("group", title="editors", owner="noa", forum=True))["id"]
    thread = (await leader.do("topic", group="editors", title="Elections"))["thread"]
    said = await leader.do("act", who="noa", verb="says", group="editors", text="/notice", thread=thread)
    assert said["chat"] == group
    await leader.do("act", who="noa", verb="edits", post={"chat": group, "message": said["message"]}, text="/privacy")
    update = (await bot.get_updates())[-1]
    await bot.get_updates(offset=update.update_id + 1)
    await leader.do("fault", kind="too_many", method="sendMessage", after=1)
    await leader.do("clock", hours=1)
    await leader.do("updates", repeat=update.update_id)
    await leader.do("updates", inject={"message": {}}, status=200)
    await leader.do("bot", privacy=False, loses_ephemeral=True)
    assert (await leader.see(f"messages/{group}"))[-1]["text"] == "/privacy"
    assert await leader.see("inbox/noa") == []
    record = await leader.see("record")
    assert str(update.update_id) in record["confirmed"]
    assert {call["method"] for call in record["calls"]} == {"getMe", "getUpdates"}
    assert "nobody is called" in (await leader.do("act", status=400, who="eve", verb="starts"))["error"]
    assert "nobody can" in (await leader.do("act", status=400, who=noa, verb="flies"))["error"]
    assert "nothing fails by" in (await leader.do("fault", status=400, kind="fire"))["error"]
